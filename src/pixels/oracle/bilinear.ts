import { clampedSample, type RgbImage } from './image.ts';

/** Bilinear interpolation in double precision, truncated to a byte. Source: Pillow, libImaging/Geometry.c. */
export function sampleBilinear(image: RgbImage, x: number, y: number, channel: number): number {
  const left = Math.floor(x);
  const top = Math.floor(y);
  const row = (k: number): number =>
    mix(clampedSample(image, left, top + k, channel), clampedSample(image, left + 1, top + k, channel), x - left);
  return Math.trunc(mix(row(0), row(1), y - top));
}

function mix(from: number, to: number, share: number): number {
  return from + (to - from) * share;
}
