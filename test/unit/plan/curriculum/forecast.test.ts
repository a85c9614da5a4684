import assert from 'node:assert/strict';
import { test } from 'vitest';
import { forecast } from '../../../../src/plan/curriculum/forecast.ts';
import { scheduleOf } from '../../../../src/plan/curriculum/planned-schedule.ts';
import type { Stage } from '../../../../src/plan/curriculum/schedule.ts';
import { sampleBytes, trainingTensors } from '../../../../src/plan/tensors.ts';
import { parseRunSpec, type RunSpecInput } from '../../../../src/spec/spec.ts';
import { accounting } from '../../../../src/spec/stages.ts';

const IMAGENET = 1_281_167;

function plan(fields: Partial<RunSpecInput>, more: object = {}) {
  const spec = parseRunSpec({ dataset: 'train', ...fields });
  const stages = scheduleOf(spec, IMAGENET);
  const { cost } = accounting(spec, IMAGENET);
  const known = { worldSize: spec.world_size, baseSize: spec.base_size };
  const bytes = (stage: Stage): number => sampleBytes(trainingTensors(spec, stage));
  return forecast({ stages, sampleCount: IMAGENET, cost, sampleBytes: bytes, ...known, ...more });
}

/**
 * spec/curriculum.md, E = 200 on 8 ranks at an effective batch of 4096. The release rounds each stage down to whole
 * epochs, Crescendo to whole steps: half a stage's epoch of difference for each of ten stages is at most 1 %.
 */
test('the presets should give the published totals', () => {
  for (const [preset, epochs, images, steps] of [
    ['efficienttrain++', 454, 580e6, 141_648],
    ['efficienttrain++deit', 469, 599e6, 146_328],
    ['efficienttrain++convnext', 315, 403e6, 98_280],
  ] as const) {
    const { total } = plan({ schedule: { preset }, global_batch: 4096, world_size: 8 });
    assert.ok(Math.abs(total.epochs - epochs) < 1, `${preset}: ${total.epochs} epochs`);
    assert.ok(Math.abs(total.images / images - 1) < 0.005, `${preset}: ${total.images} images`);
    assert.ok(Math.abs(total.steps / steps - 1) < 0.004, `${preset}: ${total.steps} steps`);
    assert.equal(total.bytes > 0, true);
  }
});

test('demand should follow the side, and a shortage name cores and the replay factor that close it', () => {
  const cpuMs = new Map([
    [96, 2],
    [160, 2],
    [224, 2],
  ]);
  const { stages } = plan({ global_batch: 4096 }, { trainerSpeed: 1000, cpuMs, cores: 4 });
  const first = stages[0]!;
  assert.ok(Math.abs(first.required_images_per_second! - 5444.4) < 0.1);
  assert.ok(Math.abs(first.cores_needed! - 10.889) < 0.001);
  // The server makes 2000 images/s and the trainer takes 5444: every sample is shown three times.
  assert.match(
    first.warning!,
    /4 cores make 2000 images\/s .* 5444: give 11 cores \(3 data nodes of 4\), or replay \{times: 3\}/,
  );
  assert.equal(stages[9]!.warning, undefined);
  // A tenth of the budget: 20 epochs at the base size at 1000 images/s.
  assert.ok(Math.abs(first.hours! / ((20 * IMAGENET) / 1000 / 3600) - 1) < 0.001);
});

test('replay should lower the demand, and take memory', () => {
  const replay = { times: 4, size: 100, split: 32 };
  const schedule = { stages: [{ until: 1, bandwidth: 96, replay }] };
  const cpuMs = new Map([[96, 2]]);
  const [stage] = plan({ schedule, global_batch: 4096 }, { trainerSpeed: 1000, cpuMs, cores: 4 }).stages;
  assert.equal(stage!.fresh_images * 4, stage!.images);
  assert.ok(Math.abs(stage!.required_images_per_second! - 5444.4 / 4) < 0.1);
  assert.equal(stage!.replay_bytes, 100 * 1024 * 96 * 96 * 3);
  assert.equal(stage!.warning, undefined);
});

