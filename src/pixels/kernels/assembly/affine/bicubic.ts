import { pinned } from '../pinned';
import { doubtBias } from './pack';
import { ACROSS, COLUMN_WEIGHTS, DOWN, ROW_WEIGHTS, TAPS, VALUES } from './row-buffers';

/**
 * Greatest difference from Pillow's result before truncation, in units of 2^-13.
 *
 * - Positions are within 2^-23 and fractions within 2^-24. The weights' derivatives add up to 0 and their absolute values
 *   to at most 3; values between rows span 1.5 * 255: v changes by at most 574 a pixel on each axis, 2.05e-4 in all.
 * - Weights: t, and s = 1 - t, are exact; t s, and that times s or t, are rounded by at most 2^-27 each, the sum with s
 *   or t by 2^-25: 2^-23 for the four together, and with the rounding of integers to 2^-23 each 5 * 2^-23. Rows: 255
 *   times that, and 2^-16 for the conversion: 1.68e-4.
 * - Columns: the absolute values of the weights add up to at most 1.5, so 2.52e-4 of that remain. Their own error is
 *   2^-23 in all, times 319: 0.38e-4; the products' 1.5 * 319 * 2^-24: 0.29e-4; three sums below 512: 0.46e-4.
 * - The bias rounds to 2^-14: 0.61e-4.
 *
 * Together 6.3e-4, less than 6 units.
 */
// @ts-ignore: decorator
@inline
export const BICUBIC_ERROR: i32 = 6;

/**
 * Makes ROW_WEIGHTS and COLUMN_WEIGHTS of ACROSS and DOWN, for `count` pixels or up to three more. With s = 1 - t the
 * weights for a = -1 are -s (t s), s + s (t s), t + t (t s), -t (t s).
 */
export function bicubicWeights(row: usize, count: i32): void {
  const one = pinned(f32x4.splat(1));
  const scale = pinned(f32x4.splat(2.384185791015625e-7));
  const magic = pinned(f32x4.splat(3));
  const magicBits = pinned(i32x4.splat(0x40400000));
  const end = row + (<usize>count << 2);
  let to = row;
  for (let at = row; at < end; at += 16) {
    const v = v128.load(at, DOWN);
    const u = f32x4.sub(one, v);
    const vu = f32x4.mul(v, u);
    const uvu = f32x4.mul(u, vu);
    const vvu = f32x4.mul(v, vu);
    // Beside 3 a float has 22 fractional bits.
    v128.store(at, i32x4.sub(f32x4.sub(magic, uvu), magicBits), ROW_WEIGHTS);
    v128.store(at, i32x4.sub(f32x4.add(magic, f32x4.add(u, uvu)), magicBits), ROW_WEIGHTS + 2048);
    v128.store(at, i32x4.sub(f32x4.add(magic, f32x4.add(v, vvu)), magicBits), ROW_WEIGHTS + 2 * 2048);
    v128.store(at, i32x4.sub(f32x4.sub(magic, vvu), magicBits), ROW_WEIGHTS + 3 * 2048);
    const t = v128.load(at, ACROSS);
    const s = f32x4.sub(one, t);
    const ts = f32x4.mul(t, s);
    const sts = f32x4.mul(s, ts);
    const tts = f32x4.mul(t, ts);
    const w0 = f32x4.neg(f32x4.mul(sts, scale));
    const w1 = f32x4.mul(f32x4.add(s, sts), scale);
    const w2 = f32x4.mul(f32x4.add(t, tts), scale);
    const w3 = f32x4.neg(f32x4.mul(tts, scale));
    // Four weights of four pixels, turned about.
    const a = v128.shuffle<i32>(w0, w1, 0, 4, 1, 5);
    const b = v128.shuffle<i32>(w2, w3, 0, 4, 1, 5);
    const c = v128.shuffle<i32>(w0, w1, 2, 6, 3, 7);
    const d = v128.shuffle<i32>(w2, w3, 2, 6, 3, 7);
    v128.store(to, v128.shuffle<i64>(a, b, 0, 2), COLUMN_WEIGHTS);
    v128.store(to, v128.shuffle<i64>(a, b, 1, 3), COLUMN_WEIGHTS + 16);
    v128.store(to, v128.shuffle<i64>(c, d, 0, 2), COLUMN_WEIGHTS + 32);
    v128.store(to, v128.shuffle<i64>(c, d, 1, 3), COLUMN_WEIGHTS + 48);
    to += 64;
  }
}

