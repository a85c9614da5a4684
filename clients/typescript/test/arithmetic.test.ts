/** Normalised, mixed and cropped images, and learning rates, against the Python client's numbers. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, test } from 'vitest';
import type { CrescendoError } from '../src/errors.ts';
import { lowFrequencyCrop } from '../src/low-frequency.ts';
import { mix } from '../src/mix.ts';
import { type NormalizeOptions, normalize } from '../src/normalize.ts';
import { type WarmupCosineOptions, warmupCosine } from '../src/schedules.ts';

type Shape = [number, number, number, number];
type Triple = [number, number, number];
const cases = JSON.parse(readFileSync(new URL('../../conformance/arithmetic.json', import.meta.url), 'utf8')) as {
  warmup_cosine: { peak: number; options: WarmupCosineOptions; spent: number[]; values: number[] }[];
  normalize: { shape: Shape; mean: Triple; std: Triple; NCHW: string; NHWC: string }[];
  low_frequency_crop: { shape: Shape; bandwidth: number; at: number[]; values: number[]; sum: number }[];
  mix: {
    name: string;
    shape: Shape;
    dtype: 'uint8' | 'float32';
    partners: number[];
    lambdas: number[];
    boxes: number[];
    NHWC: string;
  }[];
};

/** Every channel has every byte. */
function batchOf(shape: readonly [number, number, number, number]) {
  const values = shape.reduce((product, length) => product * length);
  return { shape, images: Uint8Array.from({ length: values }, (_, k) => (k * 37) % 256) };
}

