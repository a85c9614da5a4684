import { blend } from './blend.ts';
import { mapSamples, type RgbImage } from './image.ts';
import type { Oracle } from './oracle.ts';

/** Brightness: 0 gives black, 1 the image. Source: Pillow, ImageEnhance.Brightness. */
export function brightness(image: RgbImage, factor: number): RgbImage {
  return blend(
    mapSamples(image, () => 0),
    image,
    factor,
  );
}

export const ORACLES: Record<string, Oracle> = { Brightness: brightness };
