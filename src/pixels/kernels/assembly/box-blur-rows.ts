import { boxValue, HALF, inLine } from './box-blur';
import { pinned } from './pinned';

/**
 * A box blur along the rows. A vector holds the channels of one pixel, the sum of the taps runs along the row. Stores a
 * byte past each pixel.
 *
 * @param radius whole part of the radius
 * @param inner weight of the taps inside the radius, 24 fractional bits
 * @param outer weight of the two taps at radius + 1
 */
export function boxBlurRows(
  source: usize, target: usize, width: i32, height: i32, radius: i32, inner: u32, outer: u32,
): void {
  const innerWeight = pinned(i32x4.splat(inner));
  const outerWeight = pinned(i32x4.splat(outer));
  const half = pinned(i32x4.splat(HALF));
  let to = target;
  for (let y = 0; y < height; y++) {
    const row = source + <usize>y * <usize>width * 3;
    let sum = i32x4.splat(0);
    for (let k = -radius; k <= radius; k++) sum = i32x4.add(sum, pixel(row, inLine(k, width)));
    let before = pixel(row, 0);
    for (let x = 0; x < width; x++) {
      const after = pixel(row, inLine(x + radius + 1, width));
      const values = boxValue(sum, i32x4.add(before, after), innerWeight, outerWeight, half);
      const words = i16x8.narrow_i32x4_s(values, values);
      v128.store32_lane(to, i8x16.narrow_i16x8_u(words, words), 0);
      to += 3;
      before = pixel(row, inLine(x - radius, width));
      sum = i32x4.add(sum, i32x4.sub(after, before));
    }
  }
}

// @ts-ignore: decorator
@inline
function pixel(row: usize, x: usize): v128 {
  return i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(row + x * 3)));
}
