import { affine, type Interpolation } from './affine.ts';
import type { Rgb, RgbImage } from './image.ts';
import type { Oracle } from './oracle.ts';

/**
 * Shears rows sideways about the top left corner. Source: timm's shear_x.
 *
 * @param factor input columns per row
 */
export function shearX(image: RgbImage, factor: number, interpolation: Interpolation, fill: Rgb): RgbImage {
  return affine(image, [1, factor, 0, 0, 1, 0], interpolation, fill);
}

/**
 * Shears columns up or down about the top left corner. Source: timm's shear_y.
 *
 * @param factor input rows per column
 */
export function shearY(image: RgbImage, factor: number, interpolation: Interpolation, fill: Rgb): RgbImage {
  return affine(image, [1, 0, 0, factor, 1, 0], interpolation, fill);
}

export const ORACLES: Record<string, Oracle> = { ShearX: shearX, ShearY: shearY };
