import assert from 'node:assert/strict';
import fc from 'fast-check';
import sharp from 'sharp';
import { test } from 'vitest';
import { executeEvaluation } from '../../../src/make/evaluate.ts';
import { type EvaluationConfig, planEvaluation } from '../../../src/make/evaluation.ts';
import { Decoder } from '../../../src/pixels/decode/index.ts';
import { PixelEngine } from '../../../src/pixels/kernels/engine.ts';
import { loadKernels } from '../../../src/pixels/kernels/module.ts';
import { referenceCrop, referenceResize } from '../../../src/pixels/kernels/reference/resize.ts';
import type { Box } from '../../../src/types.ts';
import { encodeJpeg, picture } from '../../support/pictures.ts';

const DEFAULTS: EvaluationConfig = { size: 224, cropPct: 0.875, filter: 'bicubic', dtype: 'uint8' };

const plan = (width: number, height: number, size: number, cropPct: number) => {
  const { resized, window } = planEvaluation(width, height, { ...DEFAULTS, size, cropPct });
  return [resized.width, resized.height, window.x, window.y];
};

test('sizes and places should be those of torchvision and timm', () => {
  // floor(224 / 0.875) = 256; 256 * 500 / 375 = 341.3; (341 - 224) / 2 = 58.5 goes to the even 58.
  assert.deepEqual(plan(500, 375, 224, 0.875), [341, 256, 58, 16]);
  assert.deepEqual(plan(375, 500, 224, 0.875), [256, 341, 16, 58]);
  // 59.5 goes to 60.
  assert.deepEqual(plan(343, 256, 224, 0.875), [343, 256, 60, 16]);
  assert.deepEqual(plan(96, 96, 96, 1), [96, 96, 0, 0]);
  // floor(224 / 0.95) = 235, and 5.5 goes to 6; floor(160 / 0.95) = 168.
  assert.deepEqual(plan(100, 100, 224, 0.95), [235, 235, 6, 6]);
  assert.deepEqual(plan(100, 100, 160, 0.95), [168, 168, 4, 4]);
  // An odd size.
  assert.deepEqual(plan(500, 375, 225, 0.875), [342, 257, 58, 16]);
});

test('extreme ratios should keep the exact long side and a window in its middle', () => {
  assert.deepEqual(plan(1, 3000, 64, 0.95), [67, 201_000, 2, 100_468]);
  assert.deepEqual(plan(8000, 300, 224, 0.875), [6826, 256, 3301, 16]);
  assert.deepEqual(plan(65_535, 1, 512, 1), [33_553_920, 512, 16_776_704, 0]);
  const { source } = planEvaluation(8000, 300, DEFAULTS);
  // Pixels 3301 to 3524 of 6826 lie at 3869.3 to 4130.7 of 8000, and bicubic reaches 2.34 to both sides.
  assert.deepEqual(source, { x: 3867, y: 17, width: 266, height: 266 });
});

test('the window should always lie inside, and read nothing but the image', () => {
  const side = fc.integer({ min: 1, max: 65_535 });
  const size = fc.integer({ min: 1, max: 512 });
  const inside = (box: Box, width: number, height: number): boolean =>
    box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height;
  fc.assert(
    fc.property(side, side, size, fc.double({ min: 0.01, max: 1, noNaN: true }), (width, height, length, cropPct) => {
      const { resized, window, source } = planEvaluation(width, height, { ...DEFAULTS, size: length, cropPct });
      assert.ok(inside(window, resized.width, resized.height));
      assert.deepEqual([window.width, window.height], [length, length]);
      assert.ok(inside(source, width, height) && source.width >= 1 && source.height >= 1);
    }),
    { numRuns: 2000 },
  );
});

test('sizes and shares outside their limits should be refused by name', () => {
  for (const size of [0, 513, 10.5, Number.NaN]) {
    const error = { reason: 'INVALID_FIELD', metadata: { field: 'size', value: String(size), bound: '1..512, whole' } };
    assert.throws(() => plan(500, 375, size, 0.875), error);
  }
  for (const cropPct of [0, 0.009, 1.0001, 2, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
    assert.throws(() => plan(500, 375, 224, cropPct), { reason: 'INVALID_FIELD' });
  }
});

const engine = new PixelEngine(loadKernels());
const decoder = new Decoder();
const image = picture(301, 200, 3);

function evaluate(bytes: Uint8Array, config: EvaluationConfig, using = decoder): Promise<Uint8Array> {
  return executeEvaluation({ engine, decoder: using }, bytes, ({ width, height }) =>
    planEvaluation(width, height, config),
  );
}

test('a sample should be the whole resize, cut, in both dtypes and for odd sizes', async () => {
  const { data, width, height } = image;
  const file = await sharp(data, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
  for (const [size, cropPct, filter] of [
    [64, 0.875, 'bicubic'],
    [97, 0.95, 'lanczos'],
    [255, 1, 'bilinear'],
    [512, 0.875, 'box'],
    [200, 1, 'bicubic'],
  ] as const) {
    const { resized, window } = planEvaluation(width, height, { size, cropPct, filter, dtype: 'uint8' });
    const whole = referenceResize(image, resized.width, resized.height, filter);
    const expected = referenceCrop(whole, window.x, window.y, size, size).data;
    const bytes = await evaluate(file, { size, cropPct, filter, dtype: 'uint8' });
    assert.ok(Buffer.from(expected).equals(bytes), `${size} ${cropPct} ${filter}`);
    const floats = await evaluate(file, { size, cropPct, filter, dtype: 'float32' });
    assert.ok(Buffer.from(Float32Array.from(expected).buffer).equals(floats), `${size} as floats`);
  }
});

test('no more of a JPEG should be decoded than the sample reads', async () => {
  const wide = encodeJpeg(picture(1200, 90, 5), { subsampling: '4:2:0' });
  const regions: Box[] = [];
  const spy = new (class extends Decoder {
    override decodeRegion(...args: Parameters<Decoder['decodeRegion']>): ReturnType<Decoder['decodeRegion']> {
      const region = super.decodeRegion(...args);
      if (!(region instanceof Promise)) regions.push(region);
      return region;
    }
  })();
  const { source } = planEvaluation(1200, 90, { ...DEFAULTS, size: 64 });
  await evaluate(wide, { ...DEFAULTS, size: 64 }, spy);
  const [region] = regions;
  assert.ok(region !== undefined && region.x <= source.x && region.x + region.width >= source.x + source.width);
  // Whole MCUs of 16 pixels, and one more on each side for the chroma's interpolation.
  assert.ok(region.width <= source.width + 4 * 16, `${region.width} columns for ${source.width}`);
});

test('a bad image should be refused as bad', async () => {
  const file = encodeJpeg(image, { subsampling: '4:2:0' });
  await assert.rejects(evaluate(file.subarray(0, 400), DEFAULTS), { reason: 'BAD_IMAGE' });
  await assert.rejects(evaluate(new Uint8Array(50), DEFAULTS), { reason: 'BAD_IMAGE' });
});
