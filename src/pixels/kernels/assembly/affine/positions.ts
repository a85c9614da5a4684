/**
 * Source positions of the pixels of an output row, four at a time: 64-bit integers with 32 fractional bits, from the first
 * pixel's exact position in steps of a rounded matrix entry. Over at most 511 steps with an error of 2^-33 each, and with
 * the first one's rounding, they stay within 2^-23 of Pillow's. The fractions keep 24 bits, which a float holds exactly.
 */
import { pinned } from '../pinned';
import { a0, a3, sourceX, sourceY } from './job';
import { ACROSS, DOWN, TAPS } from './row-buffers';

const ONE: f64 = 4294967296.0;

/**
 * Fills TAPS, ACROSS and DOWN from pixel x of row y on, for `count` pixels or up to three more.
 *
 * @param offset from a pixel's source position to the place of its first tap in the padded image, in pixels
 * @param padded address of the padded image
 */
export function findPositions(row: usize, x: i32, y: i32, count: i32, offset: f64, padded: usize, stride: usize): void {
  const x0 = <i64>floor((sourceX(x, y) + offset) * ONE);
  const y0 = <i64>floor((sourceY(x, y) + offset) * ONE);
  const stepX = step(a0);
  const stepY = step(a3);
  const addX = pinned(i64x2.splat(4 * stepX));
  const addY = pinned(i64x2.splat(4 * stepY));
  const scale = pinned(f32x4.splat(5.9604644775390625e-8));
  const base = pinned(i32x4.splat(<i32>padded));
  const down = pinned(i32x4.splat(<i32>stride));
  let x01 = i64x2.replace_lane(i64x2.splat(x0), 1, x0 + stepX);
  let y01 = i64x2.replace_lane(i64x2.splat(y0), 1, y0 + stepY);
  let x23 = i64x2.add(x01, i64x2.splat(2 * stepX));
  let y23 = i64x2.add(y01, i64x2.splat(2 * stepY));
  const end = row + (<usize>count << 2);
  for (let at = row; at < end; at += 16) {
    const column = wholes(x01, x23);
    const offset = i32x4.add(i32x4.mul(wholes(y01, y23), down), i32x4.add(column, i32x4.shl(column, 1)));
    v128.store(at, i32x4.add(base, offset), TAPS);
    v128.store(at, fractions(x01, x23, scale), ACROSS);
    v128.store(at, fractions(y01, y23, scale), DOWN);
    x01 = i64x2.add(x01, addX);
    x23 = i64x2.add(x23, addX);
    y01 = i64x2.add(y01, addY);
    y23 = i64x2.add(y23, addY);
  }
}

/** The bound keeps the conversion defined; a row with two pixels inside has far smaller steps. */
function step(a: f64): i64 {
  return <i64>nearest(max<f64>(-1024, min<f64>(1024, a)) * ONE);
}

/** The whole parts of four positions. */
// @ts-ignore: decorator
@inline
function wholes(a: v128, b: v128): v128 {
  return v128.shuffle<i32>(a, b, 1, 3, 5, 7);
}

/** @param scale 2^-24 */
// @ts-ignore: decorator
@inline
function fractions(a: v128, b: v128, scale: v128): v128 {
  return f32x4.mul(f32x4.convert_i32x4_s(i32x4.shr_u(v128.shuffle<i32>(a, b, 0, 2, 4, 6), 8)), scale);
}
