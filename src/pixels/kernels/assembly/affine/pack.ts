/**
 * From interpolated values to bytes. A value v, between -512 and 512, is kept as the float v + 1536 + error: a float of
 * that size has 13 fractional bits, so its bits are a number with 13 fractional bits as well. If these are more than
 * twice the error, v is more than the error away from any integer, and so is Pillow's result from the same one: both
 * truncate to the same. The others are in doubt and are computed again in doubles.
 */
import { pinned } from '../pinned';
import { makeExact } from './exact';
import { bicubic } from './job';
import { ACROSS, DOWN, TAPS, VALUES } from './row-buffers';

const FRACTION_BITS = 13;
const FRACTION_MASK = (1 << FRACTION_BITS) - 1;
/** What the upper bits of the float are for v = 0. */
const ZERO = (0x44800000 >> FRACTION_BITS) + 512;

/** What is added to a value. @param error in units of 2^-13 */
// @ts-ignore: decorator
@inline
export function doubtBias(error: i32): v128 {
  return f32x4.splat(<f32>(1536.0 + <f64>error / 8192.0));
}

/**
 * Stores the pixels of VALUES from `to` on, and up to three more; the first is pixel x of row y.
 *
 * @param stride bytes of a row of the padded image
 */
export function packRow(row: usize, count: i32, to: usize, x: i32, y: i32, error: i32, stride: usize): void {
  const mask = pinned(i32x4.splat(FRACTION_MASK));
  const limit = pinned(doubtLimit(error));
  const zero = pinned(i32x4.splat(ZERO));
  const toPixels = pinned(i8x16(0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, -1, -1, -1, -1));
  let from = row;
  let target = to;
  for (let k = 0; k < count; k += 4) {
    const a = v128.load(from, VALUES);
    const b = v128.load(from, VALUES + 16);
    const c = v128.load(from, VALUES + 32);
    const d = v128.load(from, VALUES + 48);
    const ab = i16x8.narrow_i32x4_s(byteOf(a, zero), byteOf(b, zero));
    const cd = i16x8.narrow_i32x4_s(byteOf(c, zero), byteOf(d, zero));
    v128.store(target, i8x16.swizzle(i8x16.narrow_i16x8_u(ab, cd), toPixels));
    const least = i32x4.min_s(
      i32x4.min_s(v128.and(a, mask), v128.and(b, mask)),
      i32x4.min_s(v128.and(c, mask), v128.and(d, mask)),
    );
    if (i32x4.bitmask(i32x4.lt_s(least, limit)) != 0) {
      resolve(row, k, min(count, k + 4), to, x, y, doubtLimit(error), stride);
    }
    from += 64;
    target += 12;
  }
}

/** Fractions below this are in doubt. The fourth lane is never in doubt, whatever it holds. */
// @ts-ignore: decorator
@inline
function doubtLimit(error: i32): v128 {
  return i32x4.replace_lane(i32x4.splat(2 * error + 1), 3, 0);
}

// @ts-ignore: decorator
@inline
function byteOf(value: v128, zero: v128): v128 {
  return i32x4.sub(i32x4.shr_u(value, FRACTION_BITS), zero);
}

/** Looks at the pixels from `first` to before `last` of VALUES for those in doubt, and makes them exact. */
function resolve(row: usize, first: i32, last: i32, to: usize, x: i32, y: i32, limit: v128, stride: usize): void {
  for (let k = first; k < last; k++) {
    const value = v128.load(row + (<usize>k << 4), VALUES);
    const doubt = i32x4.lt_s(v128.and(value, i32x4.splat(FRACTION_MASK)), limit);
    if (i32x4.bitmask(doubt) == 0) continue;
    const at = row + (<usize>k << 2);
    if (cellIsSure(load<f32>(at, ACROSS)) && cellIsSure(load<f32>(at, DOWN))) {
      if (allEqual(<usize>load<u32>(at, TAPS), stride, doubt)) continue;
    }
    makeExact(to + <usize>k * 3, x + k, y);
  }
}

/** Whether positions of this fraction have the same taps as Pillow's, from which they differ by 2^-22 at most. */
// @ts-ignore: decorator
@inline
function cellIsSure(fraction: f32): bool {
  return fraction > 1e-6 && fraction < 1 - 1e-6;
}

/**
 * Whether the taps of every channel in doubt are all equal. Any interpolation of them then gives that very value, in
 * doubles without a rounding; and so did the float's, by less than the error, which is all that truncation needs here.
 */
// @ts-ignore: decorator
@inline
function allEqual(taps: usize, stride: usize, doubt: v128): bool {
  const top = v128.load(taps);
  const first = i8x16.swizzle(top, i8x16(0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, -1, -1, -1, -1));
  let difference = v128.or(v128.xor(top, first), v128.xor(v128.load(taps + stride), first));
  let lanes = i8x16(0, 4, 8, 0, 4, 8, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1);
  if (bicubic) {
    const third = v128.xor(v128.load(taps + 2 * stride), first);
    difference = v128.or(v128.or(difference, third), v128.xor(v128.load(taps + 3 * stride), first));
    lanes = i8x16(0, 4, 8, 0, 4, 8, 0, 4, 8, 0, 4, 8, -1, -1, -1, -1);
  }
  return !v128.any_true(v128.and(difference, i8x16.swizzle(doubt, lanes)));
}
