import assert from 'node:assert/strict';
import { test } from 'vitest';
import { augmentationAt, magnitudeOf } from '../../../../src/plan/curriculum/augmentation.ts';
import { scheduleOf } from '../../../../src/plan/curriculum/planned-schedule.ts';
import { parseRunSpec } from '../../../../src/spec/spec.ts';

const stage = (fields: object, run: object = {}) => {
  const spec = {
    dataset: 'train',
    budget: { steps: 100 },
    schedule: { stages: [{ until: 1, bandwidth: 96, ...fields }] },
  };
  return scheduleOf(parseRunSpec({ ...spec, ...run }), 1000)[0]!;
};

test('a ramp should be a straight line over the stage', () => {
  const ramped = stage({ randaugment: 'rand-m9-n2', magnitude: { from: 1, to: 5 } });
  const magnitudes = [0, 25, 50, 99].map((step) => magnitudeOf(augmentationAt(ramped, step))!);
  for (const [k, expected] of [1, 2, 3, 4.96].entries()) assert.ok(Math.abs(magnitudes[k]! - expected) < 1e-9);
});

test('consecutive ramps should join', () => {
  const spec = parseRunSpec({
    dataset: 'train',
    budget: { steps: 10 },
    erasing: {},
    schedule: {
      stages: [
        { until: 0.5, bandwidth: 96, erasing_probability: { from: 0, to: 0.5 } },
        { until: 1, bandwidth: 96, erasing_probability: { from: 0.5, to: 0 } },
      ],
    },
  });
  const stages = scheduleOf(spec, 1000);
  const at = (step: number) => augmentationAt(stages[step < 5 ? 0 : 1]!, step).erasing?.probability ?? 0;
  const values = Array.from({ length: 10 }, (_, step) => Number(at(step).toFixed(9)));
  assert.deepEqual(values, [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.4, 0.3, 0.2, 0.1]);
});

test('constants should stand before the run, and what is off be left out', () => {
  const run = { mixing: {}, erasing: {}, randaugment: 'rand-m9' };
  const off = augmentationAt(
    stage({ mixup_alpha: 0, cutmix_alpha: 0, erasing_probability: 0, magnitude: 3.5 }, run),
    0,
  );
  assert.deepEqual(off, { randaugment: 'rand-m9', magnitude: 3.5 });
  const mixed = augmentationAt(stage({ mixup_alpha: { from: 0, to: 1 }, cutmix_alpha: 0 }, run), 50);
  assert.deepEqual([mixed.mixing!.mixupAlpha, mixed.mixing!.cutmixAlpha], [0.5, 0]);
  assert.equal(augmentationAt(stage({ mixup_alpha: { from: 0, to: 1 }, cutmix_alpha: 0 }, run), 0).mixing, undefined);
  assert.equal(magnitudeOf(augmentationAt(stage({}), 0)), undefined);
});

test('mixing should end at the first step that begins at its share of the budget or after it', () => {
  const stages = (until: number, steps = 1000, ends = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]) =>
    scheduleOf(
      parseRunSpec({
        dataset: 'train',
        budget: { steps },
        mixing: { until },
        schedule: { stages: ends.map((end) => ({ until: end, bandwidth: 96 })) },
      }),
      1000,
    );
  const firstUnmixed = (table: ReturnType<typeof scheduleOf>): number => {
    const mixed = table.flatMap((stage) =>
      Array.from({ length: stage.steps }, (_, k) => augmentationAt(stage, stage.firstStep + k).mixing !== undefined),
    );
    // It ends once.
    assert.equal(mixed.lastIndexOf(true), mixed.indexOf(false) - 1);
    return mixed.indexOf(false);
  };
  // Where a stage ends, within stages, and within a single one: rounding must not move the step.
  for (const tenths of [1, 2, 3, 6, 7, 9]) {
    assert.equal(firstUnmixed(stages(tenths / 10)), 100 * tenths);
    assert.equal(firstUnmixed(stages(tenths / 10, 1000, [1])), 100 * tenths);
  }
  for (const until of [0.001, 0.333, 0.7, 0.999]) assert.equal(firstUnmixed(stages(until)), Math.round(1000 * until));
  // Between two steps: the step that begins before the end is mixed.
  assert.equal(firstUnmixed(stages(0.55, 10)), 6);
  assert.ok(stages(1).every((stage) => augmentationAt(stage, stage.firstStep + stage.steps - 1).mixing !== undefined));
  assert.ok(stages(1).every(({ mixing }) => mixing !== undefined && !('until' in mixing)));
});
