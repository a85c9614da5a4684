import { mapSamples, type RgbImage } from './image.ts';
import type { Oracle } from './oracle.ts';

/** The negative. Source: Pillow, ImageOps.invert. */
export function invert(image: RgbImage): RgbImage {
  return mapSamples(image, (value) => 255 - value);
}

export const ORACLES: Record<string, Oracle> = { Invert: invert };
