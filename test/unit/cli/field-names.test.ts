import assert from 'node:assert/strict';
import { test } from 'vitest';
import { withSpecNames } from '../../../src/cli/field-names.ts';
import { erasingSchema, mixingSchema } from '../../../src/spec/augmentation-fields.ts';
import { stageErasing, stageMixing } from '../../../src/spec/augmentation-spec.ts';
import { parseRunSpec } from '../../../src/spec/spec.ts';

test("what is printed should have the spec's own names", () => {
  const spec = parseRunSpec({ dataset: 'train', erasing: {}, mixing: { cutmix_minmax: [0.2, 0.8], until: 0.5 } });
  const printed = withSpecNames({ erasing: stageErasing(spec, {}), mixing: stageMixing(spec, {}) });
  const { erasing, mixing } = printed as { erasing: object; mixing: object };
  assert.deepEqual(erasing, erasingSchema.parse({}));
  const { where: _, label_smoothing: __, ...rest } = mixingSchema.parse({ cutmix_minmax: [0.2, 0.8], until: 0.5 });
  assert.deepEqual(mixing, rest);
});

test('only names should change, at any depth', () => {
  const input = { rankOffset: 1, list: [{ lowFrequency: 'spectralCrop' }, null], micro: { fitting: 4 }, filter: 'box' };
  assert.deepEqual(withSpecNames(input), {
    ...{ rank_offset: 1, list: [{ low_frequency: 'spectralCrop' }, null] },
    ...{ micro: { base_micro_batch: 4 }, interpolation: 'box' },
  });
});
