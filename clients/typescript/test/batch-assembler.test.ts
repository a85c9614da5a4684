import assert from 'node:assert/strict';
import { v1 } from '@crescendo/proto';
import { test } from 'vitest';
import { BatchAssembler } from '../src/batch-assembler.ts';
import { BufferPool } from '../src/buffer-pool.ts';
import { largestBatchBytes, type RunInfo } from '../src/run.ts';
import { ownSize } from '../src/sizes.ts';
import type { RunSpec } from '../src/spec.ts';
import { trainingPlan } from '../src/stream-plan.ts';
import { validationPlan } from '../src/validation.ts';
import { header as fakeHeader, pixels, STAGES } from './fake-server.ts';

const run = {
  run: 'r',
  spec: { dataset: 'train' },
  scheduleToken: 'token',
  stages: STAGES.map((stage) => ({ ...stage, size: [stage.bandwidth, stage.bandwidth], magnitude: undefined })),
  totalSteps: 6,
} as unknown as RunInfo;

const header = (step: number, changes: object = {}) => v1.BatchHeader.fromObject(fakeHeader(step, changes));
const assembler = (firstStep: number, pool = new BufferPool(2, 0, true), info = run) =>
  new BatchAssembler(trainingPlan(info, 1), 1, pool, firstStep);

test('a batch should be put together from uneven chunks, and its buffer be used again', () => {
  const pool = new BufferPool(1, 0, true);
  const batches = assembler(1, pool);
  assert.equal(batches.begin(header(1)), true);
  assert.equal(batches.chunk(pixels(1).subarray(0, 5)), undefined);
  const first = batches.chunk(pixels(1).subarray(5));
  assert.deepEqual(first?.batch.images, pixels(1));
  assert.equal(first?.batch.stageChanged, true);
  assert.equal(batches.begin(header(2)), false, 'the only buffer is out');
  pool.give(first!.buffer);
  assert.equal(batches.begin(header(2)), true);
  const second = batches.chunk(pixels(2));
  assert.equal(second?.buffer, first?.buffer);
  assert.equal(second?.batch.stageChanged, false);
  assert.equal(batches.nextStep, 3);
});

test('an abandoned batch should give its buffer back, and its step come again', () => {
  const pool = new BufferPool(1, 0, true);
  const batches = assembler(4, pool);
  batches.begin(header(4));
  batches.chunk(new Uint8Array(3));
  batches.abandon();
  assert.equal(batches.begin(header(4)), true);
  assert.deepEqual(batches.chunk(pixels(4))?.batch.images, pixels(4));
});

test('floats should be read as little-endian, and not be clamped', () => {
  const info = { ...run, spec: { dataset: 'train', dtype: 'float32' } } as RunInfo;
  const batches = assembler(0, new BufferPool(1, 0, true), info);
  const values = Float32Array.from({ length: 24 }, (_, k) => k * 12.5 - 20);
  const bytes = Buffer.alloc(96);
  for (const [k, value] of values.entries()) bytes.writeFloatLE(value, k * 4);
  batches.begin(header(0, { dtype: v1.Dtype.DTYPE_FLOAT32, byteLength: 96 }));
  assert.deepEqual(batches.chunk(bytes)?.batch.images, values);
});

test('a header that is not what the run promises should be refused by field, value and bound', () => {
  const wrong: [string, object, string][] = [
    ['step', { step: 5 }, '4'],
    ['schedule_token', { scheduleToken: 'other' }, 'token'],
    ['stage', { stage: 2 }, '0..1'],
    ['bandwidth', { bandwidth: 2 }, '4'],
    ['shape', { shape: [2, 4, 4] }, '2 x 4 x 4 x 3'],
    ['shape', { shape: [3, 4, 4, 3] }, '2 x 4 x 4 x 3'],
    ['dtype', { dtype: v1.Dtype.DTYPE_FLOAT32 }, '1'],
    ['labels', { labels: [1] }, '2'],
    ['keys', { keys: ['a', 'b', 'c'] }, '2'],
    ['byte_length', { byteLength: 95 }, '96'],
  ];
  for (const [field, changes, bound] of wrong) {
    const error = { reason: 'PROTOCOL', message: new RegExp(`step 4: the header's ${field} is`) };
    assert.throws(
      () => assembler(4).begin(header(4, changes)),
      (thrown: { metadata: Record<string, string> }) => {
        assert.throws(() => {
          throw thrown;
        }, error);
        assert.deepEqual([thrown.metadata.field, thrown.metadata.bound], [field, bound]);
        return true;
      },
    );
  }
  assert.throws(() => assembler(4).begin(header(4, { stage: 0 })), /stage 0 covers the steps 0..2/);
});