/**
 * Interpolates `count` pixels of a row: VALUES from TAPS and the weights. First between the rows, in integers and for
 * twelve samples, the four taps of three channels, at once; then between the columns.
 */
export function bicubicRow(row: usize, count: i32, stride: usize): void {
  const bias = pinned(doubtBias(BICUBIC_ERROR));
  const end = row + (<usize>count << 2);
  let to = row;
  for (let at = row; at < end; at += 4) {
    const row0 = <usize>load<u32>(at, TAPS);
    const row1 = row0 + stride;
    const row2 = row1 + stride;
    const row3 = row2 + stride;
    const w0 = v128.load32_splat(at, ROW_WEIGHTS);
    const w1 = v128.load32_splat(at, ROW_WEIGHTS + 2048);
    const w2 = v128.load32_splat(at, ROW_WEIGHTS + 2 * 2048);
    const w3 = v128.load32_splat(at, ROW_WEIGHTS + 3 * 2048);
    const q0 = v128.load_ext<u8>(row0);
    const q1 = v128.load_ext<u8>(row1);
    const q2 = v128.load_ext<u8>(row2);
    const q3 = v128.load_ext<u8>(row3);
    const a = rowsSum(low(q0), low(q1), low(q2), low(q3), w0, w1, w2, w3);
    const b = rowsSum(high(q0), high(q1), high(q2), high(q3), w0, w1, w2, w3);
    const c = rowsSum(last(row0), last(row1), last(row2), last(row3), w0, w1, w2, w3);
    const w = v128.load(to, COLUMN_WEIGHTS);
    const aw = f32x4.mul(a, v128.shuffle<i32>(w, w, 0, 0, 0, 1));
    const bw = f32x4.mul(b, v128.shuffle<i32>(w, w, 1, 1, 2, 2));
    const cw = f32x4.mul(c, v128.shuffle<i32>(w, w, 2, 3, 3, 3));
    // The second, third and fourth pixel, moved to the first one's lanes.
    const second = v128.shuffle<i32>(aw, bw, 3, 4, 5, 6);
    const third = v128.shuffle<i32>(bw, cw, 2, 3, 4, 5);
    const fourth = v128.shuffle<i32>(cw, cw, 1, 2, 3, 3);
    const value = f32x4.add(f32x4.add(aw, second), f32x4.add(third, fourth));
    v128.store(to, f32x4.add(value, bias), VALUES);
    to += 16;
  }
}

// @ts-ignore: decorator
@inline
function low(samples: v128): v128 {
  return i32x4.extend_low_i16x8_u(samples);
}

// @ts-ignore: decorator
@inline
function high(samples: v128): v128 {
  return i32x4.extend_high_i16x8_u(samples);
}

/** The last four of twelve samples. */
// @ts-ignore: decorator
@inline
function last(taps: usize): v128 {
  return i32x4.extend_low_i16x8_u(v128.load_ext<u8>(taps, 8));
}

/** Four samples between four rows, as floats times 2^22. The sum is below 1.5 * 255 * 2^22, which 31 bits hold. */
// @ts-ignore: decorator
@inline
function rowsSum(q0: v128, q1: v128, q2: v128, q3: v128, w0: v128, w1: v128, w2: v128, w3: v128): v128 {
  const middle = i32x4.add(i32x4.mul(q1, w1), i32x4.mul(q2, w2));
  return f32x4.convert_i32x4_s(i32x4.add(i32x4.add(i32x4.mul(q0, w0), middle), i32x4.mul(q3, w3)));
}
