import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { planBatch } from '../../../../src/plan/curriculum/batch-plan.ts';
import { buildSchedule } from '../../../../src/plan/curriculum/schedule.ts';
import { SampleOrder } from '../../../../src/plan/sampling/position.ts';
import { ShardTable, shardTable } from '../../../../src/plan/sampling/shard-table.ts';
import { WindowOrder } from '../../../../src/plan/sampling/window-order.ts';
import { parseRunSpec } from '../../../../src/spec/spec.ts';
import { accounting, stageDefinitions } from '../../../../src/spec/stages.ts';
import { consecutiveShards } from '../../../support/consecutive-shards.ts';

/** Sizes of shards, some of them without a sample. */
const sizes = fc
  .array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 30 })
  .filter((all) => all.some((n) => n > 0));
const seeds = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });

function epochOf(
  sizes: readonly number[],
  shards: number,
  seed: number,
  epoch: number,
): { drawn: number[]; of: (index: number) => number } {
  const all = consecutiveShards(sizes);
  const order = new WindowOrder({ table: new ShardTable(all.sampleCount, all), shards }, seed, epoch);
  return { drawn: Array.from({ length: all.sampleCount }, (_, k) => order.at(k)), of: all.of };
}

test('an epoch by windows should draw every sample once, whatever the sizes of the shards and of the windows', () => {
  fc.assert(
    fc.property(
      sizes,
      fc.double({ min: 0, max: 1, noNaN: true }),
      seeds,
      fc.nat({ max: 1000 }),
      (sizes, share, seed, epoch) => {
        const shards = 1 + Math.floor(share * (sizes.length - 1));
        const { drawn, of } = epochOf(sizes, shards, seed, epoch);
        assert.deepEqual(
          [...drawn].sort((a, b) => a - b),
          drawn.map((_, k) => k),
        );
        // No more shards are in use at once than a window has: each from its first sample to its last.
        const [firsts, lasts] = [new Map<number, number>(), new Map<number, number>()];
        for (const [k, index] of drawn.entries()) {
          if (!firsts.has(of(index))) firsts.set(of(index), k);
          lasts.set(of(index), k);
        }
        for (const k of drawn.keys()) {
          const used = [...firsts].filter(([shard, first]) => first <= k && lasts.get(shard)! >= k).length;
          assert.ok(used <= shards, `${used} shards at once in windows of ${shards}`);
        }
      },
    ),
  );
});

test('the order should differ between epochs and seeds, in the shards and within a window', () => {
  const sizes = new Array<number>(20).fill(50);
  const base = epochOf(sizes, 4, 7, 0);
  for (const other of [epochOf(sizes, 4, 7, 1), epochOf(sizes, 4, 8, 0)]) {
    assert.notDeepEqual(other.drawn, base.drawn);
    assert.notDeepEqual(
      new Set(other.drawn.slice(0, 200).map(other.of)),
      new Set(base.drawn.slice(0, 200).map(base.of)),
    );
  }
  // The samples of a window are mixed: its first 50 draws come from all of its 4 shards.
  assert.equal(new Set(base.drawn.slice(0, 50).map(base.of)).size, 4);
  assert.deepEqual(epochOf(sizes, 4, 7, 0).drawn, base.drawn);
});

test('shards whose samples lie anywhere in the manifest should be found sample by sample', () => {
  // As where a manifest is in the order of its classes: sample k is in shard k % 3.
  const shards = { count: 3, of: (index: number) => index % 3 };
  const table = new ShardTable(10, shards);
  assert.deepEqual(
    [0, 1, 2].map((shard) => table.size(shard)),
    [4, 3, 3],
  );
  assert.deepEqual(
    [0, 1, 2].map((k) => table.sample(1, k)),
    [1, 4, 7],
  );
  const order = new WindowOrder({ table, shards: 1 }, 3, 0);
  const drawn = Array.from({ length: 10 }, (_, k) => order.at(k));
  assert.deepEqual(
    [...drawn].sort((a, b) => a - b),
    drawn.map((_, k) => k),
  );
  assert.equal(new Set(drawn.map((index) => index % 3).filter((shard, k, all) => shard !== all[k - 1])).size, 3);
  assert.notEqual(table.digest, new ShardTable(10, consecutiveShards([4, 3, 3])).digest);
  assert.equal(shardTable(10, shards), shardTable(10, shards));
  assert.throws(() => new ShardTable(10, { count: 2, of: (index) => index }), /sample 2 is in shard 2, outside 0..1/);
});

test('all shards in one window should be a permutation of all samples, and positions outside be refused', () => {
  const { drawn, of } = epochOf([5, 0, 300, 20], 4, 1, 2);
  assert.equal(new Set(drawn).size, 325);
  assert.ok(drawn.slice(0, 20).some((index) => of(index) !== 2) || drawn.slice(300).some((index) => of(index) === 2));
  const order = new WindowOrder({ table: new ShardTable(4, consecutiveShards([4])), shards: 1 }, 0, 0);
  for (const position of [-1, 4, 0.5, Number.NaN]) assert.throws(() => order.at(position), RangeError);
});

test('batches by windows should not depend on the world size, on repeats of other steps, or on where reading begins', () => {
  const spec = parseRunSpec({
    ...{
      dataset: 'train',
      global_batch: 24,
      seed: 5,
      augmentation_repeats: 3,
      shuffle: { scope: 'window', shards: 2 },
    },
    ...{ budget: { steps: 30 }, schedule: { stages: [{ until: 1, bandwidth: 96 }] } },
  });
  const all = consecutiveShards([10, 3, 0, 17, 8, 9]);
  const stages = buildSchedule({
    ...accounting(spec, all.sampleCount),
    stages: stageDefinitions(spec),
    globalBatch: 24,
  });
  const batches = (worldSize: number, steps: number[]) => {
    const windows = { table: new ShardTable(all.sampleCount, all), shards: 2 };
    const plan = { stages, order: new SampleOrder(all.sampleCount, 5, { repeats: 3, windows }), seed: 5 };
    const ranks = Array.from({ length: worldSize }, (_, rank) => rank);
    return new Map(
      steps.map((step) => [step, ranks.flatMap((rank) => planBatch(plan, step, rank, worldSize)!.samples)]),
    );
  };
  const steps = Array.from({ length: 30 }, (_, k) => k);
  const whole = batches(1, steps);
  for (const worldSize of [2, 3, 4, 12]) assert.deepEqual(batches(worldSize, steps), whole);
  for (const step of [29, 13, 7]) assert.deepEqual(batches(1, [step]).get(step), whole.get(step));
  const epoch = steps.flatMap((step) => whole.get(step)!).filter((sample) => sample.epoch === 0);
  assert.equal(new Set(epoch.map(({ index, repeat = 0 }) => `${index} ${repeat}`)).size, 3 * all.sampleCount);
});

test('the order by windows should stay what it is: runs go on with it', () => {
  const { drawn } = epochOf([4, 2, 5, 3, 6], 2, 42, 1);
  assert.deepEqual(drawn, [19, 1, 2, 16, 0, 17, 18, 3, 15, 14, 8, 7, 4, 9, 10, 5, 6, 11, 13, 12]);
});
