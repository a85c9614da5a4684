import type { PixelEngine } from '../../kernels/engine.ts';
import type { Matrix } from '../../kernels/module.ts';
import type { AffineInterpolation } from '../../sampling/randaugment/plan.ts';
import { CHANNELS } from '../types.ts';

/** How pixels are moved: the interpolation, and the colour of what comes from outside the image. */
export interface AffineOptions {
  interpolation: AffineInterpolation;
  /** RGB, 0..255. */
  fill: readonly [number, number, number];
}

const MODES = { bilinear: 2, bicubic: 3 } as const;

/** Pillow's `transform(size, AFFINE, matrix)`. */
export function affine(engine: PixelEngine, matrix: Matrix, { interpolation, fill }: AffineOptions): void {
  const { width, height } = engine.image;
  const colour = fill[0] | (fill[1] << 8) | (fill[2] << 16);
  engine.transform((kernels, source, target) => {
    if (interpolation !== 'nearest') {
      kernels.affine(source, target, width, height, ...matrix, MODES[interpolation], colour);
      return;
    }
    const [a0, a1, a2, a3, a4, a5] = matrix;
    if (a1 === 0 && a3 === 0) {
      kernels.affineNearestScale(source, target, width, height, a0, a2, a4, a5, colour);
      return;
    }
    const startX = fixed(a2 + a0 / 2 + a1 / 2);
    const startY = fixed(a5 + a3 / 2 + a4 / 2);
    const steps = [fixed(a0), fixed(a1), fixed(a3), fixed(a4)] as const;
    kernels.affineNearestFixed(source, target, width, height, startX, startY, ...steps, colour);
  });
}

/** 16.16 fixed point, as Pillow rounds it. */
function fixed(value: number): number {
  return Math.floor(value * 65_536 + 0.5);
}

export function shear(engine: PixelEngine, axis: 'x' | 'y', factor: number, options: AffineOptions): void {
  affine(engine, axis === 'x' ? [1, factor, 0, 0, 1, 0] : [1, 0, 0, factor, 1, 0], options);
}

/** @param pixels positive values move the content left or up */
export function translate(engine: PixelEngine, axis: 'x' | 'y', pixels: number, options: AffineOptions): void {
  affine(engine, axis === 'x' ? [1, 0, pixels, 0, 1, 0] : [1, 0, 0, 0, 1, pixels], options);
}

/** Rotates counter-clockwise around the middle, keeping the size: Pillow's `rotate`. */
export function rotate(engine: PixelEngine, degrees: number, options: AffineOptions): void {
  const { width, height } = engine.image;
  const remainder = degrees % 360;
  const turn = remainder < 0 ? remainder + 360 : remainder;
  if (turn === 0) return;
  if (turn === 180 || ((turn === 90 || turn === 270) && width === height)) {
    quarterTurns(engine, turn / 90);
    return;
  }
  const radians = -(turn * (Math.PI / 180));
  const cos = toFifteenDecimals(Math.cos(radians));
  const sin = toFifteenDecimals(Math.sin(radians));
  const negativeSin = toFifteenDecimals(-Math.sin(radians));
  const [cx, cy] = [width / 2, height / 2];
  const a2 = cos * -cx + sin * -cy + cx;
  const a5 = negativeSin * -cx + cos * -cy + cy;
  affine(engine, [cos, sin, a2, negativeSin, cos, a5], options);
}

/** As Python's round(value, 15). */
function toFifteenDecimals(value: number): number {
  return Number(value.toFixed(15));
}

/** Exact turns, which Pillow makes by moving pixels; quarter turns of square images only. */
function quarterTurns(engine: PixelEngine, turns: number): void {
  const { width, height, data } = engine.image;
  const output = new Uint8Array(data.length);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const from =
        turns === 2
          ? (height - 1 - y) * width + (width - 1 - x)
          : turns === 1
            ? x * width + (width - 1 - y)
            : (height - 1 - x) * width + y;
      output.set(data.subarray(from * CHANNELS, (from + 1) * CHANNELS), (y * width + x) * CHANNELS);
    }
  }
  engine.loadImage(output, width, height);
}