test('bytes should be those of the base size where the client crops', () => {
  const { stages } = plan({ crop: 'client' });
  for (const { bytes, images } of stages) assert.equal(bytes, images * 224 * 224 * 3);
  const cropped = plan({}).stages;
  assert.equal(cropped[0]!.images, stages[0]!.images, 'who crops is none of the budget’s business');
  assert.equal(cropped[0]!.bytes, cropped[0]!.images * 96 * 96 * 3);
});

test('bytes should be those of all tensors', () => {
  const [boxed, plain] = [plan({ outputs: ['images', 'crop_box'] }).stages, plan({}).stages];
  for (const [k, { bytes, images }] of boxed.entries()) assert.equal(bytes, plain[k]!.bytes + 16 * images);
});

test('the wire should carry every image that the trainer takes, and data nodes meet cores and bytes', () => {
  const cpuMs = new Map([96, 160, 192, 224].map((side) => [side, 2]));
  const known = { trainerSpeed: 1000, cpuMs, cores: 4, fileBytes: 100_000 };
  const { stages, total } = plan({ global_batch: 4096 }, known);
  const [first, last] = [stages[0]!, stages[9]!];
  // 5444.4 images/s of 96 x 96 x 3 bytes; the demand of a stage is the same MB/s at every side.
  assert.ok(Math.abs(first.megabytes_per_second! - 150.528) < 0.001);
  assert.ok(Math.abs(last.megabytes_per_second! - 150.528) < 0.001);
  assert.ok(Math.abs(first.read_megabytes_per_second! - 544.44) < 0.01);
  // 10.9 cores, then 2.
  assert.deepEqual([first.data_nodes, last.data_nodes, total.data_nodes], [3, 1, 3]);
  assert.ok(Math.abs(total.megabytes_per_second! - 150.528) < 0.001);
  const slow = plan({ global_batch: 4096 }, { ...known, network: 40 });
  assert.deepEqual([slow.stages[0]!.data_nodes, slow.stages[9]!.data_nodes], [4, 4]);
  assert.match(
    slow.stages[9]!.warning!,
    /^a data node sends up to 40 MB\/s and the trainer takes 151: give 4 data nodes$/,
  );
  assert.match(slow.stages[0]!.warning!, /3 data nodes of 4.*; a data node sends up to 40 MB\/s/);
});

test('replayed images should travel but need no cores, and a client that crops takes whole images', () => {
  const replay = { times: 4, size: 100, split: 32 };
  const stages = [{ until: 1, bandwidth: 96, replay }];
  const cpuMs = new Map([[96, 2]]);
  const known = { trainerSpeed: 1000, cpuMs, cores: 1, fileBytes: 100_000 };
  const [replayed] = plan({ schedule: { stages }, global_batch: 4096 }, known).stages;
  assert.ok(Math.abs(replayed!.megabytes_per_second! - 150.528) < 0.001);
  assert.ok(Math.abs(replayed!.read_megabytes_per_second! - 544.44 / 4) < 0.01);
  assert.equal(replayed!.data_nodes, 3);
  const [whole] = plan({ crop: 'client' }, { trainerSpeed: 1000 }).stages;
  assert.ok(Math.abs(whole!.megabytes_per_second! - (5444.44 * 224 * 224 * 3) / 1e6) < 0.01);
});

test('without a speed there should be no rates, and without costs or a network no data nodes', () => {
  const { stages, total } = plan({ global_batch: 4096 }, { fileBytes: 100_000, network: 40, cores: 4 });
  assert.deepEqual(
    [stages[0]!.megabytes_per_second, stages[0]!.data_nodes, total.data_nodes],
    [undefined, undefined, undefined],
  );
  const fast = plan({ global_batch: 4096 }, { trainerSpeed: 1000, cores: 4 });
  assert.deepEqual([fast.stages[0]!.data_nodes, fast.total.data_nodes], [undefined, undefined]);
});
