import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { buildSchedule, freshSamples, totalSteps } from '../../../src/plan/curriculum/schedule.ts';
import { type Accounting, isMeasured, stepShare } from '../../../src/spec/budget.ts';

const BASE = { cost: { kind: 'quadratic' }, baseSize: 224, sampleCount: 1000 } as const;
const share = (unit: Accounting['budget']['unit'], amount: number, more: Partial<Accounting> = {}) =>
  stepShare({ ...BASE, budget: { unit, amount }, ...more }, 112, 50);

test('a step should cost its share of the budget in every unit', () => {
  // 50 samples at half the side are 12.5 at the base size.
  assert.equal(share('equivalent_epochs', 2), 12.5 / 2000);
  const table = {
    cost: {
      kind: 'table',
      table: new Map([
        [112, 3],
        [224, 4],
      ]),
    },
  } as const;
  assert.equal(share('equivalent_epochs', 2, table), 37.5 / 2000);
  assert.equal(share('samples', 5000), 50 / 5000);
  assert.equal(share('steps', 400), 1 / 400);
  assert.equal(share('flops', 1e12, { flops: 4e9 }), (50 * 1e9) / 1e12);
  assert.equal(share('flops', 1e12, { flops: new Map([[112, 2e9]]) }), (50 * 2e9) / 1e12);
  assert.throws(() => share('wall_hours', 1), /not known before/);
});

test('budgets in hours and measured costs should be told from the others', () => {
  const budget = (unit: Accounting['budget']['unit']) => ({ unit, amount: 1 });
  assert.equal(isMeasured({ budget: budget('wall_hours'), cost: BASE.cost }), true);
  assert.equal(isMeasured({ budget: budget('accelerator_hours'), cost: BASE.cost }), true);
  assert.equal(isMeasured({ budget: budget('equivalent_epochs'), cost: { kind: 'measured' } }), true);
  assert.equal(isMeasured({ budget: budget('equivalent_epochs'), cost: BASE.cost }), false);
  assert.equal(isMeasured({ budget: budget('steps'), cost: { kind: 'measured' } }), false);
});

test('stages should get their share of samples and of steps, whatever their side', () => {
  const stages = [
    { until: 0.25, bandwidth: 96 },
    { until: 1, bandwidth: 224, globalBatch: 100 },
  ];
  const steps = (unit: 'samples' | 'steps', amount: number) =>
    buildSchedule({ ...BASE, budget: { unit, amount }, stages, globalBatch: 50 }).map((stage) => stage.steps);
  assert.deepEqual(steps('samples', 40_000), [200, 300]);
  assert.deepEqual(steps('steps', 1000), [250, 750]);
});

test('a run should spend its budget but for the rounding of each stage to whole steps', () => {
  const stage = fc.record({ side: fc.constantFrom(32, 96, 160, 224), batch: fc.integer({ min: 1, max: 64 }) });
  fc.assert(
    fc.property(
      fc.array(stage, { minLength: 1, maxLength: 6 }),
      fc.constantFrom('equivalent_epochs' as const, 'samples' as const, 'steps' as const, 'flops' as const),
      fc.integer({ min: 1, max: 8 }),
      (parts, unit, times) => {
        const amount = { equivalent_epochs: 20, samples: 20_000, steps: 900, flops: 1e14 }[unit];
        const counted = { ...BASE, budget: { unit, amount }, flops: 4e9 };
        const stages = buildSchedule({
          ...counted,
          stages: parts.map(({ side, batch }, k) => ({
            until: (k + 1) / parts.length,
            bandwidth: side,
            globalBatch: batch * times,
            ...(times > 1 ? { replay: { times, size: 4, split: 1 } } : {}),
          })),
          globalBatch: 1,
        });
        for (const s of stages) {
          const step = stepShare(counted, s.bandwidth, s.globalBatch);
          const spent = s.steps * step;
          assert.ok(Math.abs(spent - (s.budgetEnd - s.budgetStart)) <= Math.max(step, step / 2) + 1e-12);
        }
        const drawn = stages.reduce((sum, s) => sum + s.steps * freshSamples(s), 0);
        const last = stages.at(-1)!;
        assert.equal(last.firstPosition + last.steps * freshSamples(last), drawn);
        assert.equal(
          totalSteps(stages),
          stages.reduce((sum, s) => sum + s.steps, 0),
        );
      },
    ),
    { numRuns: 300 },
  );
});
