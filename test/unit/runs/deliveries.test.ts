import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { freshSamples } from '../../../src/plan/curriculum/schedule.ts';
import { deliveriesOf } from '../../../src/runs/deliveries.ts';
import type { Delivery, LedgerStage, RankId } from '../../../src/runs/store/store.ts';

/** Counts sample by sample. */
function countedOneByOne(
  stages: readonly LedgerStage[],
  sampleCount: number,
  first: number,
  last: number,
  { worldSize, rank }: RankId,
): Delivery[] {
  const lines = new Map<string, Delivery>();
  const line = (stage: number, epoch: number): Delivery => {
    const key = `${stage} ${epoch}`;
    const found = lines.get(key) ?? { stage, epoch, samples: 0, replayed: 0 };
    lines.set(key, found);
    return found;
  };
  for (const stage of stages) {
    const fresh = freshSamples(stage) / worldSize;
    for (let step = stage.firstStep; step < stage.firstStep + stage.steps; step += 1) {
      if (step < first || step > last) continue;
      const begin = stage.firstPosition + (step - stage.firstStep) * freshSamples(stage) + rank * fresh;
      line(stage.index, Math.floor(begin / sampleCount)).replayed += stage.globalBatch / worldSize - fresh;
      for (let k = 0; k < fresh; k += 1) line(stage.index, Math.floor((begin + k) / sampleCount)).samples += 1;
    }
  }
  return [...lines.values()];
}

const inOrder = (deliveries: readonly Delivery[]): Delivery[] =>
  [...deliveries].sort((a, b) => a.stage - b.stage || a.epoch - b.epoch);

test('the ledger of any steps should be what counting sample by sample gives', () => {
  const stage = fc.record({ steps: fc.nat(20), rankBatch: fc.integer({ min: 1, max: 9 }), replayTimes: fc.nat(3) });
  const property = fc.property(
    fc.array(stage, { maxLength: 4 }),
    fc.integer({ min: 1, max: 50 }),
    fc.integer({ min: 1, max: 4 }),
    fc.tuple(fc.nat(60), fc.nat(60), fc.nat(3)),
    (shapes, sampleCount, worldSize, [first, count, anyRank]) => {
      const stages: LedgerStage[] = [];
      let [firstStep, firstPosition] = [0, 0];
      for (const [index, { steps, rankBatch, replayTimes }] of shapes.entries()) {
        const replay = replayTimes < 2 ? {} : { replay: { times: replayTimes, size: 1, split: 1 } };
        const globalBatch = rankBatch * worldSize * Math.max(1, replayTimes);
        stages.push({ index, firstStep, steps, firstPosition, globalBatch, ...replay });
        firstStep += steps;
        firstPosition += steps * freshSamples(stages.at(-1)!);
      }
      const place = { worldSize, rank: anyRank % worldSize };
      const last = first + count;
      assert.deepEqual(
        inOrder(deliveriesOf(stages, sampleCount, first, last, place)),
        inOrder(countedOneByOne(stages, sampleCount, first, last, place)),
      );
    },
  );
  fc.assert(property);
});

test('a report of a billion steps should take as many operations as it touches epochs', () => {
  const stages = [{ index: 0, firstStep: 0, steps: 2 ** 31 - 1, firstPosition: 0, globalBatch: 256 }];
  const deliveries = deliveriesOf(stages, 2 ** 37, 0, 1e9 - 1, { worldSize: 2, rank: 1 });
  assert.deepEqual(deliveries, [
    { stage: 0, epoch: 0, samples: 2 ** 36, replayed: 0 },
    { stage: 0, epoch: 1, samples: 1e9 * 128 - 2 ** 36, replayed: 0 },
  ]);
});
