import assert from 'node:assert/strict';
import { test } from 'vitest';
import { scheduleOf } from '../../../src/plan/curriculum/planned-schedule.ts';
import { stageMessage } from '../../../src/server/convert-schedule.ts';
import { parseRunSpec } from '../../../src/spec/spec.ts';

test('a stage should state what its first step does: no magnitude of AutoAugment, no mixing after its end', () => {
  const spec = parseRunSpec({
    dataset: 'train',
    budget: { steps: 10 },
    mixing: { until: 0.5, mixup_alpha: 0.8, cutmix_alpha: 0 },
    schedule: {
      stages: [
        { until: 0.25, bandwidth: 96, randaugment: 'original-mstd0.5' },
        { until: 0.5, bandwidth: 96, randaugment: 'augmix-m5', magnitude: { from: 2, to: 4 } },
        { until: 0.75, bandwidth: 96, randaugment: 'augmix-m5' },
        { until: 1, bandwidth: 96, randaugment: 'rand-m9' },
      ],
    },
  });
  const messages = scheduleOf(spec, 100).map((stage) => stageMessage({ ...stage, open: false }, spec));
  assert.deepEqual(
    messages.map(({ randaugment, magnitude, mixupAlpha }) => [randaugment, magnitude, mixupAlpha]),
    [
      ['original-mstd0.5', undefined, 0.8],
      ['augmix-m5', 2, 0.8],
      ['augmix-m5', 5, 0],
      ['rand-m9', 9, 0],
    ],
  );
});
