import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { MixtureOrder } from '../../../../src/plan/sampling/mixture-order.ts';
import type { MixtureStage } from '../../../../src/plan/sampling/mixture-segments.ts';
import { MixtureSequence } from '../../../../src/plan/sampling/mixture-sequence.ts';
import { SampleOrder } from '../../../../src/plan/sampling/position.ts';
import { mixtureParts } from '../../../../src/spec/mixture-weights.ts';

const parts = fc
  .array(fc.integer({ min: 0, max: 60 }), { minLength: 2, maxLength: 12 })
  .filter((all) => all.some((part) => part > 0));

test('at every prefix each dataset should have its share, rounded down or up', () => {
  fc.assert(
    fc.property(parts, (parts) => {
      const sequence = new MixtureSequence(parts);
      const counts = parts.map(() => 0);
      for (let n = 0; n < 2 * sequence.period + 70; n += 1) {
        for (const [dataset, part] of parts.entries()) {
          assert.ok(Math.abs(counts[dataset]! - (n * part) / sequence.period) < 1, `${parts}: ${n} of ${dataset}`);
          assert.equal(sequence.count(n, dataset), counts[dataset]);
        }
        const { dataset, count } = sequence.at(n);
        assert.equal(count, counts[dataset]);
        counts[dataset]! += 1;
      }
    }),
    { numRuns: 60 },
  );
});

test('shares should be exact far into a run, and periods of a million be quick', () => {
  const sequence = new MixtureSequence([999_999, 1]);
  assert.deepEqual([sequence.count(7e12, 0), sequence.count(7e12, 1)], [7e12 - 7e6, 7e6]);
  const { dataset, count } = sequence.at(5e9 + 3);
  assert.deepEqual([dataset, count], [0, sequence.count(5e9 + 3, 0)]);
});

test('weights should become the smallest whole parts, or say what is wrong with them', () => {
  assert.deepEqual(mixtureParts([0.7, 0.3]), [7, 3]);
  assert.deepEqual(mixtureParts([1, 1, 2]), [1, 1, 2]);
  assert.deepEqual(mixtureParts([0.3, 0, 0.3]), [1, 0, 1]);
  assert.deepEqual(mixtureParts([0.1, 0.2]), [1, 2]);
  assert.deepEqual(mixtureParts([0.123456, 0.876544]), [1929, 13_696]);
  assert.match(String(mixtureParts([0, 0])), /above 0/);
  assert.match(String(mixtureParts([1 / 3, 2 / 3])), /at most 6 decimals.*round 0\.333/);
  assert.match(String(mixtureParts([1_281_167, 50_000])), /1331167 parts together.*1048576.*round/);
});

/** A mixture of datasets of these sizes. */
function mixture(sizes: readonly number[], stages: readonly MixtureStage[], seed = 3) {
  const datasets = sizes.map((sampleCount, dataset) => ({
    sampleCount,
    order: new SampleOrder(sampleCount, seed, { dataset }),
  }));
  return { order: new MixtureOrder(datasets, stages, seed), datasets };
}

test('each dataset should go through epochs of its own, wherever stages change the shares', () => {
  const stage = fc.record({
    length: fc.integer({ min: 1, max: 300 }),
    weights: fc.tuple(fc.nat({ max: 5 }), fc.nat({ max: 5 }), fc.nat({ max: 5 })),
  });
  const sizes = [17, 5, 40];
  fc.assert(
    fc.property(fc.array(stage, { minLength: 1, maxLength: 6 }), fc.nat(), (stages, seed) => {
      const known: MixtureStage[] = [];
      let firstPosition = 0;
      for (const { length, weights } of stages) {
        known.push({ firstPosition, parts: weights.some((w) => w > 0) ? weights : [1, 1, 1] });
        firstPosition += length;
      }
      const { order, datasets } = mixture(sizes, known, seed);
      const next = [0, 0, 0];
      const bases = [0, 17, 22];
      for (let position = 0; position < firstPosition; position += 1) {
        assert.deepEqual(order.drawn(position), next);
        const { epoch, index } = order.at(position);
        const dataset = bases.findLastIndex((base) => index >= base);
        // The dataset's next sample, and none is left out.
        const own = datasets[dataset]!.order.at(next[dataset]!);
        assert.deepEqual({ epoch, index: index - bases[dataset]! }, own);
        next[dataset]! += 1;
      }
    }),
    { numRuns: 40 },
  );
});

test('a batch should have the samples of its positions in an order of its own, and need nothing before it', () => {
  const stages = [{ firstPosition: 0, parts: [7, 3] }];
  const batch = (first: number, seed: number): string[] => {
    const { order } = mixture([50, 30], stages, seed);
    return Array.from({ length: 40 }, (_, slot) => JSON.stringify(order.inBatch(first, 40, slot)));
  };
  const { order } = mixture([50, 30], stages, 9);
  const positions = Array.from({ length: 40 }, (_, k) => JSON.stringify(order.at(400 + k)));
  assert.deepEqual(batch(400, 9).sort(), positions.sort());
  assert.deepEqual(batch(400, 9), batch(400, 9));
  assert.notDeepEqual(batch(400, 9), batch(440, 9));
  // Images are mixed with those of the other dataset as often as chance has it: never all, and never none.
  const across = Array.from({ length: 100 }, (_, k) => {
    const slots = Array.from({ length: 40 }, (_, slot) => (order.inBatch(40 * k, 40, slot).index < 50 ? 0 : 1));
    return slots.filter((dataset, slot) => slot < 20 && dataset !== slots[39 - slot]).length;
  });
  const mean = across.reduce((sum, count) => sum + count, 0) / 100;
  // 20 pairs, 28 times 12 of 40 * 39 / 2: 0.43 of them.
  assert.ok(Math.abs(mean - 20 * ((28 * 12) / 780)) < 0.6, String(mean));
});

test('datasets of the same size should have orders of their own', () => {
  const { datasets } = mixture([100, 100], []);
  const drawn = datasets.map(({ order }) => Array.from({ length: 100 }, (_, k) => order.at(k).index));
  assert.notDeepEqual(drawn[0], drawn[1]);
  const alone = new SampleOrder(100, 3);
  assert.deepEqual(
    drawn[0],
    Array.from({ length: 100 }, (_, k) => alone.at(k).index),
  );
});

test('stages that are decided later should change nothing before them', () => {
  const stages: MixtureStage[] = [{ firstPosition: 0, parts: [1, 1] }];
  const { order } = mixture([20, 20], stages);
  const before = Array.from({ length: 60 }, (_, k) => order.at(k));
  stages.push({ firstPosition: 60, parts: [1, 1] }, { firstPosition: 90, parts: [1, 3] });
  assert.deepEqual(
    Array.from({ length: 60 }, (_, k) => order.at(k)),
    before,
  );
  assert.deepEqual(order.drawn(90), [45, 45]);
  assert.deepEqual(order.drawn(130), [55, 75]);
});

test('the order of a mixture should stay what it is: runs go on with it', () => {
  const { order } = mixture([5, 3], [{ firstPosition: 0, parts: [5, 2] }], 42);
  assert.deepEqual(
    Array.from({ length: 14 }, (_, slot) => order.inBatch(0, 14, slot).index),
    [5, 2, 3, 3, 7, 2, 1, 6, 1, 4, 0, 7, 4, 0],
  );
});
