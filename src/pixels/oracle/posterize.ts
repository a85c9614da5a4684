import { mapSamples, type RgbImage } from './image.ts';
import type { Oracle } from './oracle.ts';

/**
 * Keeps the upper bits of every sample. Source: timm's posterize over Pillow's ImageOps.posterize.
 *
 * @param bits 8 or more changes nothing, 0 or less gives black
 */
export function posterize(image: RgbImage, bits: number): RgbImage {
  const dropped = Math.max(0, Math.min(8, 8 - bits));
  return mapSamples(image, (value) => (value >> dropped) << dropped);
}

export const ORACLES: Record<string, Oracle> = { Posterize: posterize };
