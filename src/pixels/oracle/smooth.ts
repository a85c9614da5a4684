import { clampedSample, mapSamples, type RgbImage } from './image.ts';

/**
 * Pillow's SMOOTH filter: the mean over 3 x 3 pixels with the centre counted five times. The outermost rows and columns
 * are copied. Source: Pillow, ImageFilter.SMOOTH and libImaging/Filter.c.
 */
export function smooth(image: RgbImage): RgbImage {
  const { width, height } = image;
  return mapSamples(image, (value, place) => {
    const channel = place % 3;
    const x = Math.floor(place / 3) % width;
    const y = Math.floor(place / 3 / width);
    if (x === 0 || y === 0 || x === width - 1 || y === height - 1) return value;
    let sum = 4 * value;
    for (let dy = -1; dy <= 1; dy += 1) {
      for (let dx = -1; dx <= 1; dx += 1) sum += clampedSample(image, x + dx, y + dy, channel);
    }
    // Equal to Pillow's single-precision sum / 13 + 0.5, truncated: sum / 13 is never nearer than 1/26 to a half.
    return Math.floor((sum + 6) / 13);
  });
}
