import type { PixelEngine } from '../kernels/engine.ts';
import { type AffineOptions, affine } from './affine.ts';

/**
 * Moves the content to the left. Source: timm's translate_x_abs.
 *
 * @param pixels may be fractional; negative moves to the right
 */
export function translateX(engine: PixelEngine, pixels: number, options: AffineOptions): void {
  affine(engine, [1, 0, pixels, 0, 1, 0], options);
}

/**
 * Moves the content up. Source: timm's translate_y_abs.
 *
 * @param pixels may be fractional; negative moves down
 */
export function translateY(engine: PixelEngine, pixels: number, options: AffineOptions): void {
  affine(engine, [1, 0, 0, 0, 1, pixels], options);
}

/** @param share pixels as a share of the width. Source: timm's translate_x_rel. */
export function translateXRel(engine: PixelEngine, share: number, options: AffineOptions): void {
  translateX(engine, share * engine.image.width, options);
}

/** @param share pixels as a share of the height. Source: timm's translate_y_rel. */
export function translateYRel(engine: PixelEngine, share: number, options: AffineOptions): void {
  translateY(engine, share * engine.image.height, options);
}
