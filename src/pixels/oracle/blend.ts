import { mapSamples, type RgbImage } from './image.ts';

/**
 * Blends from a degenerate image (factor 0) through the image itself (factor 1) and beyond, in single precision, each
 * operation rounded on its own. Source: Pillow, libImaging/Blend.c.
 *
 * @param factor any number; what leaves 0..255 is clipped
 */
export function blend(degenerate: RgbImage, image: RgbImage, factor: number): RgbImage {
  const alpha = Math.fround(factor);
  return mapSamples(image, (value, place) => {
    const base = degenerate.data[place]!;
    const blended = Math.fround(base + Math.fround(alpha * (value - base)));
    return Math.trunc(Math.max(0, Math.min(255, blended)));
  });
}
