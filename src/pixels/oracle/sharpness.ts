import { blend } from './blend.ts';
import type { RgbImage } from './image.ts';
import type { Oracle } from './oracle.ts';
import { smooth } from './smooth.ts';

/** Sharpness: 0 gives the smoothed image, 1 the image. Source: Pillow, ImageEnhance.Sharpness. */
export function sharpness(image: RgbImage, factor: number): RgbImage {
  return blend(smooth(image), image, factor);
}

export const ORACLES: Record<string, Oracle> = { Sharpness: sharpness };