test('messages out of order should be refused', () => {
  assert.throws(() => assembler(1).chunk(new Uint8Array(1)), /pixels came without a header/);
  const started = assembler(1);
  started.begin(header(1));
  assert.throws(() => started.begin(header(2)), /a header came after 0 of 24 bytes of pixels/);
  assert.throws(() => started.announce({ index: 1 }), /step 1: a stage_change came after 0 of 24 bytes/);
  assert.throws(() => started.chunk(new Uint8Array(25)), /25 bytes of pixels came, byte_length is 24/);
  const announced = assembler(1);
  announced.announce({ index: 1 });
  assert.throws(() => announced.begin(header(1)), /stage is 0, expected 1/);
});

test('an announcement should hold for the next header only', () => {
  const batches = assembler(2);
  batches.announce({ index: 0 });
  batches.begin(header(2));
  batches.chunk(pixels(2));
  assert.equal(batches.begin(header(3)), true);
  assert.equal(batches.chunk(pixels(3))?.batch.stageChanged, true);
});

test('a run that leaves the crop to the client should come in bytes of the base size, and tell B', () => {
  const spec = { dataset: 'train', baseSize: 8, dtype: 'float32', crop: 'client' };
  const info = { ...run, spec } as RunInfo;
  const whole = { shape: [2, 8, 8, 3], byteLength: 2 * 8 * 8 * 3 };
  assert.equal(largestBatchBytes(info, 1), whole.byteLength);
  const batches = assembler(4, new BufferPool(1, 0, true), info);
  batches.begin(header(4, whole));
  const { batch } = batches.chunk(new Uint8Array(whole.byteLength).fill(7))!;
  assert.deepEqual([batch.bandwidth, batch.shape, batch.dtype], [4, [2, 8, 8, 3], 'uint8']);
  assert.equal(batch.images.length, whole.byteLength);
  assert.throws(() => assembler(4, new BufferPool(1, 0, true), info).begin(header(4)), /shape is 2 x 4 x 4 x 3/);
});

test('rectangles should come at the size of their stage, and as bytes of the base size', () => {
  const stages = run.stages.map((stage) => ({ ...stage, size: [stage.bandwidth, 2 * stage.bandwidth] as const }));
  const info = { ...run, stages } as RunInfo;
  const wide = { size: [4, 8], shape: [2, 4, 8, 3], byteLength: 2 * 4 * 8 * 3 };
  const read = (changes: object, spec = info.spec) => {
    const batches = assembler(4, new BufferPool(1, 0, true), { ...info, spec });
    batches.begin(header(4, { ...wide, ...changes }));
    return batches.chunk(new Uint8Array({ ...wide, ...changes }.byteLength))!.batch;
  };
  const batch = read({});
  assert.deepEqual([batch.size, batch.bandwidth, batch.shape], [[4, 8], 4, [2, 4, 8, 3]]);
  const cropped: RunSpec = { dataset: 'train', baseSize: [8, 16], crop: 'client' };
  const whole = read({ shape: [2, 8, 16, 3], byteLength: 2 * 8 * 16 * 3 }, cropped);
  assert.deepEqual(
    [whole.size, whole.shape],
    [
      [4, 8],
      [2, 8, 16, 3],
    ],
  );
  assert.throws(() => read({ size: [] }), /size is 4 x 4, expected 4 x 8/);
});

test('the longer side of validation images should follow as in a stage', () => {
  // The server's rule: clients/python/src/crescendo/_sizes.py has it too.
  assert.deepEqual(ownSize(96, [192, 320], 1), [96, 160]);
  assert.deepEqual(ownSize(96, [320, 192], 32), [160, 96]);
  assert.deepEqual(ownSize(130, [192, 320], 1), [130, 216]);
  assert.deepEqual(ownSize(96, 224, 16), [96, 96]);
});

