/**
 * One pixel of Pillow's affine transform (libImaging/Geometry.c), exactly: positions and interpolation in doubles, in
 * Pillow's order of operations, results truncated. Differences of taps are small integers, hence exact however they are
 * formed.
 */
import { bicubic, height, source, sourceX, sourceY, width } from './job';

/** Addresses of the rows and offsets of the columns of the taps; bilinear has the middle two. */
let row0: usize = 0;
let row1: usize = 0;
let row2: usize = 0;
let row3: usize = 0;
let column0: usize = 0;
let column1: usize = 0;
let column2: usize = 0;
let column3: usize = 0;

/** The interpolated red and green, and blue with a lane that does not matter. */
let redGreen: v128 = i64x2.splat(0);
let blue: v128 = i64x2.splat(0);

/** Stores the pixel x of output row y, which must be inside, at `to`. */
export function makeExact(to: usize, x: i32, y: i32): void {
  const px = sourceX(x, y) - 0.5;
  const py = sourceY(x, y) - 0.5;
  const fx = floor(px);
  const fy = floor(py);
  locateTaps(<i32>fx, <i32>fy);
  if (bicubic) interpolateBicubic(f64x2.splat(px - fx), f64x2.splat(py - fy));
  else interpolateBilinear(f64x2.splat(px - fx), f64x2.splat(py - fy));
  // Truncation towards zero, then saturation to a byte: as Pillow's tests against 0 and 255.
  const rg = i32x4.trunc_sat_f64x2_s_zero(redGreen);
  const b = i32x4.trunc_sat_f64x2_s_zero(blue);
  const words = i16x8.narrow_i32x4_s(v128.shuffle<i32>(rg, b, 0, 1, 4, 5), rg);
  const bytes = i8x16.narrow_i16x8_u(words, words);
  v128.store16_lane(to, bytes, 0);
  v128.store8_lane(to + 2, bytes, 2);
}

function locateTaps(fx: i32, fy: i32): void {
  const stride = <usize>width * 3;
  row0 = source + clamp(fy - 1, height) * stride;
  row1 = source + clamp(fy, height) * stride;
  row2 = source + clamp(fy + 1, height) * stride;
  row3 = source + clamp(fy + 2, height) * stride;
  column0 = clamp(fx - 1, width) * 3;
  column1 = clamp(fx, width) * 3;
  column2 = clamp(fx + 1, width) * 3;
  column3 = clamp(fx + 2, width) * 3;
}

function clamp(value: i32, limit: i32): usize {
  return <usize>(value < 0 ? 0 : value >= limit ? limit - 1 : value);
}

// @ts-ignore: decorator
@inline
function pixel(at: usize): v128 {
  return i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(at)));
}

// @ts-ignore: decorator
@inline
function lowHalf(words: v128): v128 {
  return f64x2.convert_low_i32x4_s(words);
}

// @ts-ignore: decorator
@inline
function highHalf(words: v128): v128 {
  return f64x2.convert_low_i32x4_s(v128.shuffle<i32>(words, words, 2, 3, 2, 3));
}

function interpolateBilinear(dx: v128, dy: v128): void {
  const a = pixel(row1 + column1);
  const ab = i32x4.sub(pixel(row1 + column2), a);
  const c = pixel(row2 + column1);
  const cd = i32x4.sub(pixel(row2 + column2), c);
  const top = f64x2.add(lowHalf(a), f64x2.mul(lowHalf(ab), dx));
  const bottom = f64x2.add(lowHalf(c), f64x2.mul(lowHalf(cd), dx));
  redGreen = f64x2.add(top, f64x2.mul(f64x2.sub(bottom, top), dy));
  const top2 = f64x2.add(highHalf(a), f64x2.mul(highHalf(ab), dx));
  const bottom2 = f64x2.add(highHalf(c), f64x2.mul(highHalf(cd), dx));
  blue = f64x2.add(top2, f64x2.mul(f64x2.sub(bottom2, top2), dy));
}

let rowRedGreen: v128 = i64x2.splat(0);
let rowBlue: v128 = i64x2.splat(0);

/** One row of the bicubic: the polynomial's coefficients are integers, made for all channels at once. */
function cubicRow(row: usize, t: v128): void {
  const q0 = pixel(row + column0);
  const q1 = pixel(row + column1);
  const q2 = pixel(row + column2);
  const q3 = pixel(row + column3);
  const c1 = i32x4.sub(q2, q0);
  const d = i32x4.sub(q0, q1);
  const c2 = i32x4.sub(i32x4.add(i32x4.shl(d, 1), q2), q3);
  const c3 = i32x4.sub(i32x4.sub(q3, q2), d);
  rowRedGreen = polynomial(lowHalf(q1), lowHalf(c1), lowHalf(c2), lowHalf(c3), t);
  rowBlue = polynomial(highHalf(q1), highHalf(c1), highHalf(c2), highHalf(c3), t);
}

// @ts-ignore: decorator
@inline
function polynomial(c0: v128, c1: v128, c2: v128, c3: v128, t: v128): v128 {
  return f64x2.add(c0, f64x2.mul(t, f64x2.add(c1, f64x2.mul(t, f64x2.add(c2, f64x2.mul(t, c3))))));
}

/** The cubic through four values, at t between the middle ones; the brackets from left to right. */
// @ts-ignore: decorator
@inline
function cubic(q0: v128, q1: v128, q2: v128, q3: v128, t: v128): v128 {
  const c1 = f64x2.sub(q2, q0);
  const d = f64x2.sub(q0, q1);
  const c2 = f64x2.sub(f64x2.add(f64x2.add(d, d), q2), q3);
  const c3 = f64x2.add(f64x2.sub(f64x2.add(f64x2.neg(q0), q1), q2), q3);
  return polynomial(q1, c1, c2, c3, t);
}

function interpolateBicubic(dx: v128, dy: v128): void {
  cubicRow(row0, dx);
  const a1 = rowRedGreen;
  const a2 = rowBlue;
  cubicRow(row1, dx);
  const b1 = rowRedGreen;
  const b2 = rowBlue;
  cubicRow(row2, dx);
  const c1 = rowRedGreen;
  const c2 = rowBlue;
  cubicRow(row3, dx);
  redGreen = cubic(a1, b1, c1, rowRedGreen, dy);
  blue = cubic(a2, b2, c2, rowBlue, dy);
}
