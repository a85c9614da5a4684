import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'vitest';
import { PixelEngine } from '../../../../src/pixels/kernels/engine.ts';
import { loadKernels } from '../../../../src/pixels/kernels/module.ts';
import { type RgbImage, referenceResize } from '../../../../src/pixels/kernels/reference/resize.ts';
import { referenceSeparableCrop, referenceSpectralCrop } from '../../../../src/pixels/kernels/reference/spectral.ts';
import { quantise, spectralWeight, spectralWeights } from '../../../../src/pixels/kernels/spectral-table.ts';
import { noise, picture } from '../../../support/pictures.ts';

const engine = new PixelEngine(loadKernels());

/** The definition, neither rounded nor clamped, HWC. */
function definition(image: RgbImage, bandwidth: number): Float64Array {
  const output = new Float64Array(bandwidth * bandwidth * 3);
  for (let c = 0; c < 3; c += 1) {
    const channel = Float64Array.from({ length: image.width ** 2 }, (_, k) => image.data[3 * k + c]!);
    for (const [k, value] of referenceSpectralCrop(channel, image.width, bandwidth).entries())
      output[3 * k + c] = value;
  }
  return output;
}

function integerCrop(image: RgbImage, bandwidth: number): Uint8Array {
  engine.loadImage(image.data, image.width, image.height);
  return engine.lowFrequency(bandwidth, 'spectral', 'uint8').slice();
}

function floatCrop(image: RgbImage, bandwidth: number): Float32Array {
  engine.loadImage(image.data, image.width, image.height);
  return new Float32Array(engine.lowFrequency(bandwidth, 'spectral', 'float32').slice().buffer);
}

const toByte = (value: number): number => Math.max(0, Math.min(255, Math.round(value)));

/** Largest difference to the rounded definition, and the share of equal samples. */
function compare(image: RgbImage, bandwidth: number): { largest: number; equal: number } {
  const [expected, actual] = [definition(image, bandwidth), integerCrop(image, bandwidth)];
  let [largest, equal] = [0, 0];
  for (const [k, value] of actual.entries()) {
    const difference = Math.abs(value - toByte(expected[k]!));
    largest = Math.max(largest, difference);
    if (difference === 0) equal += 1;
  }
  return { largest, equal: equal / actual.length };
}

test('the two references, by FFT and by separable matrices, should agree', () => {
  for (const [size, bandwidth] of [
    [8, 2],
    [12, 6],
    [15, 4],
    [30, 14],
    [32, 32],
    [7, 6],
  ] as const) {
    const channel = Float64Array.from(noise(size, size, size).data.subarray(0, size * size));
    const [a, b] = [referenceSpectralCrop(channel, size, bandwidth), referenceSeparableCrop(channel, size, bandwidth)];
    for (const [k, value] of a.entries()) assert.ok(Math.abs(value - b[k]!) < 1e-9, `${size} -> ${bandwidth}`);
  }
});

test('the mean should be kept and the Nyquist row should be the mean of its two sides', () => {
  // A cosine of frequency B/2 has half its amplitude at +B/2 and half at -B/2: their mean is one half.
  const [size, bandwidth] = [16, 8];
  const wave = Float64Array.from({ length: 256 }, (_, k) => 100 + 50 * Math.cos((2 * Math.PI * 4 * (k % 16)) / 16));
  const result = referenceSpectralCrop(wave, size, bandwidth);
  for (let k = 0; k < 64; k += 1) assert.ok(Math.abs(result[k]! - (100 + 25 * (k % 2 === 0 ? 1 : -1))) < 1e-9);
});

for (const bandwidth of [96, 128, 160, 192]) {
  test(`224 -> ${bandwidth} should differ by at most 1, and in less than 3 % of the samples`, () => {
    for (const image of [picture(224, 224, bandwidth), noise(224, 224, 2), noise(224, 224, 3, true)]) {
      const { largest, equal } = compare(image, bandwidth);
      assert.ok(largest <= 1, `largest difference ${largest}`);
      assert.ok(equal >= 0.97, `${(equal * 100).toFixed(2)} % equal`);
    }
  });
}

test('every even bandwidth of many base sizes should differ by at most 1', () => {
  for (const size of [8, 10, 16, 30, 36, 50, 64]) {
    for (let bandwidth = 2; bandwidth < size; bandwidth += 2) {
      for (const image of [noise(size, size, bandwidth), noise(size, size, bandwidth, true)]) {
        const { largest } = compare(image, bandwidth);
        assert.ok(largest <= 1, `${size} -> ${bandwidth}: ${largest}`);
      }
    }
  }
  for (const [size, bandwidth] of [
    [288, 206],
    [384, 164],
  ] as const) {
    const { largest } = compare(noise(size, size, 1), bandwidth);
    assert.ok(largest <= 1, `${size} -> ${bandwidth}: ${largest}`);
  }
});

test('float32 should follow the definition without clamping', () => {
  for (const bandwidth of [2, 96, 98, 160, 192, 222]) {
    const image = noise(224, 224, bandwidth, true);
    const [expected, actual] = [definition(image, bandwidth), floatCrop(image, bandwidth)];
    let largest = 0;
    for (const [k, value] of actual.entries()) largest = Math.max(largest, Math.abs(value - expected[k]!));
    assert.ok(largest < 5e-4, `${bandwidth}: ${largest}`);
    if (bandwidth > 90) assert.ok(actual.some((value) => value < 0) && actual.some((value) => value > 255));
  }
});

