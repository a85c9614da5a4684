import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { planBatch } from '../../../src/plan/curriculum/batch-plan.ts';
import { buildSchedule } from '../../../src/plan/curriculum/schedule.ts';
import { SampleOrder } from '../../../src/plan/sampling/position.ts';
import { deliveriesOf, ledgerStages } from '../../../src/runs/deliveries.ts';

test("a rank's deliveries should count the planned samples of every epoch, for any world and repeats", () => {
  const world = fc.constantFrom(1, 2, 3, 6);
  const samples = fc.integer({ min: 1, max: 60 });
  const repeats = fc.integer({ min: 1, max: 8 });
  fc.assert(
    fc.property(world, samples, repeats, fc.boolean(), (worldSize, sampleCount, repeats, replays) => {
      const replay = { times: 2, size: 3, split: 1 };
      const stages = buildSchedule({
        stages: [
          { until: 0.4, bandwidth: 32, ...(replays ? { replay } : {}) },
          { until: 1, bandwidth: 32, globalBatch: 18 },
        ],
        ...{ baseSize: 32, budget: { unit: 'steps', amount: 15 }, cost: { kind: 'quadratic' }, sampleCount },
        globalBatch: 24,
      });
      const plan = { stages, order: new SampleOrder(sampleCount, 1, { repeats }), seed: 1 };
      const ledger = ledgerStages(stages, 14, repeats);
      for (let rank = 0; rank < worldSize; rank += 1) {
        const expected = new Map<string, number>();
        for (let step = 0; step < 15; step += 1) {
          const { stage, samples, fresh } = planBatch(plan, step, rank, worldSize)!;
          for (const { epoch } of samples.slice(0, fresh)) {
            const key = `${stage.index} ${epoch}`;
            expected.set(key, (expected.get(key) ?? 0) + 1);
          }
        }
        const found = deliveriesOf(ledger, sampleCount, 0, 14, { worldSize, rank });
        const fresh = found.filter(({ samples }) => samples > 0);
        assert.deepEqual(
          new Map(fresh.map(({ stage, epoch, samples }) => [`${stage} ${epoch}`, samples] as const)),
          expected,
        );
        const replayed = found.reduce((sum, one) => sum + one.replayed, 0);
        assert.equal(replayed, replays ? (6 * 12) / worldSize : 0);
      }
    }),
  );
});
