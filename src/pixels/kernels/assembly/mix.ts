/**
 * Mixup of two images: a * own + b * rest in single precision, two products and one sum, each rounded. Bytes are rounded
 * to the nearest, halves to even: timm's FastCollateMixup.
 */

// @ts-ignore: decorator
@inline
function blend(a: v128, b: v128, own: v128, rest: v128): v128 {
  const sum = f32x4.add(f32x4.mul(f32x4.convert_i32x4_s(a), own), f32x4.mul(f32x4.convert_i32x4_s(b), rest));
  // The sum lies in 0..255. Beside 1.5 * 2^23 a float has no fractional bits, so this addition rounds to the nearest
  // integer, halves to even, and leaves it in the low bits: cheaper than rounding and a saturating conversion.
  return v128.and(f32x4.add(sum, f32x4.splat(12582912.0)), i32x4.splat(0xff));
}

/** `length` bytes; whole vectors of 8 are read and written. */
export function mixBytes(first: usize, second: usize, target: usize, length: i32, own: f32, rest: f32): void {
  const weight = f32x4.splat(own);
  const other = f32x4.splat(rest);
  for (let k: usize = 0; k < <usize>length; k += 8) {
    const a = v128.load_ext<u8>(first + k);
    const b = v128.load_ext<u8>(second + k);
    const low = blend(i32x4.extend_low_i16x8_u(a), i32x4.extend_low_i16x8_u(b), weight, other);
    const high = blend(i32x4.extend_high_i16x8_u(a), i32x4.extend_high_i16x8_u(b), weight, other);
    const words = i16x8.narrow_i32x4_s(low, high);
    v128.store64_lane(target + k, i8x16.narrow_i16x8_u(words, words), 0);
  }
}

/** `length` floats; whole vectors of 4 are read and written. */
export function mixFloats(first: usize, second: usize, target: usize, length: i32, own: f32, rest: f32): void {
  const weight = f32x4.splat(own);
  const other = f32x4.splat(rest);
  const end = <usize>length << 2;
  for (let k: usize = 0; k < end; k += 16) {
    const a = f32x4.mul(v128.load(first + k), weight);
    v128.store(target + k, f32x4.add(a, f32x4.mul(v128.load(second + k), other)));
  }
}
