import type { PixelEngine } from '../kernels/engine.ts';
import { type AffineOptions, affine } from './affine.ts';
import { signed } from './level-rules.ts';
import type { Argument, Operation } from './operation.ts';

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

const PIXELS_PER_PIXEL: Argument = { unit: 'pixels per pixel', usual: [-1, 1] };
const SHEAR = signed((share) => share * 0.3);

export const SHEAR_X: Operation = {
  name: 'ShearX',
  argument: PIXELS_PER_PIXEL,
  levels: { ShearX: SHEAR },
  execution: { moves: shearX },
  cost: {},
};

export const SHEAR_Y: Operation = {
  name: 'ShearY',
  argument: PIXELS_PER_PIXEL,
  levels: { ShearY: SHEAR },
  execution: { moves: shearY },
  cost: {},
};
