/**
 * Pillow's blend of an image I with a degenerate one D: v = D + alpha (I - D), every step rounded to single precision,
 * truncated and clamped. With alpha 0 it is D and with alpha 1 it is I, exactly, since I - D is a small integer.
 */

/** 1.5 * 2^23: beside it a float has no fractional bits, and an integer added to it shows in its low bits. */
// @ts-ignore: decorator
@inline
export const MAGIC: f32 = 12582912.0;
// @ts-ignore: decorator
@inline
export const MAGIC_BITS: i32 = 0x4b400000;

/**
 * The factor within +-8192, which keeps |v| below 2^22. Beyond it nothing changes: where I is not D, v is then far
 * below 0 or far above 255 anyway.
 */
// @ts-ignore: decorator
@inline
export function boundedFactor(factor: f32): v128 {
  return f32x4.splat(max<f32>(-8192, min<f32>(8192, factor)));
}

/**
 * @param degenerate D as floats
 * @param difference I - D as integers
 * @param alpha `boundedFactor`
 * @returns v as 32-bit integers rounded down, still to be clamped to bytes; that makes 0 of all negative ones, as
 *   truncation would. Twice as fast as a saturating conversion.
 */
// @ts-ignore: decorator
@inline
export function blend(degenerate: v128, difference: v128, alpha: v128, magic: v128, magicBits: v128): v128 {
  const value = f32x4.add(degenerate, f32x4.mul(alpha, f32x4.convert_i32x4_s(difference)));
  return i32x4.sub(f32x4.add(f32x4.floor(value), magic), magicBits);
}
