/** Normalised images and learning rates against the Python client's numbers. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'vitest';
import type { CrescendoError } from '../src/errors.ts';
import { type NormalizeOptions, normalize } from '../src/normalize.ts';
import { type WarmupCosineOptions, warmupCosine } from '../src/schedules.ts';

type Triple = [number, number, number];
const cases = JSON.parse(readFileSync(new URL('../../conformance/arithmetic.json', import.meta.url), 'utf8')) as {
  warmup_cosine: { peak: number; options: WarmupCosineOptions; spent: number[]; values: number[] }[];
  normalize: { shape: [number, number, number, number]; mean: Triple; std: Triple; NCHW: string; NHWC: string }[];
};

/** Every channel has every byte. */
function batchOf(shape: readonly [number, number, number, number]) {
  const values = shape.reduce((product, length) => product * length);
  return { shape, images: Uint8Array.from({ length: values }, (_, k) => (k * 37) % 256) };
}

function digest(values: Float32Array): string {
  return createHash('sha256')
    .update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
    .digest('hex');
}

test('a warm-up and half a cosine should have the values of the Python client', () => {
  for (const { peak, options, spent, values } of cases.warmup_cosine) {
    const schedule = warmupCosine(peak, options);
    for (const [k, value] of values.entries()) {
      const found = schedule(spent[k]!);
      assert.ok(Math.abs(found - value) <= 1e-14 * Math.abs(value), `${found} at ${spent[k]}, expected ${value}`);
    }
  }
});

test('normalised images should have the bytes of the Python client, in both layouts', () => {
  for (const { shape, mean, std, ...digests } of cases.normalize) {
    const batch = batchOf(shape);
    for (const layout of ['NCHW', 'NHWC'] as const) {
      assert.equal(digest(normalize(batch, { mean, std, layout })), digests[layout]);
      const floats = { ...batch, images: Float32Array.from(batch.images) };
      assert.equal(digest(normalize(floats, { mean, std, layout })), digests[layout]);
    }
  }
  const [first] = cases.normalize;
  assert.equal(digest(normalize(batchOf(first!.shape))), first!.NCHW, 'the defaults are those of ImageNet');
});

test('normalised images should not depend on the memory of the batch, and go into given memory', () => {
  const batch = batchOf([1, 2, 2, 3]);
  const into = new Float32Array(12);
  const result = normalize(batch, { into });
  assert.equal(result, into);
  const before = [...result];
  batch.images.fill(0);
  assert.deepEqual([...result], before);
});

test.each<[string, object]>([
  ['layout', { layout: 'CHWN' }],
  ['into', { into: new Float32Array(5) }],
  ['mean', { mean: [0.5, 0.5] }],
  ['mean', { mean: [124, 116, 104] }],
  ['std', { std: [0.2, 0, 0.2] }],
  ['std', { std: [0.2, Number.NaN, 0.2] }],
])('normalize should refuse a wrong %s', (field, options) => {
  assert.throws(
    () => normalize(batchOf([1, 2, 2, 3]), options as NormalizeOptions),
    (error: CrescendoError) => error.metadata.field === field && error.reason === 'INVALID_FIELD',
  );
});

test('normalize should refuse images that are not of their shape', () => {
  assert.throws(() => normalize({ images: new Uint8Array(5), shape: [1, 2, 2, 3] }), /do not belong together/);
});

test('a schedule should refuse what is no share', () => {
  assert.throws(() => warmupCosine(1, { warmup: 20 }), /warmup must be a share of the budget in 0\.\.1 \(given: 20\)/);
  assert.throws(() => warmupCosine(Number.NaN), /peak must be a finite number/);
  assert.throws(() => warmupCosine(1)(Number.NaN), /spent must be a share of the budget/);
});

test('a learning rate by step should be refused', () => {
  for (const step of [2, 1000, -1])
    assert.throws(() => warmupCosine(1)(step), /such as batch\.budgetStart, and not a step/);
});
