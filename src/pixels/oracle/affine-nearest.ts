import type { AffineMatrix, Point } from './affine-matrix.ts';
import type { RgbImage } from './image.ts';

type PixelMap = (x: number, y: number) => Point;

/** Coordinates at or beyond this do not fit 16.16 fixed point. */
const FIXED_LIMIT = 32768;

/**
 * The input pixel of each output pixel under `nearest`; a negative coordinate, or one past the size, is outside.
 * Pillow computes it in one of three ways, which round differently. Source: Pillow, libImaging/Geometry.c,
 * ImagingScaleAffine and ImagingTransformAffine.
 */
export function nearestPixelMap(image: RgbImage, matrix: AffineMatrix): PixelMap {
  if (matrix[1] === 0 && matrix[3] === 0) return separableMap(image, matrix);
  return fitsFixedPoint(image, matrix) ? fixedPointMap(matrix) : accumulatedMap(image, matrix);
}

/** Without shear, each axis is a running sum. */
function separableMap({ width, height }: RgbImage, [a, , c, , e, f]: AffineMatrix): PixelMap {
  const columns = runningSums(c + a * 0.5, a, width).map(toPixel);
  const rows = runningSums(f + e * 0.5, e, height).map(toPixel);
  return (x, y) => ({ x: columns[x]!, y: rows[y]! });
}

function fixedPointMap([a, b, c, d, e, f]: AffineMatrix): PixelMap {
  const startX = toFixedPoint(c + a * 0.5 + b * 0.5);
  const startY = toFixedPoint(f + d * 0.5 + e * 0.5);
  const [fixedA, fixedB, fixedD, fixedE] = [toFixedPoint(a), toFixedPoint(b), toFixedPoint(d), toFixedPoint(e)];
  return (x, y) => ({
    x: (startX + x * fixedA + y * fixedB) >> 16,
    y: (startY + x * fixedD + y * fixedE) >> 16,
  });
}

/** For coordinates beyond fixed point: running sums down the first column, and from there along each row. */
function accumulatedMap({ width, height }: RgbImage, [a, b, c, d, e, f]: AffineMatrix): PixelMap {
  const columns = runningSums(c + b * 0.5 + a * 0.5, b, height).map((start) => runningSums(start, a, width));
  const rows = runningSums(f + e * 0.5 + d * 0.5, e, height).map((start) => runningSums(start, d, width));
  return (x, y) => ({ x: toPixel(columns[y]![x]!), y: toPixel(rows[y]![x]!) });
}

function runningSums(start: number, step: number, length: number): number[] {
  const sums: number[] = [];
  let value = start;
  for (let k = 0; k < length; k += 1) {
    sums.push(value);
    value += step;
  }
  return sums;
}

/** Truncates, but keeps what is negative negative. */
function toPixel(value: number): number {
  return value < 0 ? -1 : Math.trunc(value);
}

function toFixedPoint(value: number): number {
  return Math.floor(value * 65536 + 0.5);
}

function fitsFixedPoint({ width, height }: RgbImage, [a, b, c, d, e, f]: AffineMatrix): boolean {
  const corners = [
    [0, 0],
    [width, height],
    [0, height],
    [width, 0],
  ] as const;
  return corners.every(
    ([x, y]) => Math.abs(x * a + y * b + c) < FIXED_LIMIT && Math.abs(x * d + y * e + f) < FIXED_LIMIT,
  );
}
