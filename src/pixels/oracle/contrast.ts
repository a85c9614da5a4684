import { blend } from './blend.ts';
import { toGrey } from './grey.ts';
import { mapSamples, type RgbImage } from './image.ts';
import type { Oracle } from './oracle.ts';

/** Contrast: 0 gives a flat image of the mean luma, 1 the image. Source: Pillow, ImageEnhance.Contrast. */
export function contrast(image: RgbImage, factor: number): RgbImage {
  const grey = toGrey(image);
  const sum = grey.reduce((total, luma) => total + luma, 0);
  const mean = Math.trunc(sum / grey.length + 0.5);
  return blend(
    mapSamples(image, () => mean),
    image,
    factor,
  );
}

export const ORACLES: Record<string, Oracle> = { Contrast: contrast };
