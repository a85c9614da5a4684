import assert from 'node:assert/strict';
import { test } from 'vitest';
import { specStages } from '../../../src/bench/spec-stages.ts';
import { combinations, withPlans } from '../../../src/bench/stage.ts';
import { parseRunSpec } from '../../../src/spec/spec.ts';
import { shorterSide } from '../../../src/types.ts';

const stagesOf = (fields: object) => specStages(parseRunSpec({ dataset: 'train', ...fields }));

test("the stages of a run should be measured with the run's own plans, each once", () => {
  const stages = stagesOf({ base_size: 160, crop_scale: [0.2, 1], randaugment: 'none' });
  assert.deepEqual(
    stages.map(({ stage }) => stage),
    [68, 114, 160].map((bandwidth) => ({ mode: 'exact', bandwidth, magnitude: null })),
  );
  assert.ok(stages.every(({ plan }) => plan.baseSize === 160 && plan.scale[0] === 0.2));
  assert.deepEqual(
    stagesOf({ fidelity: 'matched' }).map(({ stage }) => `${stage.mode} ${stage.bandwidth} ${stage.magnitude}`),
    [96, 96, 160, 160, 160, 160, 224, 224, 224, 224].map((side, k) => `matched ${side} ${k}`),
  );
});

test('a strength should be that of the end of its stage, a budget in hours be no obstacle, and the client may crop', () => {
  const ramp = { from: 2, to: 8 };
  const stages = [{ until: 1, bandwidth: 96, randaugment: 'rand-m5-mstd0.5-inc1', magnitude: ramp }];
  const [only] = stagesOf({ budget: { wall_hours: 3 }, schedule: { stages } });
  assert.ok(only!.stage.magnitude! > 7.9 && only!.stage.magnitude! <= 8, String(only!.stage.magnitude));
  const cropped = stagesOf({ crop: 'client', randaugment: 'none' });
  assert.deepEqual(
    cropped.map(({ plan }) => plan.bandwidth),
    [224],
  );
});

test('a base size should scale the sides that are not given, and every plan should use it', () => {
  assert.deepEqual(
    combinations(undefined, undefined, 160).map(({ bandwidth }) => bandwidth),
    [68, 114, 160],
  );
  assert.deepEqual(combinations(undefined, undefined, 224), combinations(undefined, undefined));
  assert.deepEqual(
    combinations(undefined, [9], 112).map(({ bandwidth }) => bandwidth),
    [48, 80, 112],
  );
  const planned = withPlans([{ mode: 'matched', bandwidth: 96, magnitude: null }], 160);
  assert.deepEqual([planned[0]!.plan.baseSize, shorterSide(planned[0]!.plan.workingSide!) <= 160], [160, true]);
});
