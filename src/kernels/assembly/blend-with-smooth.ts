import { blend } from './blend';

/**
 * Sharpness: D is the 3 x 3 smooth with weights 1 and a centre of 5, (s + 6) / 13 rounded down; border pixels stay.
 * (s + 6) * 5042 >> 16 is that quotient for every sum of thirteen bytes.
 */
export function blendWithSmooth(source: usize, target: usize, width: i32, height: i32, factor: f32): void {
  const stride = <usize>width * 3;
  if (width < 3 || height < 3) {
    memory.copy(target, source, stride * <usize>height);
    return;
  }
  memory.copy(target, source, stride);
  const alpha = f32x4.splat(factor);
  for (let y = 1; y < height - 1; y++) {
    const from = source + <usize>y * stride;
    const to = target + <usize>y * stride;
    // Vectors run past the interior: the right border is put back, and the rows below are still to be written.
    for (let x: usize = 3; x < stride - 3; x += 8) v128.store64_lane(to + x, smoothBlend(from + x, stride, alpha), 0);
    memory.copy(to, from, 3);
    memory.copy(to + stride - 3, from + stride - 3, 3);
  }
  memory.copy(target + stride * <usize>(height - 1), source + stride * <usize>(height - 1), stride);
}

// @ts-ignore: decorator
@inline
function threeAcross(at: usize): v128 {
  return i16x8.add(i16x8.add(v128.load_ext<u8>(at - 3), v128.load_ext<u8>(at)), v128.load_ext<u8>(at + 3));
}

// @ts-ignore: decorator
@inline
function smoothBlend(at: usize, stride: usize, alpha: v128): v128 {
  const centre = v128.load_ext<u8>(at);
  const ring = i16x8.add(i16x8.add(threeAcross(at - stride), threeAcross(at + stride)), threeAcross(at));
  // The ring holds the centre once.
  const sum = i16x8.add(i16x8.add(ring, i16x8.shl(centre, 2)), i16x8.splat(6));
  const scale = i32x4.splat(5042);
  const d0 = i32x4.shr_s(i32x4.mul(i32x4.extend_low_i16x8_u(sum), scale), 16);
  const d1 = i32x4.shr_s(i32x4.mul(i32x4.extend_high_i16x8_u(sum), scale), 16);
  const low = blend(i32x4.extend_low_i16x8_u(centre), d0, alpha);
  const high = blend(i32x4.extend_high_i16x8_u(centre), d1, alpha);
  const words = i16x8.narrow_i32x4_s(low, high);
  return i8x16.narrow_i16x8_u(words, words);
}
