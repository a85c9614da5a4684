import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, test } from 'vitest';
import { cached } from '../../../../src/dataset/cache/cached.ts';
import { CacheControl, type CacheControlOptions } from '../../../../src/dataset/cache/control.ts';
import { CacheFolder } from '../../../../src/dataset/cache/folder.ts';
import { CacheIndex } from '../../../../src/dataset/cache/index-of-parts.ts';
import { PartNames } from '../../../../src/dataset/cache/part-names.ts';
import { SharedCacheState } from '../../../../src/dataset/cache/shared.ts';
import type { ObjectRange } from '../../../../src/dataset/storage/storage.ts';
import { LIMITS } from '../../../../src/limits.ts';
import { Permutation } from '../../../../src/plan/sampling/permutation.ts';
import { diskUsage } from '../../../support/disk-usage.ts';
import { FakeRemote, fakeBytes } from '../../../support/fake-remote.ts';

const MIB = 1024 * 1024;
const PART = LIMITS.cachePartBytes;
const OPENER = { module: new URL('../../../support/fake-opener.ts', import.meta.url).href, name: 'openFake' };
const open: { control: CacheControl; folder: string }[] = [];

afterEach(async () => {
  for (const { control, folder } of open.splice(0)) {
    await control.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

async function make(options: Partial<CacheControlOptions> = {}): Promise<CacheControl> {
  const folder = mkdtempSync(join(tmpdir(), 'crescendo-cache-'));
  const control = await CacheControl.open({ folder, bytes: 64 * MIB, ...options });
  open.push({ control, folder });
  return control;
}

/** Shards of one part, eight samples of a million bytes in each. */
function locate(index: number): ObjectRange {
  return {
    ...{ object: `shard-${Math.floor(index / 8)}`, offset: (index % 8) * 1_000_000, length: 1_000_000 },
    ...{ objectLength: PART, version: { etag: '"1"' } },
  };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(5);
}

test('coming steps should find their parts in the cache, without exceeding its limit', async () => {
  const control = await make({ opener: OPENER });
  // In windows of two shards, as for data that is larger than the cache: 30 shards, of which six fit.
  const order = Array.from({ length: 15 }, (_, window) => {
    const permutation = new Permutation(16, 1, window);
    return Array.from({ length: 16 }, (_, k) => window * 16 + permutation.at(k));
  }).flat();
  const steps = Array.from({ length: 30 }, (_, step) => order.slice(step * 8, step * 8 + 8));
  const stream = control.follow({ place: 'slow:', source: 'slow:', samplesOf: (step) => steps[step], locate }, 0);
  const remote = new FakeRemote();
  const storage = cached(remote, 'slow:', control.options);
  const index = new CacheIndex(CacheFolder.open(control.options.folder), { state: new SharedCacheState() });
  const names = new PartNames('slow:');
  for (const [step, samples] of steps.entries()) {
    stream.advance(step);
    // Waits for the event that the shards are there: training would take long enough.
    const parts = samples.map((sample) => names.name(locate(sample), 0)!);
    await until(() => parts.every((name) => index.find(name)?.ready === 1));
    for (const sample of samples) {
      const range = locate(sample);
      const into = new Uint8Array(range.length);
      await storage.read(range, into);
      assert.ok(Buffer.from(into).equals(fakeBytes(range.object, '"1"', range.offset, range.length)));
    }
    assert.ok(diskUsage(control.options.folder) <= 64 * MIB);
  }
  const { hits, misses, fetched, evicted } = control.statistics();
  assert.deepEqual({ misses, fetched, reads: remote.reads.length }, { misses: 0, fetched: 30, reads: 0 });
  assert.ok(hits >= 240 && evicted >= 20);
  stream.close();
  storage.close();
  index.close();
});

test('a storage that is away should not be asked again and again, nor stop the cache', async () => {
  const control = await make({ opener: OPENER });
  const samples = Array.from({ length: 8 }, (_, k) => k);
  const plan = {
    place: 'away:',
    source: 'away:',
    samplesOf: (step: number) => (step < 5 ? samples : undefined),
    locate,
  };
  const stream = control.follow(plan, 0);
  const storage = cached(new FakeRemote(), 'away:', control.options);
  for (let step = 0; step < 5; step += 1) {
    stream.advance(step);
    await storage.read(locate(step), new Uint8Array(1_000_000));
  }
  assert.equal(control.statistics().fetched, 1);
  stream.close();
  storage.close();
});

test('a second server should be able to use the cache at the same time, and its limit counts for both', async () => {
  const control = await make();
  const second = await CacheControl.open({ folder: control.options.folder, bytes: 72 * MIB });
  const storage = cached(new FakeRemote(), 'p', control.options);
  for (let shard = 0; shard < 12; shard += 1) await storage.read(locate(shard * 8), new Uint8Array(1_000_000));
  const fetched = control.statistics().fetched;
  assert.ok(fetched >= 6 && fetched <= 8, `${fetched} parts in 72 MiB`);
  await second.close();
  const third = await CacheControl.open({ folder: control.options.folder, bytes: 64 * MIB });
  assert.ok(diskUsage(control.options.folder) <= 64 * MIB, 'a smaller limit counts at once');
  await third.close();
  storage.close();
});

test('what cannot be a cache should be refused when it is opened', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'crescendo-cache-'));
  try {
    await assert.rejects(CacheControl.open({ folder, bytes: MIB }), {
      reason: 'INVALID_FIELD',
      message: /--cache-bytes 1048576: a cache needs at least 67108864 bytes/,
    });
    await assert.rejects(CacheControl.open({ folder: '/proc/no', bytes: 64 * MIB }), {
      reason: 'PATH',
      message: /\/proc\/no/,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a limit beyond the disk should be told, and taken', async () => {
  const notices: string[] = [];
  const control = await make({ bytes: 2 ** 52, onNotice: (message) => notices.push(message) });
  assert.match(notices.join(), /^--cache-bytes 4503599627370496 is more than the disk of .* has left/);
  const storage = cached(new FakeRemote(), 'p', control.options);
  await storage.read(locate(0), new Uint8Array(1_000_000));
  assert.equal(control.statistics().fetched, 1);
  assert.equal(readdirSync(join(control.options.folder, 'crescendo-cache', 'writing')).length, 0);
  storage.close();
});

test('a full disk, and one that fails, should each be told once', async () => {
  const notices: string[] = [];
  const control = await make({ onNotice: (message) => notices.push(message) });
  const { folder, shared } = control.options;
  const state = new SharedCacheState(shared);
  // As the threads that read count them.
  for (const counter of ['full', 'full', 'faults'] as const) state.add(counter);
  await until(() => notices.length >= 2);
  state.add('full');
  assert.deepEqual(notices, [
    `the disk of the cache ${folder} is full: the cache stays smaller than its limit`,
    `the cache ${folder} could not be read or written: its reads go to the storage while that lasts`,
  ]);
});
