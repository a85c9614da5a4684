import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, test } from 'vitest';
import { cached } from '../../../../src/dataset/cache/cached.ts';
import type { PartCalls } from '../../../../src/dataset/cache/files.ts';
import { CacheFolder } from '../../../../src/dataset/cache/folder.ts';
import { CacheIndex } from '../../../../src/dataset/cache/index-of-parts.ts';
import { isAlive, ownerOfThisProcess } from '../../../../src/dataset/cache/owner.ts';
import { PartNames } from '../../../../src/dataset/cache/part-names.ts';
import { SharedCacheState } from '../../../../src/dataset/cache/shared.ts';
import type { ObjectRange, RemoteStorage } from '../../../../src/dataset/storage/storage.ts';
import { LIMITS } from '../../../../src/limits.ts';
import { diskUsage } from '../../../support/disk-usage.ts';
import { FakeRemote, fakeBytes } from '../../../support/fake-remote.ts';

const MIB = 1024 * 1024;
const PART = LIMITS.cachePartBytes;
const cleanUp: (() => void)[] = [];

afterEach(() => {
  for (const each of cleanUp.splice(0).reverse()) each();
});

function newFolder(): string {
  const folder = fs.mkdtempSync(join(tmpdir(), 'crescendo-cache-'));
  cleanUp.push(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function open(folder: string, bytes = 64 * MIB, calls?: PartCalls) {
  const remote = new FakeRemote();
  const state = new SharedCacheState();
  const storage = cached(remote, 'p', { folder, bytes, shared: state.buffer }, calls);
  cleanUp.push(() => storage.close());
  return { remote, state, storage };
}

const wholePart = (object: string): ObjectRange => ({
  ...{ object, offset: 0, length: PART, objectLength: PART, version: { etag: '"1"' } },
});

async function read(storage: RemoteStorage, object: string): Promise<void> {
  const into = new Uint8Array(PART);
  await storage.read(wholePart(object), into);
  assert.ok(Buffer.from(into).equals(fakeBytes(object, '"1"', 0, PART)));
}

test('a folder with other things in the place of the cache should be refused', () => {
  const root = newFolder();
  const own = join(root, 'crescendo-cache');
  fs.mkdirSync(own);
  fs.writeFileSync(join(own, 'thesis.tex'), 'text');
  const refused = {
    reason: 'PATH',
    message: /cannot use the cache .*thesis\.tex in it is not what the cache makes there/,
  };
  assert.throws(() => CacheFolder.make(root), refused);
  fs.rmSync(own, { recursive: true });
  fs.writeFileSync(own, 'a file');
  assert.throws(() => CacheFolder.make(root), { reason: 'PATH' });
  fs.rmSync(own);
  const elsewhere = newFolder();
  fs.symlinkSync(elsewhere, own);
  assert.throws(() => CacheFolder.make(root), { reason: 'PATH', message: /symbolic link/ });
  assert.deepEqual(fs.readdirSync(elsewhere), []);
  assert.throws(() => CacheFolder.open(newFolder()), { reason: 'PATH', message: /holds no cache/ });
});

test('a link within the cache should be refused, also to another database', () => {
  for (const inside of ['parts/ab', 'writing', 'index.sqlite', 'parts']) {
    const root = newFolder();
    CacheFolder.make(root);
    const elsewhere = newFolder();
    fs.writeFileSync(join(elsewhere, 'file'), 'precious');
    const path = join(root, 'crescendo-cache', inside);
    fs.rmSync(path, { recursive: true, force: true });
    fs.symlinkSync(inside === 'index.sqlite' ? join(elsewhere, 'file') : elsewhere, path);
    const refused = { reason: 'PATH', message: /not what the cache makes there, or is a symbolic link/ };
    assert.throws(() => CacheFolder.make(root), refused, inside);
    assert.throws(() => CacheFolder.open(root), refused, inside);
    assert.deepEqual(fs.readdirSync(elsewhere), ['file'], inside);
    assert.equal(fs.readFileSync(join(elsewhere, 'file'), 'utf8'), 'precious');
  }
});

test('foreign files and links should stay, whatever the cache removes', async () => {
  const root = newFolder();
  const folder = CacheFolder.make(root);
  const precious = join(newFolder(), 'precious');
  fs.writeFileSync(precious, 'precious');
  const names = new PartNames('p');
  const linked = names.name(wholePart('linked'), 0)!;
  const taken = names.name(wholePart('taken'), 0)!;
  const foreign = [join(root, 'notes.txt'), join(folder.shelf(linked), 'README'), join(folder.writing, 'mine')];
  for (const path of foreign) fs.writeFileSync(path, 'foreign');
  fs.symlinkSync(precious, folder.part(linked));
  fs.mkdirSync(folder.part(taken));
  const { storage, state, remote } = open(root);
  // Two objects whose places in the cache are taken are read all the same, and the others replace each other.
  for (const object of ['linked', 'taken', 'a', 'b', 'linked', 'taken']) await read(storage, object);
  assert.equal(remote.reads.length, 2 + 2 + 2 + 2, 'their parts are not fetched in vain again');
  const index = new CacheIndex(folder, { limit: LIMITS.cacheBytesMin, state });
  for (let k = 0; k < 10; k += 1) {
    index.database.write(() => index.database.run('UPDATE parts SET last_use = 0'));
    await read(storage, `x${k}`);
  }
  index.close();
  assert.ok(state.statistics().evicted > 3, `${state.statistics().evicted} parts were removed`);
  for (const path of foreign) assert.equal(fs.readFileSync(path, 'utf8'), 'foreign');
  assert.equal(fs.readlinkSync(folder.part(linked)), precious);
  assert.equal(fs.readFileSync(precious, 'utf8'), 'precious');
  assert.ok(fs.statSync(folder.part(taken)).isDirectory());
});

test('a network file system should be refused', () => {
  assert.throws(() => CacheFolder.make(newFolder(), () => 0x6969), {
    reason: 'INVALID_FIELD',
    message: /the cache .* is on a network file system \(NFS\).*--cache/,
  });
});

test('a folder that cannot be written should be refused with the reason', () => {
  const root = newFolder();
  const file = join(root, 'file');
  fs.writeFileSync(file, '');
  assert.throws(() => CacheFolder.make(file), { reason: 'PATH', message: /a part of the path is a file/ });
  assert.throws(() => CacheFolder.make(join(root, 'no', 'such')), { reason: 'PATH', message: /does not exist/ });
  if (process.getuid?.() === 0) {
    // Root may write everything that is not read-only.
    assert.throws(() => CacheFolder.make('/proc/1'), { reason: 'PATH' });
    return;
  }
  fs.chmodSync(root, 0o500);
  assert.throws(() => CacheFolder.make(root), { reason: 'PATH', message: /permission denied/ });
});

test('an index that is damaged, or of a later Crescendo, should be refused', () => {
  const root = newFolder();
  const folder = CacheFolder.make(root);
  const state = new SharedCacheState();
  const index = new CacheIndex(folder, { state });
  index.database.run('PRAGMA user_version = 99');
  index.close();
  assert.throws(() => new CacheIndex(folder, { state }), {
    reason: 'DAMAGED_FILE',
    message: /its format 99 is that of a later Crescendo.*remove/,
  });
  fs.writeFileSync(folder.index, 'no database, but long enough to be one. '.repeat(200));
  assert.throws(() => new CacheIndex(folder, { state }), { reason: 'DAMAGED_FILE', message: /not a database/ });
});

/** A small file system of its own; undefined where it cannot be mounted. */
function mountSmall(bytes: number): string | undefined {
  const folder = newFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  cleanUp.push(() => execFileSync('umount', ['-l', folder]));
  return folder;
}

/** Calls whose writes find the disk full once so many bytes are written. */
function fullAfter(bytes: number): PartCalls {
  let written = 0;
  const open: PartCalls['open'] = async (...args) => {
    const file = await fs.promises.open(...args);
    const write = file.write.bind(file) as (...of: unknown[]) => Promise<{ bytesWritten: number; buffer: Uint8Array }>;
    file.write = (async (...of: unknown[]) => {
      if (written >= bytes) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
      const result = await write(...of);
      written += result.bytesWritten;
      return result;
    }) as unknown as typeof file.write;
    return file;
  };
  return { open };
}

test('a full disk should mean a smaller cache, not an error', async () => {
  const mounted = mountSmall(32 * MIB);
  const disks: [string, PartCalls | undefined][] = [[newFolder(), fullAfter(3 * PART)]];
  if (mounted !== undefined) disks.push([mounted, undefined]);
  for (const [folder, calls] of disks) {
    const { storage, state } = open(folder, 256 * MIB, calls);
    for (let k = 0; k < 8; k += 1) await read(storage, `x${k}`);
    const { full, fetched, faults } = state.statistics();
    assert.ok(full >= 1 && full <= 2, `${full} writes found the disk full: then the cache stops growing`);
    assert.equal(fetched, 3);
    assert.equal(faults, 0);
    assert.deepEqual(fs.readdirSync(join(folder, 'crescendo-cache', 'writing')), []);
    // What fits is still read from the cache.
    await read(storage, 'x0');
    assert.equal(state.statistics().hits, 1);
  }
});

test('a disk that fails should leave the reads to the storage', async () => {
  const calls: PartCalls = {
    open: () => Promise.reject(Object.assign(new Error('input/output error'), { code: 'EIO' })),
  };
  const folder = newFolder();
  const { storage, state, remote } = open(folder, 64 * MIB, calls);
  await read(storage, 'x');
  assert.equal(state.statistics().faults, 1);
  assert.equal(remote.reads.length, 2);
  assert.ok(diskUsage(folder) < PART);
  // Nothing is fetched in vain for a while.
  await read(storage, 'y');
  assert.equal(remote.reads.length, 3);
});

test('owners should be told from later processes with the same id', () => {
  const self = ownerOfThisProcess();
  const now = 1_000_000;
  assert.ok(isAlive(self, 0, self, now));
  assert.ok(!isAlive({ ...self, start: '1' }, now, self, now), 'its id was given to another process');
  assert.ok(!isAlive({ ...self, boot: 'before' }, now, self, now), 'the system was started again');
  assert.ok(!isAlive({ ...self, pid: 2 ** 22 + 1 }, now, self, now), 'it has ended');
  // Ids of another container say nothing here; its signs of life do.
  const elsewhere = { ...self, namespace: 'pid:[1]', pid: 1, start: '1' };
  assert.ok(isAlive(elsewhere, now - 59_000, self, now));
  assert.ok(!isAlive(elsewhere, now - 61_000, self, now));
});
