import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { fitSampleTime, measuredCost } from '../../../../src/plan/curriculum/measured-cost.ts';
import { decideNext, type Measurements } from '../../../../src/plan/curriculum/measured-schedule.ts';
import { freshSamples, type Stage } from '../../../../src/plan/curriculum/schedule.ts';
import type { Accounting } from '../../../../src/spec/budget.ts';
import type { StageDefinition } from '../../../../src/spec/stage-definition.ts';

const STAGES: StageDefinition[] = [
  { until: 0.3, bandwidth: 96 },
  { until: 0.6, bandwidth: 160, globalBatch: 32 },
  { until: 1, bandwidth: 224 },
];
const BASE = { cost: { kind: 'quadratic' }, baseSize: 224, sampleCount: 1000 } as const;

/** A training whose steps take as long as `seconds` says; decisions are made after each of them. */
function train(
  budget: Accounting['budget'],
  seconds: (stage: Stage, step: number) => number,
  more: Partial<Accounting> = {},
) {
  const decided: Stage[] = [];
  const times = new Map<number, { total: number; steps: number }>();
  let [wall, step, over] = [0, 0, false];
  for (;;) {
    const measured: Measurements = {
      consumedStep: step - 1,
      worldSize: 1,
      wallSeconds: wall,
      acceleratorSeconds: wall,
      stepTimes: new Map([...times].map(([k, { total, steps }]) => [k, { seconds: total / steps, steps }])),
    };
    if (!over) {
      const next = decideNext({ ...BASE, ...more, budget, stages: STAGES, globalBatch: 16, decided, measured });
      over = next?.length === 0;
      decided.push(...(next ?? []));
    }
    const last = decided.at(-1)!;
    if (over && step === last.firstStep + last.steps) break;
    const stage = decided.find((part) => step < part.firstStep + part.steps)!;
    assert.ok(stage !== undefined, `step ${step} is not decided when it is needed`);
    const took = seconds(stage, step);
    const time = times.get(stage.index) ?? { total: 0, steps: 0 };
    times.set(stage.index, { total: time.total + took, steps: time.steps + 1 });
    wall += took;
    step += 1;
  }
  return { decided, wall, steps: step, times };
}

test('stages should end at their share of the hours, as far as the last steps allow', () => {
  const model = ({ bandwidth, globalBatch }: Stage): number => 0.01 + globalBatch * (bandwidth / 224) ** 2 * 0.01;
  const { wall, times, steps, decided } = train({ unit: 'wall_hours', amount: 0.2 }, model);
  assert.ok(Math.abs(wall - 720) < 1, `${wall} s`);
  for (const [k, share] of [0.3, 0.3, 0.4].entries()) {
    // Off by the steps that were already decided when the last report came: half a part, 16 at most.
    assert.ok(Math.abs(times.get(k)!.total / 720 - share) < 0.005, `stage ${k}: ${times.get(k)!.total} s`);
  }
  assert.ok(decided.length < 60, `${decided.length} decisions for ${steps} steps`);
});

test('parts should follow each other without a gap, and the budget never fall, whatever steps take', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0.001, max: 3, noNaN: true }), { minLength: 5, maxLength: 50 }),
      fc.constantFrom('wall_hours' as const, 'accelerator_hours' as const, 'equivalent_epochs' as const),
      fc.double({ min: 0.02, max: 1, noNaN: true }),
      (noise, unit, amount) => {
        const cost = unit === 'equivalent_epochs' ? ({ kind: 'measured' } as const) : BASE.cost;
        const { decided } = train({ unit, amount }, (_, step) => noise[step % noise.length]!, { cost });
        let [step, position, budget, index] = [0, 0, 0, 0];
        for (const part of decided) {
          assert.deepEqual([part.firstStep, part.firstPosition], [step, position]);
          assert.ok(part.steps >= 1 && part.index >= index && part.index <= index + 1);
          assert.ok(part.budgetStart >= budget && part.budgetEnd >= part.budgetStart && part.budgetEnd <= 1);
          if (part.origin !== undefined) {
            const first = decided.find((other) => other.index === part.index)!;
            assert.deepEqual(part.origin, { firstStep: first.firstStep, firstPosition: first.firstPosition });
          }
          step += part.steps;
          position += part.steps * freshSamples(part);
          budget = part.budgetEnd;
          index = part.index;
        }
        assert.equal(index, STAGES.length - 1);
      },
    ),
    { numRuns: 200 },
  );
});

