import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { checkCrop, decodeRegionOf } from '../../../../src/pixels/decode/region.ts';
import { contains } from '../../../support/decoding.ts';

const MCU_SIDES = [8, 16, 24, 32];

test('a region should hold the crop, lie in the image and begin and end on the MCU grid', () => {
  const side = fc.integer({ min: 1, max: 200 });
  const mcuSide = fc.constantFrom(...MCU_SIDES);
  const cases = fc.record({ width: side, height: side, w: mcuSide, h: mcuSide }).chain((image) =>
    fc.record({
      image: fc.constant(image),
      columns: fc.tuple(fc.nat(image.width - 1), fc.nat(image.width - 1)),
      rows: fc.tuple(fc.nat(image.height - 1), fc.nat(image.height - 1)),
    }),
  );
  fc.assert(
    fc.property(cases, ({ image, columns, rows }) => {
      const [x, y] = [Math.min(...columns), Math.min(...rows)];
      const crop = { x, y, width: Math.max(...columns) - x + 1, height: Math.max(...rows) - y + 1 };
      const region = decodeRegionOf(crop, image, () => ({ width: image.w, height: image.h }));
      assert.ok(contains(region, crop));
      assert.ok(contains({ x: 0, y: 0, width: image.width, height: image.height }, region));
      assert.equal(region.x % image.w, 0);
      assert.equal(region.y % image.h, 0);
      const [right, bottom] = [region.x + region.width, region.y + region.height];
      assert.ok(right % image.w === 0 || right === image.width);
      assert.ok(bottom % image.h === 0 || bottom === image.height);
    }),
    { numRuns: 500 },
  );
});

test('a region should have a margin of one MCU on the axes where chroma is subsampled, and only there', () => {
  const crop = { x: 70, y: 70, width: 20, height: 20 };
  const region = decodeRegionOf(crop, { width: 300, height: 300 }, () => ({ width: 16, height: 8 }));
  assert.deepEqual(region, { x: 48, y: 64, width: 64, height: 32 });
});

test('an image without a known MCU should be decoded whole', () => {
  const crop = { x: 70, y: 70, width: 20, height: 20 };
  const region = decodeRegionOf(crop, { width: 300, height: 200 }, () => undefined);
  assert.deepEqual(region, { x: 0, y: 0, width: 300, height: 200 });
});

test('a crop outside the image or not of whole pixels should be refused', () => {
  const crops = [
    { x: -1, y: 0, width: 5, height: 5 },
    { x: 0, y: 0, width: 0, height: 5 },
    { x: 6, y: 0, width: 5, height: 5 },
    { x: 0, y: 16, width: 5, height: 5 },
    { x: 0.5, y: 0, width: 5, height: 5 },
    { x: 0, y: 0, width: Number.NaN, height: 5 },
  ];
  for (const crop of crops) assert.throws(() => checkCrop(crop, 10, 20), RangeError, JSON.stringify(crop));
  checkCrop({ x: 5, y: 15, width: 5, height: 5 }, 10, 20);
});
