import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { decodeScale, workingSide, workingWindow } from '../../../../src/plan/sampling/working-grid.ts';

const even = (least: number, greatest: number) => fc.integer({ min: least / 2, max: greatest / 2 }).map((n) => 2 * n);

test('the usual stages should have the documented sides', () => {
  const sides = [64, 96, 128, 160, 192, 224].map((bandwidth) => workingSide(bandwidth, 224));
  assert.deepEqual(sides, [128, 144, 168, 192, 224, 224]);
});

test('a working side should be even, and from the bandwidth to the base size', () => {
  fc.assert(
    fc.property(even(8, 512), fc.double({ min: 0, max: 1, noNaN: true }), (base, share) => {
      const bandwidth = Math.max(2, 2 * Math.round((share * base) / 2));
      const side = workingSide(bandwidth, base);
      assert.ok(side % 2 === 0 && side >= bandwidth && side <= base, `${bandwidth} of ${base}: ${side}`);
    }),
    { numRuns: 2000 },
  );
});

test('a JPEG should be decoded with one and a half pixels or more for each that is kept, on the short side', () => {
  const crop = (width: number, height: number) => ({ x: 3, y: 5, width, height });
  assert.equal(decodeScale(crop(287, 1000), 96), 1);
  assert.equal(decodeScale(crop(1000, 288), 96), 2);
  assert.equal(decodeScale(crop(575, 600), 96), 2);
  assert.equal(decodeScale(crop(576, 600), 96), 4);
  assert.equal(decodeScale(crop(1152, 1152), 96), 8);
  assert.equal(decodeScale(crop(9000, 9000), 96), 8);
  assert.equal(decodeScale(crop(500, 375), 224), 1);
});

test('output i of a crop should lie at the same place of the picture on either grid', () => {
  const crop = { x: 40, y: 30, width: 300, height: 200 };
  // Pillow puts pixel j of n at (j + 1/2)/n of the window; the crop to B takes i N/B.
  const place = (start: number, length: number, side: number, i: number) =>
    start + ((i * side) / 96 + 0.5) * (length / side);
  const window = workingWindow(crop, 224, 144, false, 'spectral');
  for (const i of [0, 1, 50, 95]) {
    assert.ok(Math.abs(place(window.x, window.width, 144, i) - place(40, 300, 224, i)) < 1e-9);
    assert.ok(Math.abs(place(window.y, window.height, 144, i) - place(30, 200, 224, i)) < 1e-9);
  }
  // Mirrored, the grid counts from the right edge.
  const mirrored = workingWindow(crop, 224, 144, true, 'spectral');
  const fromRight = (start: number, length: number, side: number, i: number) =>
    start + length - ((i * side) / 96 + 0.5) * (length / side);
  assert.ok(Math.abs(fromRight(mirrored.x, mirrored.width, 144, 7) - fromRight(40, 300, 224, 7)) < 1e-9);
  assert.equal(mirrored.y, window.y);
  // Upside down, from the lower edge.
  const turned = workingWindow(crop, 224, 144, false, 'spectral', true);
  assert.ok(Math.abs(fromRight(turned.y, turned.height, 144, 7) - fromRight(30, 200, 224, 7)) < 1e-9);
  assert.equal(turned.x, window.x);
});

test('the whole base size and a centred operator should need no phase', () => {
  const crop = { x: 40, y: 30, width: 300, height: 200 };
  assert.deepEqual(workingWindow(crop, 224, 224, true, 'spectral'), crop);
  assert.deepEqual(workingWindow(crop, 224, 128, true, 'lanczos'), crop);
});
