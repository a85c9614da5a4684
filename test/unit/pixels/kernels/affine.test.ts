import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { LIMITS } from '../../../../src/limits.ts';
import { PixelEngine } from '../../../../src/pixels/kernels/engine.ts';
import { loadKernels } from '../../../../src/pixels/kernels/module.ts';
import { affine } from '../../../../src/pixels/ops/affine.ts';
import { affine as affineByReference } from '../../../../src/pixels/oracle/affine.ts';
import type { AffineMatrix } from '../../../../src/pixels/oracle/affine-matrix.ts';
import type { RgbImage } from '../../../../src/pixels/oracle/image.ts';
import { rotationMatrix } from '../../../../src/pixels/oracle/rotate.ts';
import { PURPOSE, RandomStream } from '../../../../src/plan/sampling/random-stream.ts';
import { noise, picture } from '../../../support/pictures.ts';

const FILL = [124, 116, 104] as const;
const engine = new PixelEngine(loadKernels());

function check(image: RgbImage, matrix: AffineMatrix, interpolation: 'bilinear' | 'bicubic'): void {
  const { width, height } = image;
  engine.loadImage(image.data, width, height);
  affine(engine, [...matrix], { interpolation, fill: FILL });
  const expected = affineByReference(image, matrix, interpolation, FILL);
  const wrong = engine.image.data.findIndex((value, k) => value !== expected.data[k]);
  assert.equal(wrong, -1, `${interpolation} [${matrix}] of ${width} x ${height}, first at ${wrong}`);
}

/** Samples drawn from a few values: interpolated at simple fractions they fall on integers, or next to them. */
function levels(width: number, height: number, values: readonly number[], seed: number): RgbImage {
  const random = new RandomStream(seed, 0, 0, PURPOSE.crop);
  const data = Uint8Array.from(
    { length: width * height * 3 },
    () => values[Math.floor(random.nextDouble() * values.length)]!,
  );
  return { width, height, data };
}

const LEVELS = [[0, 255], [254, 255], [0, 1], [7], [0, 100, 200], [10, 20, 60, 250], [255, 255, 255, 255, 0]];

/** Fractions that binary has exactly, or not, and their neighbours. */
const FRACTIONS = [0, 1 / 128, 0.1, 0.2, 0.25, 0.3, 1 / 3, 0.5, 0.6, 0.75, 0.8, 0.999999, 1 - 1e-12].flatMap((value) =>
  [0, 1e-15, -1e-15, 1e-9, -1e-9, 1e-7, -1e-7].map((offset) => value + offset),
);

test('positions at simple fractions, whose results are integers or nearly so, should round as in doubles', () => {
  const number = fc.tuple(fc.integer({ min: -9, max: 9 }), fc.constantFrom(...FRACTIONS)).map(([a, b]) => a + b);
  const factor = fc.tuple(fc.constantFrom(-1, 0, 1), fc.constantFrom(...FRACTIONS)).map(([a, b]) => a + b);
  const side = fc.integer({ min: 1, max: 40 });
  const kinds: ((f: number, g: number, c: number, d: number) => AffineMatrix)[] = [
    (f, _, c) => [1, f, c, 0, 1, 0],
    (f, _, c) => [1, 0, 0, f, 1, c],
    (f, g, c, d) => [f, g, c, -g, f, d],
    (f, g, c, d) => [1 + f, g, c, f / 4, 1, d],
    (f, _g, c, d) => [f, 0, c, 0, 1, d],
  ];
  fc.assert(
    fc.property(
      fc.tuple(side, side, fc.nat()),
      fc.constantFrom(...LEVELS),
      fc.constantFrom(...kinds),
      fc.tuple(factor, factor, number, number),
      fc.constantFrom('bilinear' as const, 'bicubic' as const),
      ([width, height, seed], values, kind, numbers, mode) => {
        check(levels(width, height, values, seed), kind(...numbers), mode);
      },
    ),
    { numRuns: 4000 },
  );
});

test('rotations by the angles of right triangles with whole sides should round as in doubles', () => {
  for (const [a, b, c] of [
    [3, 4, 5],
    [5, 12, 13],
    [8, 15, 17],
    [7, 24, 25],
  ] as const) {
    for (const values of LEVELS) {
      for (const mode of ['bilinear', 'bicubic'] as const) {
        check(levels(50, 41, values, a), [a / c, b / c, -3, -b / c, a / c, 17], mode);
        check(levels(50, 50, values, c), [b / c, -a / c, 13.5, a / c, b / c, -4.25], mode);
      }
    }
  }
});

test('any matrix should give the pixels of the scalar reference', () => {
  const entry = fc.oneof(
    fc.double({ min: -2, max: 2, noNaN: true }),
    fc.double({ min: -1e-9, max: 1e-9, noNaN: true }),
    fc.double({ min: -300, max: 300, noNaN: true }),
    fc.constantFrom(0, 1, -1, 1e-300, 1e9, -1e12),
  );
  const side = fc.integer({ min: 1, max: 30 });
  fc.assert(
    fc.property(
      fc.tuple(side, side, fc.nat()),
      fc.tuple(entry, entry, entry, entry, entry, entry),
      fc.constantFrom('bilinear' as const, 'bicubic' as const),
      ([width, height, seed], matrix, mode) => check(noise(width, height, seed, seed % 4 === 0), matrix, mode),
    ),
    { numRuns: 4000 },
  );
});

test('images of the greatest size should be exact in all their pixels', () => {
  const side = LIMITS.baseSizeMax;
  const image = picture(side, side, 8);
  for (const mode of ['bilinear', 'bicubic'] as const) {
    check(image, rotationMatrix(-11.7, side, side), mode);
    check(image, [1, 0.21, 0, 0, 1, 0], mode);
    check(image, [1, 0, 0, -0.17, 1, 0], mode);
  }
});
