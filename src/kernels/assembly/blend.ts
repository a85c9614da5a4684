/**
 * Pillow's blend of an image I with a degenerate one D: v = D + alpha (I - D), every step rounded to single precision,
 * truncated and clamped. With alpha 0 it is D and with alpha 1 it is I, exactly, since I - D is a small integer.
 */

// @ts-ignore: decorator
@inline
export function blend(image: v128, degenerate: v128, alpha: v128): v128 {
  const d = f32x4.convert_i32x4_s(degenerate);
  const difference = f32x4.convert_i32x4_s(i32x4.sub(image, degenerate));
  return i32x4.trunc_sat_f32x4_s(f32x4.add(d, f32x4.mul(alpha, difference)));
}
