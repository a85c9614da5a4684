import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { scheduleOf } from '../../../src/plan/curriculum/planned-schedule.ts';
import { microBatchFor } from '../../../src/spec/micro-batch.ts';
import { parseRunSpec } from '../../../src/spec/spec.ts';

test('the micro-batch should be the largest divisor of the batch that fits', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 2000 }),
      fc.integer({ min: 1, max: 600 }),
      fc.integer({ min: 1, max: 112 }).map((half) => 2 * half),
      (batch, fitting, side) => {
        const { microBatch, accumulation } = microBatchFor(batch, fitting, side, 224);
        assert.equal(microBatch * accumulation, batch);
        const limit = Math.max(1, Math.floor((fitting * 224 ** 2) / side ** 2));
        assert.ok(microBatch <= limit);
        for (let larger = microBatch + 1; larger <= Math.min(limit, batch); larger += 1)
          assert.notEqual(batch % larger, 0);
      },
    ),
    { numRuns: 500 },
  );
});

test("the release's DeiT-S settings should come out: 512 x 1 while images are small, 256 x 2 at the base size", () => {
  assert.deepEqual(microBatchFor(512, 256, 96, 224), { microBatch: 512, accumulation: 1 });
  assert.deepEqual(microBatchFor(512, 256, 160, 224), { microBatch: 256, accumulation: 2 });
  assert.deepEqual(microBatchFor(512, 262, 160, 224), { microBatch: 512, accumulation: 1 });
  assert.deepEqual(microBatchFor(512, 256, 224, 224), { microBatch: 256, accumulation: 2 });
});

test('a stage should take its batch from micro-batch, accumulation and world size', () => {
  const stages = [{ until: 1, bandwidth: 96, micro_batch: 8, accumulation: 3 }];
  const spec = parseRunSpec({ dataset: 'train', world_size: 4, global_batch: 100, schedule: { stages } });
  assert.equal(scheduleOf(spec, 1000)[0]!.globalBatch, 96);
});
