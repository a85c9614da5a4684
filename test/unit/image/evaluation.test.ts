import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { planEvaluation } from '../../../src/image/evaluation.ts';
import { FILTERS } from '../../../src/image/types.ts';
import { PixelEngine } from '../../../src/kernels/engine.ts';
import { tapBounds } from '../../../src/kernels/filters.ts';
import { loadKernels } from '../../../src/kernels/module.ts';
import { referenceCrop, referenceResize } from '../../../src/kernels/reference/resize.ts';
import { noise, toRgbx } from '../../support/pictures.ts';

const plan = (width: number, height: number, size: number, cropPct: number) => {
  const { resized, window } = planEvaluation(width, height, { size, cropPct, filter: 'bicubic', dtype: 'uint8' });
  return [resized.width, resized.height, window.x, window.y];
};

test('sizes and places should be those of torchvision and timm', () => {
  // floor(224 / 0.875) = 256; 256 * 500 / 375 = 341.3; (341 - 224) / 2 = 58.5 goes to the even 58.
  assert.deepEqual(plan(500, 375, 224, 0.875), [341, 256, 58, 16]);
  assert.deepEqual(plan(375, 500, 224, 0.875), [256, 341, 16, 58]);
  // 59.5 goes to 60.
  assert.deepEqual(plan(343, 256, 224, 0.875), [343, 256, 60, 16]);
  assert.deepEqual(plan(96, 96, 96, 1), [96, 96, 0, 0]);
  assert.deepEqual(plan(1, 3000, 64, 0.95), [67, 201_000, 2, 100_468]);
});

test('the window should always lie inside, and be of the size that is asked for', () => {
  const side = fc.integer({ min: 1, max: 70_000 });
  const size = fc.integer({ min: 1, max: 256 }).map((half) => 2 * half);
  fc.assert(
    fc.property(side, side, size, fc.double({ min: 0.1, max: 1, noNaN: true }), (width, height, length, cropPct) => {
      const { resized, window } = planEvaluation(width, height, {
        size: length,
        cropPct,
        filter: 'box',
        dtype: 'uint8',
      });
      assert.ok(window.x >= 0 && window.y >= 0);
      assert.ok(window.x + length <= resized.width && window.y + length <= resized.height);
    }),
    { seed: 1, numRuns: 2000 },
  );
});

test('a window of a resize should be the whole resize, cut, for any sizes and filter', () => {
  const engine = new PixelEngine(loadKernels());
  const side = fc.integer({ min: 1, max: 90 });
  fc.assert(
    fc.property(side, side, side, side, fc.constantFrom(...FILTERS), fc.nat(), (w, h, toW, toH, filter, pick) => {
      const image = noise(w, h, pick);
      const width = 1 + (pick % toW);
      const height = 1 + (Math.floor(pick / 97) % toH);
      const window = {
        x: Math.floor(pick / 31) % (toW - width + 1),
        y: Math.floor(pick / 7) % (toH - height + 1),
        width,
        height,
      };
      const [left, right] = tapBounds(w, toW, filter, window.x, width);
      const [top, bottom] = tapBounds(h, toH, filter, window.y, height);
      const region = { x: left, y: top, width: right - left, height: bottom - top };
      const part = referenceCrop(image, region.x, region.y, region.width, region.height);
      engine.region(region.width, region.height).set(toRgbx(part));
      engine.resizeWindow(region, { width: w, height: h }, { width: toW, height: toH }, window, filter);
      const whole = referenceResize(image, toW, toH, filter);
      const expected = referenceCrop(whole, window.x, window.y, width, height);
      assert.ok(
        Buffer.from(expected.data).equals(engine.image.data),
        JSON.stringify({ w, h, toW, toH, window, filter }),
      );
    }),
    { seed: 2, numRuns: 400 },
  );
});