test('the last validation batch of a rank should be as short as its samples, and every one whole where it is padded', () => {
  const info = {
    ...run,
    spec: { dataset: 'train', globalBatch: 4, dtype: 'uint8' },
    validationSampleCount: 7,
  } as RunInfo;
  const batch = (step: number, samples: number) => {
    const [labels, keys] = [Array(samples).fill(0), Array(samples).fill('a')];
    const size = { shape: [samples, 2, 2, 3], byteLength: samples * 12, labels, keys };
    return header(step, { stage: 0, bandwidth: 2, ...size });
  };
  const plan = validationPlan(info, { size: 2, pad: false }, 1, 2);
  assert.equal(plan.run.totalSteps, 2);
  const pool = () => new BufferPool(1, 0, true);
  assert.ok(new BatchAssembler(plan, 2, pool(), 1).begin(batch(1, 1)));
  assert.throws(
    () => new BatchAssembler(plan, 2, pool(), 1).begin(batch(1, 2)),
    /shape is 2 x 2 x 2 x 3, expected 1 x/,
  );
  const padded = validationPlan(info, { size: 2, pad: true }, 1, 2);
  assert.ok(new BatchAssembler(padded, 2, pool(), 1).begin(batch(1, 2)));
  assert.throws(
    () => new BatchAssembler(padded, 2, pool(), 1).begin(batch(1, 1)),
    /shape is 1 x 2 x 2 x 3, expected 2 x/,
  );
});

const { DTYPE_UINT8, DTYPE_FLOAT32 } = v1.Dtype;
const IMAGES = { name: 'images', dtype: DTYPE_UINT8, shape: [2, 4, 4, 3], sampleBytes: 48, offset: 0 };
const BOX = { name: 'crop_box', dtype: DTYPE_FLOAT32, shape: [2, 4], sampleBytes: 16, offset: 128 };

test('any number of tensors should come by name, each from its own chunks', () => {
  const flags = { name: 'flags', dtype: DTYPE_UINT8, shape: [2], sampleBytes: 1, offset: 192 };
  const batches = assembler(4, new BufferPool(1, 0, true));
  batches.begin(header(4, { tensors: [IMAGES, BOX, flags] }));
  const values = Float32Array.from({ length: 8 }, (_, k) => k + 0.5);
  assert.equal(batches.chunk(pixels(4)), undefined);
  assert.equal(batches.chunk(new Uint8Array(values.buffer, 0, 16), false), undefined);
  assert.equal(batches.chunk(new Uint8Array(values.buffer, 16), false), undefined);
  const { batch } = batches.chunk(Uint8Array.of(1, 0), false)!;
  assert.deepEqual(batch.tensors, { images: pixels(4), crop_box: values, flags: Uint8Array.of(1, 0) });
  assert.equal(batch.tensors.images, batch.images);
  assert.deepEqual(batch.shapes, { images: [2, 4, 4, 3], crop_box: [2, 4], flags: [2] });
});

test('tensors that do not fit the header or each other, and chunks of the wrong one, should be refused', () => {
  const wrong = [
    [BOX],
    [{ ...IMAGES, shape: [2, 4, 4] }],
    [IMAGES, { ...BOX, offset: 96 }],
    [IMAGES, { ...BOX, sampleBytes: 12 }],
    [IMAGES, { ...BOX, shape: [3, 4] }],
    [IMAGES, { ...BOX, dtype: 99 }],
  ];
  for (const tensors of wrong) {
    assert.throws(() => assembler(4).begin(header(4, { tensors })), { reason: 'PROTOCOL' }, JSON.stringify(tensors));
  }
  const early = assembler(4);
  early.begin(header(4, { tensors: [IMAGES, BOX] }));
  assert.throws(() => early.chunk(new Uint8Array(4), false), /a tensor_chunk came after 0 of 96 bytes of pixels/);
  const late = assembler(4);
  late.begin(header(4, { tensors: [IMAGES, BOX] }));
  late.chunk(pixels(4));
  assert.throws(() => late.chunk(new Uint8Array(4)), /a chunk came after 0 of 32 bytes of crop_box/);
  assert.throws(() => late.chunk(new Uint8Array(33), false), /33 bytes of crop_box came, byte_length is 32/);
});
