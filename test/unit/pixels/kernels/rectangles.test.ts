/** The low-frequency crop of rectangles: the definition on both axes, and the kernel's own bytes where they are squares. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { PixelEngine } from '../../../../src/pixels/kernels/engine.ts';
import { loadKernels } from '../../../../src/pixels/kernels/module.ts';
import { referenceResize } from '../../../../src/pixels/kernels/reference/resize.ts';
import { referenceSeparableCrop, referenceSpectralCrop } from '../../../../src/pixels/kernels/reference/spectral.ts';
import type { Dtype, ImageSize, LowFrequencyOperator } from '../../../../src/types.ts';
import { noise, picture } from '../../../support/pictures.ts';

const engine = new PixelEngine(loadKernels());
type Pair = readonly [height: number, width: number];

function crop(data: Uint8Array, [height, width]: Pair, size: ImageSize, operator: LowFrequencyOperator, dtype: Dtype) {
  engine.loadImage(data, width, height);
  return engine.lowFrequency(size, operator, dtype).slice();
}

/** The definition of one channel, neither rounded nor clamped. */
function definition(data: Uint8Array, size: Pair, result: Pair, channel: number): Float64Array {
  const values = Float64Array.from({ length: size[0] * size[1] }, (_, k) => data[3 * k + channel]!);
  return referenceSpectralCrop(values, size, result);
}

const evenPairs = (most: number) =>
  fc.tuple(fc.integer({ min: 2, max: most / 2 }), fc.integer({ min: 2, max: most / 2 })).chain(([h, w]) =>
    fc.record({
      size: fc.constant([2 * h, 2 * w] as const),
      result: fc
        .tuple(fc.integer({ min: 1, max: h - 1 }), fc.integer({ min: 1, max: w - 1 }))
        .map(([a, b]) => [2 * a, 2 * b] as const),
      seed: fc.nat(1000),
    }),
  );

test('the two references should agree on rectangles', () => {
  for (const [size, result] of [
    [
      [8, 12],
      [4, 10],
    ],
    [
      [30, 14],
      [14, 6],
    ],
    [
      [7, 16],
      [4, 6],
    ],
  ] as const) {
    const channel = Float64Array.from(noise(size[1], size[0], 5).data.subarray(0, size[0] * size[1]));
    const separable = referenceSeparableCrop(channel, size, result);
    for (const [k, value] of referenceSpectralCrop(channel, size, result).entries()) {
      assert.ok(Math.abs(value - separable[k]!) < 1e-9, `${size} -> ${result}`);
    }
  }
});

test('any even rectangle should follow the definition: bytes within 1, floats to single precision', () => {
  fc.assert(
    fc.property(evenPairs(48), ({ size, result, seed }) => {
      const { data } = noise(size[1], size[0], seed, seed % 2 === 0);
      const bytes = crop(data, size, result, 'spectral', 'uint8');
      const floats = new Float32Array(crop(data, size, result, 'spectral', 'float32').buffer);
      for (let channel = 0; channel < 3; channel += 1) {
        for (const [k, value] of definition(data, size, result, channel).entries()) {
          const rounded = Math.max(0, Math.min(255, Math.round(value)));
          assert.ok(Math.abs(bytes[3 * k + channel]! - rounded) <= 1);
          assert.ok(Math.abs(floats[3 * k + channel]! - value) < 5e-4);
        }
      }
    }),
    { numRuns: 60 },
  );
});

test('a photograph-like rectangle should have more than 97 % of the rounded definition’s bytes', () => {
  const [size, result] = [
    [192, 320],
    [96, 160],
  ] as const;
  const { data } = picture(320, 192, 3);
  const bytes = crop(data, size, result, 'spectral', 'uint8');
  let equal = 0;
  for (let channel = 0; channel < 3; channel += 1) {
    for (const [k, value] of definition(data, size, result, channel).entries()) {
      equal += Number(bytes[3 * k + channel] === Math.max(0, Math.min(255, Math.round(value))));
    }
  }
  assert.ok(equal / bytes.length >= 0.97, `${equal / bytes.length}`);
});

test('a rectangle of equal sides should be the square, byte for byte', () => {
  const { data } = noise(64, 64, 1);
  for (const dtype of ['uint8', 'float32'] as const) {
    for (const operator of ['spectral', 'lanczos'] as const) {
      for (const side of [2, 30, 62, 64]) {
        assert.deepEqual(
          crop(data, [64, 64], [side, side], operator, dtype),
          crop(data, [64, 64], side, operator, dtype),
        );
      }
    }
  }
});

test('transposing an image should transpose its crop', () => {
  const { data } = noise(20, 32, 9);
  const turned = new Uint8Array(data.length);
  for (let y = 0; y < 32; y += 1) {
    for (let x = 0; x < 20; x += 1) {
      turned.set(data.subarray((y * 20 + x) * 3, (y * 20 + x + 1) * 3), (x * 32 + y) * 3);
    }
  }
  const [a, b] = [
    crop(data, [32, 20], [14, 8], 'spectral', 'uint8'),
    crop(turned, [20, 32], [8, 14], 'spectral', 'uint8'),
  ];
  for (let i = 0; i < 14; i += 1) {
    for (let j = 0; j < 8; j += 1) {
      // The passes round at different places.
      assert.ok(Math.abs(a[(i * 8 + j) * 3]! - b[(j * 14 + i) * 3]!) <= 1);
    }
  }
});

test('the Lanczos operator should be Pillow’s resize of both axes', () => {
  const image = picture(50, 32, 4);
  const expected = referenceResize(image, 24, 20, 'lanczos');
  assert.deepEqual(crop(image.data, [32, 50], [20, 24], 'lanczos', 'uint8'), Uint8Array.from(expected.data));
});

test('sizes that have no crop should be refused by name', () => {
  engine.loadImage(noise(40, 24, 1).data, 40, 24);
  for (const [size, message] of [
    [12, /needs a square image, not 40 x 24: give \[height, width\]/],
    [[12, 40], /shortens both axes or none/],
    [[26, 20], /the height of a crop must be 2\.\.24, the image's height, not 26/],
    [[12, 21], /the width of a crop must be even, not 21/],
  ] as const) {
    assert.throws(() => engine.lowFrequency(size, 'spectral', 'uint8'), message);
  }
});
