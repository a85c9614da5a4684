import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, test } from 'vitest';
import { type CacheOptions, cached } from '../../../../src/dataset/cache/cached.ts';
import { SharedCacheState } from '../../../../src/dataset/cache/shared.ts';
import type { ObjectRange, RemoteStorage } from '../../../../src/dataset/storage/storage.ts';
import { CrescendoError } from '../../../../src/errors.ts';
import { LIMITS } from '../../../../src/limits.ts';
import { diskUsage } from '../../../support/disk-usage.ts';
import { FakeRemote, type FakeRemoteOptions, fakeBytes } from '../../../support/fake-remote.ts';

const PART = LIMITS.cachePartBytes;
const MIB = 1024 * 1024;
const folders: string[] = [];
const open: RemoteStorage[] = [];

afterEach(() => {
  for (const storage of open.splice(0)) storage.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'crescendo-cache-'));
  folders.push(folder);
  return folder;
}

interface Subject {
  storage: RemoteStorage;
  remote: FakeRemote;
  state: SharedCacheState;
}

function make(options: CacheOptions, fake: FakeRemoteOptions = {}, place = 'http://host/'): Subject {
  const remote = new FakeRemote(fake);
  const state = new SharedCacheState(options.shared);
  const storage = cached(remote, place, { ...options, shared: state.buffer });
  open.push(storage);
  return { storage, remote, state };
}

const rangeOf = (object: string, offset: number, length: number, objectLength: number, etag = '"1"'): ObjectRange => ({
  ...{ object, offset, length, objectLength, version: { etag } },
});

async function bytesOf(storage: RemoteStorage, range: ObjectRange): Promise<Uint8Array> {
  const into = new Uint8Array(range.length);
  await storage.read(range, into);
  return into;
}

function check(bytes: Uint8Array, { object, offset, length, version }: ObjectRange): void {
  assert.ok(
    Buffer.from(bytes).equals(fakeBytes(object, version!.etag!, offset, length)),
    `${object} ${offset}+${length}`,
  );
}

/** The files of complete parts. */
function partFiles(folder: string): string[] {
  const parts = join(folder, 'crescendo-cache', 'parts');
  return readdirSync(parts).flatMap((shelf) => readdirSync(join(parts, shelf)).map((name) => join(parts, shelf, name)));
}

test('a part should be fetched once, and read from the disk afterwards, also by another thread', async () => {
  const options = { folder: newFolder(), bytes: 64 * MIB };
  const [a, b] = [make(options), make(options)];
  const ranges = [rangeOf('x', 0, 75_000, 3 * PART + 5), rangeOf('x', 75_000, 10, 3 * PART + 5)];
  for (const range of ranges) check(await bytesOf(a.storage, range), range);
  for (const range of ranges) check(await bytesOf(b.storage, range), range);
  assert.deepEqual(
    a.remote.reads.map(({ offset, length }) => [offset, length]),
    [[0, PART]],
  );
  assert.equal(b.remote.reads.length, 0);
  const { misses, hits, fetched, fetchedBytes } = a.state.statistics();
  assert.deepEqual({ misses, hits, fetched, fetchedBytes }, { misses: 1, hits: 1, fetched: 1, fetchedBytes: PART });
});

test('threads that want one part at the same time should fetch it once', async () => {
  const options = { folder: newFolder(), bytes: 64 * MIB };
  const subjects = [1, 2, 3].map(() => make(options, { latency: () => 30 }));
  const ranges = [0, 1, 2, 3].map((k) => rangeOf('x', k * 1000, 1000, PART));
  await Promise.all(
    subjects.flatMap(({ storage }) => ranges.map(async (range) => check(await bytesOf(storage, range), range))),
  );
  assert.equal(
    subjects.reduce((sum, { remote }) => sum + remote.reads.length, 0),
    1,
  );
});

test('any range of any object should have the bytes that the storage has', async () => {
  const options = { folder: newFolder(), bytes: 72 * MIB };
  const { storage } = make(options);
  const lengths = { a: 5, b: PART, c: PART + 1, d: 4 * PART - 3, e: 3 * PART, f: 75_000 };
  const range = fc
    .constantFrom(...(Object.keys(lengths) as (keyof typeof lengths)[]))
    .chain((object) => fc.tuple(fc.constant(object), fc.nat(lengths[object]), fc.nat(lengths[object])))
    .map(([object, x, y]) => rangeOf(object, Math.min(x, y), Math.abs(x - y), lengths[object]));
  await fc.assert(
    fc.asyncProperty(fc.array(range, { minLength: 1, maxLength: 6 }), async (ranges) => {
      await Promise.all(ranges.map(async (each) => check(await bytesOf(storage, each), each)));
      assert.ok(diskUsage(options.folder) <= options.bytes, `${diskUsage(options.folder)} bytes on disk`);
    }),
    { numRuns: 40 },
  );
});

test('objects of another version, place or length should have parts of their own', async () => {
  const folder = newFolder();
  let etag = '"1"';
  const { storage, remote } = make({ folder, bytes: 64 * MIB }, { etagOf: () => etag });
  const before = rangeOf('x', 0, 1000, 2000, '"1"');
  check(await bytesOf(storage, before), before);
  etag = '"2"';
  const after = rangeOf('x', 0, 1000, 2000, '"2"');
  check(await bytesOf(storage, after), after);
  // The indexed version may still be read from the cache; it is the same bytes as ever.
  check(await bytesOf(storage, before), before);
  assert.equal(remote.reads.length, 2);
  // What is not in the cache is asked for with its tag, and the storage says that it has changed.
  const gone = rangeOf('y', 0, 1000, 2000, '"1"');
  await assert.rejects(bytesOf(storage, gone), { reason: 'MISSING_SAMPLE', message: /y has changed/ });
  const elsewhere = make({ folder, bytes: 64 * MIB }, {}, 'http://other/');
  check(await bytesOf(elsewhere.storage, before), before);
  assert.equal(elsewhere.remote.reads.length, 1);
});

