import type { PixelEngine } from '../kernels/engine.ts';
import { type AffineOptions, affine } from './affine.ts';

/**
 * Shears rows sideways about the top left corner. Source: timm's shear_x.
 *
 * @param factor source columns per row
 */
export function shearX(engine: PixelEngine, factor: number, options: AffineOptions): void {
  affine(engine, [1, factor, 0, 0, 1, 0], options);
}

/**
 * Shears columns up or down about the top left corner. Source: timm's shear_y.
 *
 * @param factor source rows per column
 */
export function shearY(engine: PixelEngine, factor: number, options: AffineOptions): void {
  affine(engine, [1, 0, 0, factor, 1, 0], options);
}
