import { blend } from './blend.ts';
import { greyImage } from './grey.ts';
import type { RgbImage } from './image.ts';
import type { Oracle } from './oracle.ts';

/** Saturation: 0 gives the grey image, 1 the image. Source: Pillow, ImageEnhance.Color. */
export function color(image: RgbImage, factor: number): RgbImage {
  return blend(greyImage(image), image, factor);
}

export const ORACLES: Record<string, Oracle> = { Color: color };