function digest(values: Float32Array | Uint8Array): string {
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

describe('the low-frequency crop', () => {
  test.for(cases.low_frequency_crop)('should have the values of the Python client: $shape to $bandwidth', (given) => {
    const batch = batchOf(given.shape);
    const images = lowFrequencyCrop(batch, given.bandwidth);
    for (const [k, at] of given.at.entries()) {
      assert.ok(
        Math.abs(images[at]! - given.values[k]!) < 255e-5,
        `${images[at]} at ${at}, expected ${given.values[k]}`,
      );
    }
    const sum = images.reduce((total, value) => total + value, 0);
    assert.ok(Math.abs(sum - given.sum) < 1e-5 * Math.abs(given.sum), String(sum));
    assert.deepEqual(lowFrequencyCrop({ ...batch, images: Float32Array.from(batch.images) }, given.bandwidth), images);
    const into = new Float32Array(images.length);
    assert.equal(lowFrequencyCrop(batch, given.bandwidth, { into }), into);
    assert.deepEqual(into, images);
  });

  test('should be the definition: a transform whose lowest frequencies are kept', () => {
    const [size, bandwidth] = [12, 8];
    const { images, shape } = batchOf([1, size, size, 3]);
    const found = lowFrequencyCrop({ images, shape }, bandwidth);
    for (const [k, value] of byDefinition(images, size, bandwidth).entries()) {
      assert.ok(Math.abs(found[k]! - value) < 255e-5, `${found[k]} at ${k}, expected ${value}`);
    }
  });

  test.each<[string, number, object]>([
    ['bandwidth', 7, {}],
    ['bandwidth', 0, {}],
    ['bandwidth', 18, {}],
    ['into', 8, { into: new Float32Array(3) }],
  ])('should refuse a wrong %s', (field, bandwidth, options) => {
    assert.throws(
      () => lowFrequencyCrop(batchOf([1, 16, 16, 3]), bandwidth, options),
      (error: CrescendoError) => error.metadata.field === field && error.reason === 'INVALID_FIELD',
    );
  });

  test('should refuse images that are not square', () => {
    assert.throws(() => lowFrequencyCrop(batchOf([1, 16, 12, 3]), 8), /shape must be that of square images/);
  });
});

/** The crop by its definition, in complex numbers: for each output, a sum over all frequencies and all pixels. */
function byDefinition(images: Uint8Array, size: number, bandwidth: number): number[] {
  const axis = (i: number, j: number): [number, number] => {
    let [real, imaginary] = [0, 0];
    for (let f = -bandwidth / 2; f < bandwidth / 2; f += 1) {
      const angle = 2 * Math.PI * f * (i / bandwidth - j / size);
      [real, imaginary] = [real + Math.cos(angle) / size, imaginary + Math.sin(angle) / size];
    }
    return [real, imaginary];
  };
  const outputs: number[] = [];
  for (let k = 0; k < bandwidth * bandwidth * 3; k += 1) {
    const [y, x, c] = [Math.floor(k / 3 / bandwidth), Math.floor(k / 3) % bandwidth, k % 3];
    let sum = 0;
    for (let row = 0; row < size; row += 1) {
      for (let column = 0; column < size; column += 1) {
        const [[a, b], [p, q]] = [axis(y, row), axis(x, column)];
        sum += (a * p - b * q) * images[(row * size + column) * 3 + c]!;
      }
    }
    outputs.push(sum);
  }
  return outputs;
}

describe('mixed images', () => {
  const mixingOf = ({ partners, lambdas, boxes }: (typeof cases.mix)[number]) => ({
    applied: false,
    partners: Uint32Array.from(partners),
    lambdas: Float64Array.from(lambdas),
    boxes: boxes.length === 0 ? undefined : Uint32Array.from(boxes),
  });

  test.for(cases.mix)('should have the bytes of the Python client: $name', (given) => {
    const { images: bytes, shape } = batchOf(given.shape);
    const floats = Float32Array.from(bytes, (byte) => Math.fround(Math.fround(byte * Math.fround(1.37)) - 20));
    const images = given.dtype === 'uint8' ? bytes : floats;
    const before = images.slice();
    assert.equal(digest(mix({ images, shape, mixing: mixingOf(given) })), given.NHWC);
    assert.deepEqual(images, before, 'the batch stays as it is');
  });

  test('should be the same in the other layout', () => {
    const [given] = cases.mix.filter(({ boxes }) => boxes.length > 0);
    const batch = batchOf(given!.shape);
    const mixing = mixingOf(given!);
    const [n, h, w, c] = given!.shape;
    const planar = (images: ArrayLike<number>): Float32Array =>
      Float32Array.from({ length: images.length }, (_, k) => {
        const [image, channel, place] = [Math.floor(k / (c * h * w)), Math.floor(k / (h * w)) % c, k % (h * w)];
        return images[(image * h * w + place) * c + channel]!;
      });
    const floats = Float32Array.from(batch.images);
    const mixed = mix({ images: floats, shape: [n, h, w, c], mixing });
    const turned = mix({ images: planar(floats), shape: [n, h, w, c], mixing }, { layout: 'NCHW' });
    assert.deepEqual(turned, planar(mixed));
  });

  test('should be the images themselves if there is nothing to mix', () => {
    const batch = batchOf([2, 2, 2, 3]);
    const mixing = { applied: false, partners: Uint32Array.of(1, 0), lambdas: Float64Array.of(1, 1), boxes: undefined };
    assert.equal(mix({ ...batch, mixing: undefined }), batch.images);
    assert.equal(mix({ ...batch, mixing }), batch.images);
    assert.equal(
      mix({ ...batch, mixing: { ...mixing, applied: true, lambdas: Float64Array.of(0.5, 0.5) } }),
      batch.images,
    );
  });

  test('should refuse a mixing of another batch', () => {
    const mixing = { applied: false, partners: Uint32Array.of(0), lambdas: Float64Array.of(0.5), boxes: undefined };
    assert.throws(() => mix({ ...batchOf([2, 2, 2, 3]), mixing }), /mixing must be for the batch's 2 images/);
  });
});

test('a learning rate by step should be refused', () => {
  for (const step of [2, 1000, -1])
    assert.throws(() => warmupCosine(1)(step), /such as batch\.budgetStart, and not a step/);
});
