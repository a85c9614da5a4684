import { color } from './color.ts';
import type { RgbImage } from './image.ts';
import type { Oracle } from './oracle.ts';

/**
 * Takes colour away. Source: timm's desaturate.
 *
 * @param amount 0 changes nothing, 1 gives the grey image
 */
export function desaturate(image: RgbImage, amount: number): RgbImage {
  return color(image, Math.max(0, Math.min(1, 1 - amount)));
}

export const ORACLES: Record<string, Oracle> = { Desaturate: desaturate };
