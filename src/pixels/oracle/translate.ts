import { affine, type Interpolation } from './affine.ts';
import type { Rgb, RgbImage } from './image.ts';
import type { Oracle } from './oracle.ts';

/**
 * Moves the content to the left. Source: timm's translate_x_abs.
 *
 * @param pixels may be fractional; negative moves to the right
 */
export function translateX(image: RgbImage, pixels: number, interpolation: Interpolation, fill: Rgb): RgbImage {
  return affine(image, [1, 0, pixels, 0, 1, 0], interpolation, fill);
}

/**
 * Moves the content up. Source: timm's translate_y_abs.
 *
 * @param pixels may be fractional; negative moves down
 */
export function translateY(image: RgbImage, pixels: number, interpolation: Interpolation, fill: Rgb): RgbImage {
  return affine(image, [1, 0, 0, 0, 1, pixels], interpolation, fill);
}

export const ORACLES: Record<string, Oracle> = {
  TranslateX: translateX,
  TranslateY: translateY,
  TranslateXRel: (image, share, ...rest) => translateX(image, share * image.width, ...rest),
  TranslateYRel: (image, share, ...rest) => translateY(image, share * image.height, ...rest),
};
