import assert from 'node:assert/strict';
import { test } from 'vitest';
import { S3_PRICE_PER_1000_GETS, storageForecast } from '../../../../src/plan/curriculum/storage-forecast.ts';

const MIB = 1024 * 1024;

/** ImageNet in shards of 256 MiB. */
const IMAGENET = {
  ...{ sampleCount: 1_281_167, imageBytes: 1_281_167 * 110_000, shardBytes: new Array<number>(550).fill(256 * MIB) },
  ...{ windowShards: undefined, epochs: 450, imagesPerSecond: undefined, latencyMs: 100 },
  pricePer1000Gets: S3_PRICE_PER_1000_GETS,
};

test('single ranges should cost a request an image, and whole shards one for each 8 MiB', () => {
  const { scope, ranges, whole_shards: whole, cache_bytes: cache } = storageForecast(IMAGENET);
  assert.deepEqual(
    [scope, ranges.requests, whole.requests, whole.bytes],
    ['global', 1_281_167, 550 * 32, 550 * 256 * MIB],
  );
  assert.ok(Math.abs(ranges.price - 0.512) < 0.001 && Math.abs(ranges.run_price - 230.6) < 0.1);
  assert.ok(Math.abs(whole.price - 0.00704) < 1e-9);
  assert.equal(cache, 550 * 256 * MIB);
  assert.equal(ranges.in_flight, undefined);
});

test("requests in flight should follow from the rate and the store's latency", () => {
  const { ranges, whole_shards: whole } = storageForecast({ ...IMAGENET, imagesPerSecond: 10_000 });
  assert.equal(ranges.in_flight, 1000);
  // 137 parts a second, each under way for 0.1 s.
  assert.equal(whole.in_flight, 14);
  assert.equal(storageForecast({ ...IMAGENET, imagesPerSecond: 10_000, latencyMs: 20 }).ranges.in_flight, 200);
});

test('the cache of a window should hold its largest shards, and parts be counted in each shard', () => {
  const shardBytes = [20 * MIB, MIB, 9 * MIB, 8 * MIB];
  const found = storageForecast({ ...IMAGENET, shardBytes, windowShards: 2 });
  assert.deepEqual([found.scope, found.shards, found.largest_shard_bytes], ['window', 4, 20 * MIB]);
  assert.equal(found.cache_bytes, 29 * MIB);
  assert.equal(found.whole_shards.requests, 3 + 1 + 2 + 1);
});
