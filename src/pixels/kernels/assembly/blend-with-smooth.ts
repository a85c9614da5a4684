import { blend, boundedFactor, MAGIC, MAGIC_BITS } from './blend';
import { pinned } from './pinned';

/**
 * Sharpness: a blend with the 3 x 3 smooth of weights 1 and a centre of 5, rounded: D = round(s / 13) for the weighted
 * sum s. Border pixels stay.
 *
 * With the centre c and r = s - 13 c, that is the eight neighbours less 8 c, D = c + round(r / 13), and I - D is
 * -round(r / 13). For |r| <= 2040 that quotient is (r * 2521 + 2^14) >> 15: 2521 / 2^15 differs from 1 / 13 by less
 * than 1.2e-5, so r times it from r / 13 by less than 0.025, and r / 13 is at least 1 / 26 from any half.
 */
export function blendWithSmooth(source: usize, target: usize, width: i32, height: i32, factor: f32): void {
  const stride = <usize>width * 3;
  if (width < 3 || height < 3) {
    memory.copy(target, source, stride * <usize>height);
    return;
  }
  memory.copy(target, source, stride);
  const alpha = pinned(boundedFactor(factor));
  const magic = pinned(f32x4.splat(MAGIC));
  const magicBits = pinned(i32x4.splat(MAGIC_BITS));
  const thirteenth = pinned(i16x8.splat(2521));
  for (let y = 1; y < height - 1; y++) {
    const from = source + <usize>y * stride;
    const to = target + <usize>y * stride;
    // Vectors run past the interior: the right border is put back, and the rows below are still to be written.
    for (let x: usize = 3; x < stride - 3; x += 8) {
      const left = from + x - 3;
      const centre = v128.load_ext<u8>(left, 3);
      // Minus the quotient of the comment above, by turning the sum about: there are no halves.
      const difference = i16x8.q15mulr_sat_s(i16x8.sub(i16x8.shl(centre, 3), neighbours(left, stride)), thirteenth);
      const smooth = i16x8.sub(centre, difference);
      const low = f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(smooth));
      const high = f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(smooth));
      const words = i16x8.narrow_i32x4_s(
        blend(low, i32x4.extend_low_i16x8_s(difference), alpha, magic, magicBits),
        blend(high, i32x4.extend_high_i16x8_s(difference), alpha, magic, magicBits),
      );
      v128.store64_lane(to + x, i8x16.narrow_i16x8_u(words, words), 0);
    }
    copyPixel(from, to);
    copyPixel(from + stride - 3, to + stride - 3);
  }
  memory.copy(target + stride * <usize>(height - 1), source + stride * <usize>(height - 1), stride);
}

// @ts-ignore: decorator
@inline
function copyPixel(from: usize, to: usize): void {
  store<u16>(to, load<u16>(from));
  store<u8>(to, load<u8>(from, 2), 2);
}

/** Sums of three samples, three bytes apart. */
// @ts-ignore: decorator
@inline
function threeAcross(at: usize): v128 {
  return i16x8.add(i16x8.add(v128.load_ext<u8>(at), v128.load_ext<u8>(at, 3)), v128.load_ext<u8>(at, 6));
}

/** Sums of the eight samples around each of eight, the first of which is right of `left`. */
// @ts-ignore: decorator
@inline
function neighbours(left: usize, stride: usize): v128 {
  const beside = i16x8.add(v128.load_ext<u8>(left), v128.load_ext<u8>(left, 6));
  return i16x8.add(i16x8.add(threeAcross(left - stride), threeAcross(left + stride)), beside);
}