test('nothing should be decided before it is measured, or earlier than needed', () => {
  const input = { ...BASE, budget: { unit: 'wall_hours', amount: 1 } as const, stages: STAGES, globalBatch: 16 };
  const none = { worldSize: 1, wallSeconds: 0, acceleratorSeconds: 0, stepTimes: new Map() };
  const decided = decideNext({ ...input, decided: [], measured: { ...none, consumedStep: -1 } })!;
  assert.equal(decided[0]!.steps, 16);
  assert.equal(decideNext({ ...input, decided, measured: { ...none, consumedStep: 12 } }), undefined);
  const some = { ...none, wallSeconds: 2, stepTimes: new Map([[0, { seconds: 1, steps: 2 }]]) };
  assert.equal(decideNext({ ...input, decided, measured: { ...some, consumedStep: 1 } }), undefined);
  assert.equal(decideNext({ ...input, decided, measured: { ...some, consumedStep: 7 } })!.length, 1);
});

test('a measured cost should lengthen stages whose samples are cheaper than their area says, and shorten dear ones', () => {
  const costs = { kind: 'measured' } as const;
  // Twice the constant part: small images cost more than their area.
  const dear = ({ bandwidth, globalBatch }: Stage): number => globalBatch * (0.5 + 0.5 * (bandwidth / 224) ** 2);
  const plain = ({ bandwidth, globalBatch }: Stage): number => globalBatch * (bandwidth / 224) ** 2;
  const steps = (seconds: (stage: Stage) => number): number[] => {
    const { times } = train({ unit: 'equivalent_epochs', amount: 20 }, seconds, { cost: costs });
    return [0, 1, 2].map((k) => times.get(k)!.steps);
  };
  // 0.3 of 20 epochs of 1000 samples in batches of 16, at a cost of (96 / 224)^2.
  const byArea = [0, 1, 2].map(
    (k) => ([0.3, 0.3, 0.4][k]! * 20_000) / ([16, 32, 16][k]! * (STAGES[k]!.bandwidth / 224) ** 2),
  );
  for (const [k, found] of steps(plain).entries()) assert.ok(Math.abs(found / byArea[k]! - 1) < 0.02, `${k}: ${found}`);
  const shorter = steps(dear);
  // The first stage cannot know what the base size costs before a second side is measured; the second can.
  assert.ok(shorter[1]! < 0.8 * byArea[1]!, `${shorter[1]} of ${byArea[1]}`);
});

test('times should be fitted as a constant and a part by area, neither below 0', () => {
  const at = (size: number, seconds: number, samples = 100) => ({ size, seconds, samples });
  const exact = fitSampleTime([at(96, 1 + 96 ** 2 / 1e4), at(160, 1 + 160 ** 2 / 1e4), at(224, 1 + 224 ** 2 / 1e4)])!;
  for (const side of [32, 96, 200, 384]) assert.ok(Math.abs(exact(side) / (1 + side ** 2 / 1e4) - 1) < 1e-9);
  assert.equal(fitSampleTime([]), undefined);
  assert.equal(measuredCost([], 112, 224), 0.25);
  assert.ok(Math.abs(measuredCost([at(96, 3)], 112, 224) - 0.25) < 1e-12);
  // Falling times are noise and count as constant. A negative constant part counts as zero.
  const falling = fitSampleTime([at(96, 2), at(160, 1)])!;
  assert.equal(falling(96), falling(224));
  const steep = fitSampleTime([at(96, 0.01), at(160, 5)])!;
  assert.ok(steep(32) > 0);
});
