import { clampedSample, type RgbImage } from './image.ts';

/**
 * Bicubic interpolation with a = -1 in double precision, clipped to 0..255 and truncated to a byte. Not the a = -0.5 of
 * Pillow's resize. Source: Pillow, libImaging/Geometry.c.
 */
export function sampleBicubic(image: RgbImage, x: number, y: number, channel: number): number {
  const left = Math.floor(x);
  const top = Math.floor(y);
  const row = (k: number): number => {
    const tap = (i: number): number => clampedSample(image, left + i, top + k, channel);
    return cubic(tap(-1), tap(0), tap(1), tap(2), x - left);
  };
  const value = cubic(row(-1), row(0), row(1), row(2), y - top);
  return Math.trunc(Math.max(0, Math.min(255, value)));
}

/** The cubic through q1 (at t = 0) and q2 (at t = 1). The order of the operations is part of the result. */
function cubic(q0: number, q1: number, q2: number, q3: number, t: number): number {
  const p1 = q2 - q0;
  const p2 = 2 * (q0 - q1) + q2 - q3;
  const p3 = -q0 + q1 - q2 + q3;
  return q1 + t * (p1 + t * (p2 + t * p3));
}
