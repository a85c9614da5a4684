import { pinned } from '../pinned';
import { doubtBias } from './pack';
import { ACROSS, DOWN, TAPS, VALUES } from './row-buffers';

/**
 * Greatest difference from Pillow's result before truncation, in units of 2^-13. Positions are within 2^-23 and
 * fractions within 2^-24, and v changes by at most 255 a pixel on each axis: 2 * 255 * 1.5 * 2^-23 = 0.91e-4. Roundings:
 * two of at most 2^-17 for each value between the rows, three more between the columns, whose error adds to those of
 * their two values: 0.38e-4. The bias rounds to 2^-14, 0.61e-4. Together 1.9e-4, less than 2 units.
 */
// @ts-ignore: decorator
@inline
export const BILINEAR_ERROR: i32 = 2;

/** Interpolates `count` pixels of a row: VALUES from TAPS, ACROSS and DOWN. First between the rows, two pixels at once. */
export function bilinearRow(row: usize, count: i32, stride: usize): void {
  const bias = pinned(doubtBias(BILINEAR_ERROR));
  const end = row + (<usize>count << 2);
  let to = row;
  for (let at = row; at < end; at += 4) {
    const taps = <usize>load<u32>(at, TAPS);
    const down = v128.load32_splat(at, DOWN);
    const top = v128.load_ext<u8>(taps);
    const change = i16x8.sub(v128.load_ext<u8>(taps + stride), top);
    // Left pixel and a sample of the right one, then the rest of that.
    const a = between(i32x4.extend_low_i16x8_u(top), i32x4.extend_low_i16x8_s(change), down);
    const b = between(i32x4.extend_high_i16x8_u(top), i32x4.extend_high_i16x8_s(change), down);
    const right = v128.shuffle<i32>(a, b, 3, 4, 5, 6);
    const value = f32x4.add(a, f32x4.mul(f32x4.sub(right, a), v128.load32_splat(at, ACROSS)));
    v128.store(to, f32x4.add(value, bias), VALUES);
    to += 16;
  }
}

// @ts-ignore: decorator
@inline
function between(from: v128, change: v128, share: v128): v128 {
  return f32x4.add(f32x4.convert_i32x4_s(from), f32x4.mul(f32x4.convert_i32x4_s(change), share));
}