test('an object of which neither tag nor time is known should never be kept', async () => {
  const folder = newFolder();
  const { storage, remote } = make({ folder, bytes: 64 * MIB });
  const range = { object: 'x', offset: 3, length: 10, objectLength: 100 };
  for (let k = 0; k < 2; k += 1) await bytesOf(storage, range);
  await bytesOf(storage, { object: 'x', offset: 3, length: 10, version: { etag: '"1"' } });
  assert.equal(remote.reads.length, 3);
  assert.deepEqual(partFiles(folder), []);
});

test('a damaged part should be found at the first read after a start, fetched again and counted', async () => {
  const folder = newFolder();
  const range = rangeOf('x', 100, 1000, PART);
  const first = make({ folder, bytes: 64 * MIB });
  await bytesOf(first.storage, range);
  const [file] = partFiles(folder);
  for (const damage of ['a byte', 'cut', 'gone'] as const) {
    const bytes = readFileSync(file!);
    if (damage === 'gone') rmSync(file!);
    else {
      if (damage === 'a byte') bytes[PART - 1]! ^= 1;
      writeFileSync(file!, damage === 'cut' ? bytes.subarray(0, 500) : bytes);
    }
    const later = make({ folder, bytes: 64 * MIB });
    check(await bytesOf(later.storage, range), range);
    assert.equal(later.remote.reads.length, 1, damage);
    assert.equal(later.state.statistics().corrupted, 1, damage);
    check(await bytesOf(later.storage, range), range);
    assert.equal(later.remote.reads.length, 1, damage);
  }
});

test('a part that vanishes while the server runs should be fetched again', async () => {
  const folder = newFolder();
  const { storage, remote } = make({ folder, bytes: 64 * MIB });
  const range = rangeOf('x', 100, 1000, PART);
  await bytesOf(storage, range);
  for (const file of partFiles(folder)) rmSync(file);
  check(await bytesOf(storage, range), range);
  check(await bytesOf(storage, range), range);
  assert.equal(remote.reads.length, 2);
});

test('a part that cannot be read as a whole should not make its samples unreadable', async () => {
  const missing = (object: string) => new CrescendoError('MISSING_SAMPLE', `${object} is cut off`, { object });
  const { storage, remote } = make(
    { folder: newFolder(), bytes: 64 * MIB },
    {
      fail: ({ object, length }) => {
        if (length > 1000) throw missing(object);
      },
    },
  );
  const range = rangeOf('x', 5, 1000, PART);
  check(await bytesOf(storage, range), range);
  assert.equal(remote.reads.length, 2);
  const broken = rangeOf('x', 5, 1001, PART);
  await assert.rejects(bytesOf(storage, broken), { reason: 'MISSING_SAMPLE' });
});

test('a storage that is away should fail the read with its own error, and leave nothing', async () => {
  const folder = newFolder();
  let away = true;
  const { storage } = make(
    { folder, bytes: 64 * MIB },
    {
      fail: ({ object }) => {
        if (away) throw new CrescendoError('READ_FAILED', `cannot read ${object}`, { object, scope: 'storage' });
      },
    },
  );
  const range = rangeOf('x', 0, 1000, PART);
  await assert.rejects(bytesOf(storage, range), { reason: 'READ_FAILED', metadata: { object: 'x', scope: 'storage' } });
  assert.deepEqual(readdirSync(join(folder, 'crescendo-cache', 'writing')), []);
  away = false;
  check(await bytesOf(storage, range), range);
});

test('a read that is given up should reject at once, while its part still arrives for others', async () => {
  const folder = newFolder();
  const { promise: arrives, resolve: arrive } = Promise.withResolvers<void>();
  const remote = new FakeRemote();
  const slow: RemoteStorage = {
    local: false,
    read: async (range, into, signal) => {
      await arrives;
      await remote.read(range, into, signal);
    },
    close: () => {},
  };
  const storage = cached(slow, 'p', { folder, bytes: 64 * MIB });
  open.push(storage);
  const range = rangeOf('x', 0, 1000, PART);
  const controller = new AbortController();
  const read = storage.read(range, new Uint8Array(1000), controller.signal);
  const other = bytesOf(storage, range);
  controller.abort(new Error('given up'));
  await assert.rejects(read, /given up/);
  arrive();
  check(await other, range);
  assert.equal(remote.reads.length, 1);
});

test('a full cache should read samples through rather than replace what is needed', async () => {
  const folder = newFolder();
  const { storage, remote, state } = make({ folder, bytes: 64 * MIB });
  for (let k = 0; k < 12; k += 1) {
    const range = rangeOf(`shard-${k}`, 0, 75_000, PART);
    check(await bytesOf(storage, range), range);
  }
  assert.ok(diskUsage(folder) <= 64 * MIB);
  const { fetched, readThrough, evicted } = state.statistics();
  assert.ok(fetched >= 5 && fetched < 8, `${fetched} parts fit`);
  assert.deepEqual([readThrough, evicted], [12 - fetched, 0]);
  assert.equal(remote.bytes, fetched * PART + readThrough * 75_000);
});
