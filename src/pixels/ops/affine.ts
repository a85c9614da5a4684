import type { AffineInterpolation } from '../../spec/augmentation.ts';
import type { PixelEngine } from '../kernels/engine.ts';
import type { Matrix } from '../kernels/module.ts';

/** How pixels are moved: the interpolation, and the colour of pixels from outside the image. */
export interface AffineOptions {
  interpolation: AffineInterpolation;
  /** RGB, 0..255. */
  fill: readonly [number, number, number];
}

/**
 * An affine transformation to an image of the same size. Pixels whose source point lies outside the image take the fill
 * colour; taps outside it take the nearest pixel inside. Source: Pillow, Image.transform with AFFINE,
 * libImaging/Geometry.c.
 *
 * @param matrix from output to source points, in pixels
 */
export function affine(engine: PixelEngine, matrix: Matrix, { interpolation, fill }: AffineOptions): void {
  const { width, height } = engine.image;
  const [a0, a1, a2, a3, a4, a5] = matrix;
  const isScale = a1 === 0 && a3 === 0;
  if (isScale && a0 === 1 && a4 === 1 && a2 === 0 && a5 === 0) return;
  const colour = fill[0] | (fill[1] << 8) | (fill[2] << 16);
  engine.transform((kernels, source, target, scratch) => {
    if (interpolation !== 'nearest') {
      kernels[kernelOf(matrix)](source, target, width, height, ...matrix, interpolation === 'bicubic', colour, scratch);
      return;
    }
    if (isScale) {
      kernels.affineNearestScale(source, target, width, height, a0, a2, a4, a5, colour, scratch);
      return;
    }
    const startX = fixed(a2 + a0 / 2 + a1 / 2);
    const startY = fixed(a5 + a3 / 2 + a4 / 2);
    const steps = [fixed(a0), fixed(a1), fixed(a3), fixed(a4)] as const;
    kernels.affineNearestFixed(source, target, width, height, startX, startY, ...steps, colour);
  });
}

/** Shears and translations interpolate along one axis only, for which there are faster kernels. */
function kernelOf([a0, a1, a2, a3, a4, a5]: Matrix): 'affine' | 'shiftRows' | 'shiftColumns' {
  if (a0 !== 1 || a4 !== 1) return 'affine';
  if (a3 === 0 && a5 === 0) return 'shiftRows';
  return a1 === 0 && a2 === 0 ? 'shiftColumns' : 'affine';
}

/** 16.16 fixed point, as Pillow rounds it. */
function fixed(value: number): number {
  return Math.floor(value * 65_536 + 0.5);
}
