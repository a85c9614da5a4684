import { mapSamples, type RgbImage } from './image.ts';
import type { Oracle } from './oracle.ts';

/** Samples below this value are raised. */
const THRESHOLD = 128;

/**
 * Raises the dark samples by a constant. Source: timm's solarize_add.
 *
 * @param addition 0 or more
 */
export function solarizeAdd(image: RgbImage, addition: number): RgbImage {
  return mapSamples(image, (value) => (value < THRESHOLD ? Math.min(255, value + addition) : value));
}

export const ORACLES: Record<string, Oracle> = { SolarizeAdd: solarizeAdd };