test('the worst inputs of every bandwidth should stay inside 16 and 32 bits', () => {
  // Bounds over all inputs, from the quantised weights themselves; see the comment of the kernel.
  for (const size of [8, 64, 128, 160, 224, 288, 384, 512]) {
    const step = size > 224 ? 14 : 2;
    // The largest bandwidth has the largest weights: it is never left out.
    const bandwidths = Array.from({ length: Math.ceil((size - 2) / step) }, (_, k) => 2 + k * step);
    for (const bandwidth of new Set([...bandwidths, size - 2])) {
      const { groups } = spectralWeights(size, bandwidth);
      const l1 = (row: number[]): number => row.reduce((sum, weight) => sum + Math.abs(quantise(weight)), 0);
      const largest = Math.max(...groups.flat().map(l1));
      assert.ok(largest * 512 < 2 ** 31, `${size} -> ${bandwidth}: first pass`);
      // The rows that a set gives are those of its first member, permuted: sets 0..B/4 cover all.
      const sets = Array.from({ length: Math.floor(bandwidth / 4) + 1 }, (_, i) => i);
      const middle = 128 * 32 * Math.max(...sets.map((i) => rowBound(size, bandwidth, i))) + 1;
      // Past 470 a term of the second pass may saturate, at the largest bandwidths and for inputs built to do it.
      if (size < 470) assert.ok(2 * middle < 2 ** 15, `${size} -> ${bandwidth}: a term may reach ${2 * middle}`);
      // The result is the sum of the groups; partial sums add modulo 2^32, so only the result must fit.
      const rowSum = (middle - 1) / 128 / 32;
      assert.ok(128 * rowSum ** 2 * 2 ** 19 < 2 ** 31, `${size} -> ${bandwidth}: the result of the second pass`);
    }
  }
});

/** Sum of |Re A| over a row. */
function rowBound(size: number, bandwidth: number, i: number): number {
  let sum = 0;
  for (let j = 0; j < size; j += 1) sum += Math.abs(spectralWeight(size, bandwidth, i, j));
  return sum;
}

test('an input built to maximise the middle and the result should not overflow', () => {
  const size = 224;
  for (const bandwidth of [96, 160, 192, 222]) {
    for (const row of [0, 1, Math.floor(bandwidth / 4), bandwidth / 2]) {
      const data = new Uint8Array(size * size * 3);
      for (let y = 0; y < size; y += 1) {
        for (let x = 0; x < size; x += 1) {
          const positive = spectralWeight(size, bandwidth, row, y) * spectralWeight(size, bandwidth, row, x) > 0;
          data.fill(positive ? 255 : 0, (y * size + x) * 3, (y * size + x) * 3 + 3);
        }
      }
      const { largest } = compare({ width: size, height: size, data }, bandwidth);
      assert.ok(largest <= 1, `${bandwidth}, row ${row}: ${largest}`);
    }
  }
});

test('constant images should stay what they are', () => {
  for (const value of [0, 1, 127, 128, 254, 255]) {
    const image = { width: 224, height: 224, data: new Uint8Array(224 * 224 * 3).fill(value) };
    for (const bandwidth of [2, 96, 98, 160, 192]) {
      assert.ok(
        integerCrop(image, bandwidth).every((sample) => sample === value),
        `${value} at ${bandwidth}`,
      );
    }
  }
});

test('B = N should be the identity, in both operators and sample types', () => {
  const image = picture(64, 64);
  for (const operator of ['spectral', 'lanczos'] as const) {
    engine.loadImage(image.data, 64, 64);
    assert.deepEqual(Buffer.from(engine.lowFrequency(64, operator, 'uint8')), Buffer.from(image.data));
    const float = new Float32Array(engine.lowFrequency(64, operator, 'float32').slice().buffer);
    assert.deepEqual(float, Float32Array.from(image.data));
  }
});

test("the lanczos operator should be Pillow's resize", () => {
  for (const [size, bandwidth] of [
    [224, 96],
    [224, 160],
    [224, 192],
    [64, 30],
  ] as const) {
    const image = picture(size, size, bandwidth);
    const expected = referenceResize(image, bandwidth, bandwidth, 'lanczos');
    engine.loadImage(image.data, size, size);
    assert.deepEqual(Buffer.from(engine.lowFrequency(bandwidth, 'lanczos', 'uint8')), Buffer.from(expected.data));
    engine.loadImage(image.data, size, size);
    const float = new Float32Array(engine.lowFrequency(bandwidth, 'lanczos', 'float32').slice().buffer);
    assert.deepEqual(float, Float32Array.from(expected.data));
  }
});

test('the bytes should be the same on every platform', () => {
  const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  const image = noise(224, 224, 11);
  const float = floatCrop(image, 160);
  assert.deepEqual(
    [96, 160, 192].map((bandwidth) => digest(integerCrop(image, bandwidth))),
    ['150b87f204f98204', '512a91435ec92773', '5e500e37304ee5e0'],
  );
  assert.equal(digest(new Uint8Array(float.buffer)), '907fe8b9b34dbda4');
});

test('what cannot be should be refused by name', () => {
  engine.loadImage(new Uint8Array(64 * 64 * 3), 64, 64);
  for (const bandwidth of [0, 1, 33, 66, 2.5, Number.NaN]) {
    assert.throws(() => engine.lowFrequency(bandwidth, 'spectral', 'uint8'), {
      reason: 'INVALID_FIELD',
      message: /bandwidth/,
    });
  }
  engine.loadImage(new Uint8Array(64 * 32 * 3), 64, 32);
  assert.throws(() => engine.lowFrequency(16, 'spectral', 'uint8'), { reason: 'INVALID_FIELD', message: /square/ });
});
