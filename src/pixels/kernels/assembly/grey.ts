/**
 * Pillow's convert('L'): (19595 R + 38470 G + 7471 B + 32768) >> 16. The weight of green passes 16 signed bits, so half
 * of it is taken and the product doubled, with half of the constant.
 */

/** Weights of red and blue, for `greyOf`. */
// @ts-ignore: decorator
@inline
export function redBlueWeights(): v128 {
  return i16x8(19595, 7471, 19595, 7471, 19595, 7471, 19595, 7471);
}

/** Half the weight of green and half the constant, for `greyOf`. */
// @ts-ignore: decorator
@inline
export function greenWeights(): v128 {
  return i16x8(19235, 16384, 19235, 16384, 19235, 16384, 19235, 16384);
}

/** Swizzles the four pixels of the first twelve bytes to 32-bit lanes: red, green, blue, 0. */
// @ts-ignore: decorator
@inline
export function toLanes(): v128 {
  return i8x16(0, 1, 2, -1, 3, 4, 5, -1, 6, 7, 8, -1, 9, 10, 11, -1);
}

/**
 * The grey values of four pixels, as 32-bit integers.
 *
 * @param redBlue the pixels in lanes of red, 0, blue, 0
 * @param green the pixels in lanes of green, 0, 0, 0
 * @param weights `redBlueWeights`
 * @param halves `greenWeights`
 * @param one 1 in the upper half of every lane
 */
// @ts-ignore: decorator
@inline
export function greyOf(redBlue: v128, green: v128, weights: v128, halves: v128, one: v128): v128 {
  const half = i32x4.dot_i16x8_s(v128.or(green, one), halves);
  return i32x4.shr_u(i32x4.add(i32x4.add(half, half), i32x4.dot_i16x8_s(redBlue, weights)), 16);
}
