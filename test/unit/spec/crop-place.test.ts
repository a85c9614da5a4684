import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { augmentationAt } from '../../../src/plan/curriculum/augmentation.ts';
import { scheduleOf } from '../../../src/plan/curriculum/planned-schedule.ts';
import { samplingPlan } from '../../../src/plan/sampling-plan.ts';
import { sampleBytes, trainingTensors } from '../../../src/plan/tensors.ts';
import { deliveredImages } from '../../../src/spec/crop-place.ts';
import { parseRunSpec, type RunSpecInput, specDigest } from '../../../src/spec/spec.ts';

const parse = (fields: Partial<RunSpecInput> = {}) => parseRunSpec({ dataset: 'train', ...fields });

/** The server's part in the first stage, which trains at 96. */
function firstStage(fields: Partial<RunSpecInput>) {
  const spec = parse(fields);
  const stage = scheduleOf(spec, 1000)[0]!;
  assert.equal(stage.bandwidth, 96);
  const bytes = sampleBytes(trainingTensors(spec, stage));
  return { ...deliveredImages(spec, stage), bytes, plan: samplingPlan(spec, stage, augmentationAt(stage, 0)) };
}

describe('crop', () => {
  test('the server should deliver side B in the run’s dtype by default', () => {
    const { size, dtype, plan, bytes } = firstStage({ dtype: 'float32' });
    assert.deepEqual([size, dtype, plan.bandwidth, plan.dtype], [96, 'float32', 96, 'float32']);
    assert.equal(bytes, 96 * 96 * 3 * 4);
  });

  test('with crop: client it should deliver bytes of the base size, whatever the dtype', () => {
    for (const dtype of ['uint8', 'float32'] as const) {
      const { size, plan, bytes, ...images } = firstStage({ dtype, crop: 'client' });
      assert.deepEqual([size, images.dtype, plan.bandwidth, plan.dtype], [224, 'uint8', 224, 'uint8']);
      assert.equal(bytes, 150_528);
    }
  });

  test('who crops should be part of what a run is', () => {
    assert.notEqual(specDigest(parse({ crop: 'client' })), specDigest(parse()));
  });

  test('what comes after the crop on the server should be refused, with what to change', () => {
    const stages = (...list: object[]) => ({ schedule: { stages: list } }) as Partial<RunSpecInput>;
    const late = stages(
      { until: 0.5, bandwidth: 96 },
      { until: 1, bandwidth: 224, erasing_probability: { from: 0, to: 0.2 } },
    );
    const wrong: [Partial<RunSpecInput>, RegExp][] = [
      [{ erasing: {} }, /server erases, as in stage 0.*leave erasing out/],
      [late, /server erases, as in stage 1/],
      [{ mixing: {} }, /server mixes, as in stage 0.*set mixing\.where to client/],
      [{ mixing: { mixup_alpha: 0.8, cutmix_alpha: 0 } }, /server mixes/],
      [{ low_frequency: 'lanczos' }, /needs low_frequency spectral, not lanczos/],
      [{ fidelity: 'matched' }, /needs fidelity exact, not matched/],
    ];
    for (const [fields, message] of wrong) {
      assert.doesNotThrow(() => parse({ ...fields, crop: 'server' }));
      assert.throws(
        () => parse({ ...fields, crop: 'client' }),
        (error: { reason: string; message: string; metadata: object }) => {
          assert.equal(error.reason, 'INVALID_FIELD');
          assert.deepEqual(error.metadata, { field: 'crop', fields: 'crop', value: 'client' });
          assert.match(error.message, message);
          return true;
        },
      );
    }
  });

  test('what the server does not do should not be refused', () => {
    const allowed: Partial<RunSpecInput>[] = [
      { mixing: { where: 'client' } },
      { mixing: { mixup_alpha: 0, cutmix_alpha: 0 } },
      { erasing: { probability: 0 } },
    ];
    for (const fields of allowed) assert.equal(parse({ ...fields, crop: 'client' }).crop, 'client');
  });
});
