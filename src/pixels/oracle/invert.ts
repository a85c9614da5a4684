import { mapSamples, type RgbImage } from './image.ts';

/** The negative. Source: Pillow, ImageOps.invert. */
export function invert(image: RgbImage): RgbImage {
  return mapSamples(image, (value) => 255 - value);
}
