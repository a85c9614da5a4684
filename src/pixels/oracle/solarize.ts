import { mapSamples, type RgbImage } from './image.ts';
import type { Oracle } from './oracle.ts';

/**
 * Inverts the samples at or above a threshold. Source: Pillow, ImageOps.solarize.
 *
 * @param threshold 256 changes nothing, 0 inverts everything
 */
export function solarize(image: RgbImage, threshold: number): RgbImage {
  return mapSamples(image, (value) => (value < threshold ? value : 255 - value));
}

export const ORACLES: Record<string, Oracle> = { Solarize: solarize };
