import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { test } from 'vitest';
import { PixelEngine } from '../../../../src/pixels/kernels/engine.ts';
import { resampleTaps, wholeAxis } from '../../../../src/pixels/kernels/filters.ts';
import { loadKernels } from '../../../../src/pixels/kernels/module.ts';
import {
  type RgbImage,
  referenceCrop,
  referenceFlip,
  referenceResize,
} from '../../../../src/pixels/kernels/reference/resize.ts';
import { FILTERS, type Filter } from '../../../../src/types.ts';
import { noise, picture, toRgbx } from '../../../support/pictures.ts';

const engine = new PixelEngine(loadKernels());

interface GoldenCase {
  id: string;
  input: string;
  op: string;
  args: { w: number; h: number; interp: string; top?: number; left?: number; cw?: number; ch?: number };
  w: number;
  h: number;
  sha256: string;
}

const folder = new URL('../../../golden/pillow/', import.meta.url);
const index = JSON.parse(readFileSync(new URL('index.json', folder), 'utf8')) as {
  inputs: Record<string, { w: number; h: number; file: string }>;
  cases: GoldenCase[];
};

function goldenInput(name: string): RgbImage {
  const { w, h, file } = index.inputs[name]!;
  return { width: w, height: h, data: readFileSync(new URL(file, folder)) };
}

function run(
  image: RgbImage,
  crop: [number, number, number, number],
  to: [number, number],
  filter: Filter,
  flip = false,
) {
  const [x, y, width, height] = crop;
  engine.region(image.width, image.height).set(toRgbx(image));
  engine.cropResize(image, { x, y, width, height }, { width: to[0], height: to[1] }, filter, flip);
  return engine.image;
}

test("crop and resize should equal Pillow's stored results, bit for bit", () => {
  let compared = 0;
  for (const { id, input, op, args, w, h, sha256 } of index.cases) {
    if ((op !== 'Resize' && op !== 'ResizedCrop') || !(FILTERS as readonly string[]).includes(args.interp)) continue;
    const image = goldenInput(input);
    const { left = 0, top = 0, cw = image.width, ch = image.height } = args;
    const result = run(image, [left, top, cw, ch], [w, h], args.interp as Filter);
    assert.equal(createHash('sha256').update(result.data).digest('hex'), sha256, id);
    compared += 1;
  }
  assert.ok(compared >= 40, `only ${compared} cases`);
});

test('the kernels should equal the scalar reference for any sizes, crop, filter and flip', () => {
  const side = fc.integer({ min: 1, max: 69 });
  const share = fc.double({ min: 0, max: 0.999, noNaN: true });
  const crop = fc.tuple(share, share, share, share);
  const filter = fc.constantFrom(...FILTERS);
  fc.assert(
    fc.property(
      side,
      side,
      crop,
      side,
      side,
      filter,
      fc.boolean(),
      fc.nat(),
      (w, h, shares, tw, th, kind, flip, seed) => {
        const image = noise(w, h, seed, seed % 3 === 0);
        const [cw, ch] = [1 + Math.floor(shares[0] * w), 1 + Math.floor(shares[1] * h)];
        const [x, y] = [Math.floor(shares[2] * (w - cw + 1)), Math.floor(shares[3] * (h - ch + 1))];
        const expected = referenceResize(referenceCrop(image, x, y, cw, ch), tw, th, kind);
        const actual = run(image, [x, y, cw, ch], [tw, th], kind, flip);
        assert.deepEqual(Buffer.from(actual.data), Buffer.from((flip ? referenceFlip(expected) : expected).data));
      },
    ),
    { numRuns: 600 },
  );
});

test('sizes of photographs should be exact too', () => {
  for (const [w, h, filter] of [
    [500, 375, 'bicubic'],
    [1201, 80, 'lanczos'],
    [33, 1100, 'bilinear'],
    [224, 330, 'box'],
    [330, 224, 'bicubic'],
    [224, 224, 'bicubic'],
  ] as const) {
    const image = picture(w, h, w);
    const expected = referenceFlip(referenceResize(image, 224, 224, filter));
    assert.deepEqual(Buffer.from(run(image, [0, 0, w, h], [224, 224], filter, true).data), Buffer.from(expected.data));
  }
});

test('tables should be right after their memory has been given up and used again', () => {
  const image = noise(400, 40, 5);
  const small = picture(60, 60, 2);
  const expected = Buffer.from(referenceResize(small, 224, 224, 'lanczos').data);
  for (let width = 1; width <= 400; width += 1) {
    for (const filter of ['lanczos', 'bicubic'] as const) run(image, [0, 0, width, 40], [512, 512], filter);
  }
  assert.deepEqual(Buffer.from(run(small, [0, 0, 60, 60], [224, 224], 'lanczos').data), expected);
});

test('the taps of 5 to 3 and 3 to 5 should be those of the specification', () => {
  assert.deepEqual(resampleTaps(wholeAxis(5, 3), 'bicubic', 0), { first: 0, weights: [2452055, 1871305, 0, -129056] });
  assert.deepEqual(resampleTaps(wholeAxis(5, 3), 'bicubic', 1).weights, [-156067, 1033945, 2438549, 1033945, -156067]);
  assert.deepEqual(resampleTaps(wholeAxis(5, 3), 'bilinear', 0), { first: 0, weights: [2396745, 1797559, 0] });
  assert.deepEqual(resampleTaps(wholeAxis(3, 5), 'bicubic', 0), { first: 0, weights: [4510855, -316551] });
});

test('wrong arguments should be refused before a kernel sees them', () => {
  const crop = { x: 0, y: 0, width: 10, height: 10 };
  const target = { width: 8, height: 8 };
  const region = { width: 10, height: 10 };
  for (const wrong of [{ x: 1 }, { y: -1 }, { width: 0 }, { height: 11 }, { x: 0.5 }]) {
    assert.throws(() => engine.cropResize(region, { ...crop, ...wrong }, target, 'box', false), RangeError);
  }
  for (const width of [0, 513, 1.5, Number.NaN]) {
    assert.throws(() => engine.cropResize(region, crop, { width, height: 8 }, 'box', false), RangeError);
  }
  assert.throws(() => engine.loadImage(new Uint8Array(5), 1, 1), RangeError);
  assert.throws(() => engine.region(10_000, 10_000), { reason: 'IMAGE_TOO_LARGE' });
});
