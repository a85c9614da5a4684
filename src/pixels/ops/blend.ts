import { toByte } from './table.ts';

/**
 * Pillow's blend of a sample with a degenerate one, in single precision; what src/pixels/kernels/assembly/blend.ts does to
 * vectors. Source: libImaging/Blend.c.
 *
 * @param alpha the factor, already rounded to single precision; 0 gives the degenerate sample, 1 the sample
 */
export function blend(degenerate: number, value: number, alpha: number): number {
  return toByte(Math.fround(degenerate + Math.fround(alpha * (value - degenerate))));
}
