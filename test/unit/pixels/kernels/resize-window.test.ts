import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { PixelEngine } from '../../../../src/pixels/kernels/engine.ts';
import { resampleTaps, tapBounds, wholeAxis } from '../../../../src/pixels/kernels/filters.ts';
import { loadKernels } from '../../../../src/pixels/kernels/module.ts';
import { type RgbImage, referenceCrop, referenceResize } from '../../../../src/pixels/kernels/reference/resize.ts';
import { type Box, FILTERS, type Filter, type Size } from '../../../../src/types.ts';
import { noise, toRgbx } from '../../../support/pictures.ts';

const engine = new PixelEngine(loadKernels());

/** The part of the image that a window reads. */
function sourceOf(from: Size, to: Size, window: Box, filter: Filter): Box {
  const columns = { input: from.width, output: to.width, first: window.x, count: window.width };
  const rows = { input: from.height, output: to.height, first: window.y, count: window.height };
  const [left, right] = tapBounds(columns, filter);
  const [top, bottom] = tapBounds(rows, filter);
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** The window, made from only the box `region` of the image. */
function windowOf(image: RgbImage, region: Box, to: Size, window: Box, filter: Filter): Buffer {
  const part = referenceCrop(image, region.x, region.y, region.width, region.height);
  engine.region(region.width, region.height).set(toRgbx(part));
  engine.resizeWindow(region, image, to, window, filter);
  return Buffer.from(engine.image.data);
}

/** The same by the scalar reference: the whole resize, cut. */
function expectedOf(image: RgbImage, to: Size, window: Box, filter: Filter): Buffer {
  const whole = referenceResize(image, to.width, to.height, filter);
  return Buffer.from(referenceCrop(whole, window.x, window.y, window.width, window.height).data);
}

/** A window of `count` of `length` pixels somewhere, as two fractions in [0, 1) choose. */
function spanOf(length: number, share: number, place: number): [first: number, count: number] {
  const count = 1 + Math.floor(share * Math.min(length, 512));
  return [Math.floor(place * (length - count + 1)), count];
}

const fraction = fc.double({ min: 0, max: 0.999, noNaN: true });
/** Sizes before and after: half the time an axis stays as it is, which is a path of its own. */
const axis = fc.tuple(fc.integer({ min: 1, max: 90 }), fc.option(fc.integer({ min: 1, max: 90 }), { freq: 1 }));

test('a window of a resize should be the whole resize, cut, for any sizes, filter and region', () => {
  fc.assert(
    fc.property(
      axis,
      axis,
      fc.constantFrom(...FILTERS),
      fc.tuple(fraction, fraction, fraction, fraction),
      fc.tuple(fraction, fraction, fraction, fraction),
      fc.nat(),
      ([w, toW], [h, toH], filter, shares, margins, seed) => {
        const image = noise(w, h, seed, seed % 3 === 0);
        const to = { width: toW ?? w, height: toH ?? h };
        const [x, width] = spanOf(to.width, shares[0], shares[1]);
        const [y, height] = spanOf(to.height, shares[2], shares[3]);
        const window = { x, y, width, height };
        const needed = sourceOf(image, to, window, filter);
        // Decoders return whole blocks, which is more than needed.
        const left = Math.floor(margins[0] * (needed.x + 1));
        const top = Math.floor(margins[1] * (needed.y + 1));
        const right = needed.x + needed.width + Math.floor(margins[2] * (w - needed.x - needed.width + 1));
        const bottom = needed.y + needed.height + Math.floor(margins[3] * (h - needed.y - needed.height + 1));
        const region = { x: left, y: top, width: right - left, height: bottom - top };
        const actual = windowOf(image, region, to, window, filter);
        assert.ok(actual.equals(expectedOf(image, to, window, filter)), JSON.stringify({ w, h, to, window, filter }));
      },
    ),
    { numRuns: 1000 },
  );
});

test('panoramas should be exact, though their whole resize is far wider than any image that is made', () => {
  for (const [w, h, toW, toH, side, filter] of [
    [8000, 300, 6826, 256, 224, 'bicubic'],
    [3, 700, 73, 17_033, 64, 'bilinear'],
    [700, 3, 17_033, 73, 64, 'lanczos'],
  ] as const) {
    const image = noise(w, h, w);
    const to = { width: toW, height: toH };
    const window = { x: (toW - side) >> 1, y: (toH - side) >> 1, width: side, height: side };
    const region = sourceOf(image, to, window, filter);
    const expected = expectedOf(image, to, window, filter);
    assert.ok(windowOf(image, region, to, window, filter).equals(expected), `${w} x ${h} to ${toW} x ${toH}`);
  }
});

test('the longest axes should fit the memory of tables and leave other images right', () => {
  const small = noise(40, 30, 8);
  const to = { width: 64, height: 48 };
  const window = { x: 3, y: 5, width: 50, height: 40 };
  const expected = expectedOf(small, to, window, 'lanczos');
  // 65,535 pixels become 64 to 512: tables of up to 1.6 MB each, 40 of them, in an area of 16 MiB.
  const row = noise(65_535, 1, 4);
  engine.region(row.width, 1).set(toRgbx(row));
  for (let side = 64; side <= 512; side += 11) {
    const whole = { x: 0, y: 0, width: side, height: 8 };
    engine.resizeWindow({ x: 0, y: 0, width: row.width, height: 1 }, row, { width: side, height: 8 }, whole, 'lanczos');
  }
  assert.ok(windowOf(small, { x: 0, y: 0, width: 40, height: 30 }, to, window, 'lanczos').equals(expected));
  const side = { width: 512, height: 1 };
  const actual = windowOf(row, { x: 0, y: 0, width: row.width, height: 1 }, side, { x: 0, y: 0, ...side }, 'lanczos');
  assert.ok(actual.equals(expectedOf(row, side, { x: 0, y: 0, ...side }, 'lanczos')));
});

test('the bounds of an axis should hold every tap of its pixels, and those of a whole axis the whole input', () => {
  const length = fc.integer({ min: 1, max: 70_000 });
  fc.assert(
    fc.property(
      length,
      length,
      fraction,
      fraction,
      fc.constantFrom(...FILTERS),
      (input, output, share, place, filter) => {
        const [first, count] = spanOf(output, share / 20, place);
        if (input === output) return;
        const [start, end] = tapBounds({ input, output, first, count }, filter);
        assert.ok(start >= 0 && end <= input && end > start);
        for (let o = first; o < first + count; o += 1) {
          const taps = resampleTaps(wholeAxis(input, output), filter, o);
          assert.ok(taps.first >= start && taps.first + taps.weights.length <= end);
        }
        assert.deepEqual(tapBounds(wholeAxis(input, output), filter), [0, input]);
      },
    ),
    { numRuns: 300 },
  );
});

test('windows and regions that do not fit should be refused before a kernel sees them', () => {
  const from = { width: 100, height: 100 };
  const to = { width: 50, height: 50 };
  const window = { x: 10, y: 10, width: 20, height: 20 };
  const region = sourceOf(from, to, window, 'box');
  const attempt = (changes: {
    window?: Partial<Box>;
    region?: Partial<Box>;
    to?: Partial<Size>;
    from?: Partial<Size>;
  }) =>
    engine.resizeWindow(
      { ...region, ...changes.region },
      { ...from, ...changes.from },
      { ...to, ...changes.to },
      { ...window, ...changes.window },
      'box',
    );
  attempt({});
  for (const wrong of [{ x: -1 }, { x: 31 }, { y: 30.5 }, { width: 0 }, { height: 513 }, { x: Number.NaN }]) {
    assert.throws(() => attempt({ window: wrong }), RangeError, JSON.stringify(wrong));
  }
  for (const wrong of [{ x: region.x + 1 }, { y: region.y + 1 }, { width: region.width - 1 }, { height: 1 }]) {
    assert.throws(() => attempt({ region: wrong }), RangeError, JSON.stringify(wrong));
  }
  assert.throws(() => attempt({ to: { width: 29 } }), RangeError);
  assert.throws(() => attempt({ from: { height: Number.NaN } }), RangeError);
});
