/**
 * One output of Pillow's box blur with a fractional radius (libImaging/BoxBlur.c): the taps inside the radius and the two
 * just outside it, weighted in 24 fractional bits, in 32 unsigned bits. The sum of all weights is at most 2^24, so
 * nothing overflows.
 */
// @ts-ignore: decorator
@inline
export function boxValue(sum: v128, outside: v128, inner: v128, outer: v128, half: v128): v128 {
  const weighted = i32x4.add(i32x4.mul(sum, inner), i32x4.mul(outside, outer));
  return i32x4.shr_u(i32x4.add(weighted, half), 24);
}

/** Half of the last bit that is kept. */
// @ts-ignore: decorator
@inline
export const HALF: u32 = 1 << 23;

/** The place of a tap: taps outside the line take its ends. */
// @ts-ignore: decorator
@inline
export function inLine(at: i32, length: i32): usize {
  return <usize>(at < 0 ? 0 : at >= length ? length - 1 : at);
}
