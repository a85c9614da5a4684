/** What a cache asks the storage for in the orders that runs have, when the data is four times as large as the cache. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'vitest';
import { cached } from '../../../../src/dataset/cache/cached.ts';
import { ComingUses } from '../../../../src/dataset/cache/coming-uses.ts';
import { CacheFolder } from '../../../../src/dataset/cache/folder.ts';
import { CacheIndex } from '../../../../src/dataset/cache/index-of-parts.ts';
import { PartNames } from '../../../../src/dataset/cache/part-names.ts';
import { SharedCacheState } from '../../../../src/dataset/cache/shared.ts';
import { addStream, advanceStream } from '../../../../src/dataset/cache/uses.ts';
import type { ObjectRange, RemoteStorage } from '../../../../src/dataset/storage/storage.ts';
import { LIMITS } from '../../../../src/limits.ts';
import { Permutation } from '../../../../src/plan/sampling/permutation.ts';

const PART = LIMITS.cachePartBytes;
const LIMIT = 64 * 1024 * 1024;
const SHARDS = 28;
const SAMPLES = 50;
const SAMPLE = Math.floor(PART / SAMPLES);
const BATCH = 20;
const EPOCHS = 2;

function locate(index: number): ObjectRange {
  const [shard, k] = [Math.floor(index / SAMPLES), index % SAMPLES];
  const version = { etag: '"1"' };
  return { object: `${shard}.tar`, offset: k * SAMPLE, length: SAMPLE, objectLength: PART, version };
}

/** Reads epochs in an order, and returns the bytes and requests that the storage has seen. */
async function epochs(orderOf: (epoch: number) => number[]): Promise<{ bytes: number; parts: number; most: number }> {
  const root = mkdtempSync(join(tmpdir(), 'crescendo-cache-'));
  const seen = { bytes: 0, parts: 0, most: 0 };
  const remote: RemoteStorage = {
    local: false,
    async read({ length }) {
      seen.bytes += length;
      if (length === PART) seen.parts += 1;
    },
    close() {},
  };
  const shared = new SharedCacheState();
  const storage = cached(remote, 'p', { folder: root, bytes: LIMIT, shared: shared.buffer });
  const index = new CacheIndex(CacheFolder.open(root), { state: shared });
  const { database } = index;
  try {
    const order = Array.from({ length: EPOCHS }, (_, epoch) => orderOf(epoch)).flat();
    const steps = Math.ceil(order.length / BATCH);
    const samplesOf = (step: number) => (step < steps ? order.slice(step * BATCH, (step + 1) * BATCH) : undefined);
    const uses = new ComingUses({ place: 'p', samplesOf, locate }, { step: 0, capacityBytes: LIMIT });
    const names = new PartNames('p');
    const stream = database.write(() => addStream(database, index.owner, 0));
    for (let step = 0; step < steps; step += 1) {
      uses.advance(step);
      while (uses.look(1000) > 0);
      const changes = uses.take().map(({ object, objectLength, version, part, ...rest }) => {
        const name = names.name({ object, objectLength, offset: 0, length: 0, version: version! }, part)!;
        return { name, ...rest };
      });
      database.write(() => advanceStream(database, stream, step, changes));
      for (const sample of samplesOf(step)!) await storage.read(locate(sample), new Uint8Array(SAMPLE));
      seen.most = Math.max(seen.most, index.usedBytes);
    }
    return seen;
  } finally {
    storage.close();
    index.close();
    rmSync(root, { recursive: true, force: true });
  }
}

const all = SHARDS * SAMPLES;

test('in windows of shards each part should be fetched once an epoch', async () => {
  const window = 2 * SAMPLES;
  const { bytes, parts, most } = await epochs((epoch) => {
    const shards = new Permutation(SHARDS, 1, epoch);
    return Array.from({ length: SHARDS / 2 }, (_, w) => {
      const within = new Permutation(window, 2, epoch * SHARDS + w);
      return Array.from({ length: window }, (_, k) => {
        const at = within.at(k);
        return shards.at(w * 2 + Math.floor(at / SAMPLES)) * SAMPLES + (at % SAMPLES);
      });
    }).flat();
  });
  assert.ok(parts <= EPOCHS * SHARDS, `${parts} parts were fetched`);
  // A part's last samples may be read when it is gone, but nothing is read twice.
  assert.ok(bytes <= EPOCHS * SHARDS * PART * 1.05, `${bytes} bytes`);
  assert.ok(most <= LIMIT);
});

test('in a global order no more bytes should be asked for than are read, apart from filling the cache', async () => {
  const { bytes, parts, most } = await epochs((epoch) => {
    const order = new Permutation(all, 1, epoch);
    return Array.from({ length: all }, (_, k) => order.at(k));
  });
  const read = EPOCHS * all * SAMPLE;
  assert.ok(bytes <= read, `${bytes} bytes were asked for, ${read} read`);
  assert.ok(parts < 2 * SHARDS, `${parts} parts were fetched`);
  assert.ok(most <= LIMIT);
});
