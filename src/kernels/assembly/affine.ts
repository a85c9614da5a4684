/**
 * Pillow's affine transform (libImaging/Geometry.c) of an RGB image: positions and interpolation in doubles, in Pillow's
 * order of operations, results truncated. Differences of taps are small integers, hence exact however they are formed.
 */

const BILINEAR = 2;
const BICUBIC = 3;

// @ts-ignore: decorator
@inline
function pixel(row: usize, x: i32): v128 {
  return i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(row + <usize>x * 3)));
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

/** Red and green, and blue and the byte after it, of one interpolated pixel. */
let redGreen: v128 = i64x2.splat(0);
let blue: v128 = i64x2.splat(0);

/**
 * @param a0 to a5: matrix from output to source positions
 * @param interpolation 2 bilinear, 3 bicubic with a = -1
 * @param fill RGB in the low three bytes, for positions outside the source
 */
export function affine(
  source: usize, target: usize, width: i32, height: i32,
  a0: f64, a1: f64, a2: f64, a3: f64, a4: f64, a5: f64,
  interpolation: i32, fill: u32,
): void {
  const stride = <usize>width * 3;
  const w = <f64>width;
  const h = <f64>height;
  let to = target;
  for (let y = 0; y < height; y++) {
    const yi = <f64>y + 0.5;
    for (let x = 0; x < width; x++) {
      const xi = <f64>x + 0.5;
      const sx = a0 * xi + a1 * yi + a2;
      const sy = a3 * xi + a4 * yi + a5;
      if (sx < 0 || sx >= w || sy < 0 || sy >= h) {
        store<u32>(to, fill);
      } else {
        const px = sx - 0.5;
        const py = sy - 0.5;
        const fx = Math.floor(px);
        const fy = Math.floor(py);
        if (interpolation == BICUBIC) bicubic(source, stride, width, height, <i32>fx, <i32>fy, px - fx, py - fy);
        else bilinear(source, stride, width, height, <i32>fx, <i32>fy, px - fx, py - fy);
        // Truncation towards zero, then saturation to a byte: as Pillow's tests against 0 and 255.
        const rg = i32x4.trunc_sat_f64x2_s_zero(redGreen);
        const b = i32x4.trunc_sat_f64x2_s_zero(blue);
        const words = i16x8.narrow_i32x4_s(v128.shuffle<i32>(rg, b, 0, 1, 4, 5), rg);
        v128.store32_lane(to, i8x16.narrow_i16x8_u(words, words), 0);
      }
      to += 3;
    }
  }
}

// @ts-ignore: decorator
@inline
function clamp(value: i32, limit: i32): i32 {
  return value < 0 ? 0 : value >= limit ? limit - 1 : value;
}

// @ts-ignore: decorator
@inline
function bilinear(source: usize, stride: usize, width: i32, height: i32, fx: i32, fy: i32, dx: f64, dy: f64): void {
  const x0 = clamp(fx, width);
  const x1 = clamp(fx + 1, width);
  const row0 = source + <usize>clamp(fy, height) * stride;
  const row1 = source + <usize>clamp(fy + 1, height) * stride;
  const across = f64x2.splat(dx);
  const down = f64x2.splat(dy);
  const a = pixel(row0, x0);
  const ab = i32x4.sub(pixel(row0, x1), a);
  const c = pixel(row1, x0);
  const cd = i32x4.sub(pixel(row1, x1), c);
  const top = f64x2.add(lowHalf(a), f64x2.mul(lowHalf(ab), across));
  const bottom = f64x2.add(lowHalf(c), f64x2.mul(lowHalf(cd), across));
  redGreen = f64x2.add(top, f64x2.mul(f64x2.sub(bottom, top), down));
  const top2 = f64x2.add(highHalf(a), f64x2.mul(highHalf(ab), across));
  const bottom2 = f64x2.add(highHalf(c), f64x2.mul(highHalf(cd), across));
  blue = f64x2.add(top2, f64x2.mul(f64x2.sub(bottom2, top2), down));
}

/** The cubic through four values, at t between the middle ones; the brackets from left to right. */
// @ts-ignore: decorator
@inline
function cubic(q0: v128, q1: v128, q2: v128, q3: v128, t: v128): v128 {
  const c1 = f64x2.sub(q2, q0);
  const d = f64x2.sub(q0, q1);
  const c2 = f64x2.sub(f64x2.add(f64x2.add(d, d), q2), q3);
  const c3 = f64x2.add(f64x2.sub(f64x2.add(f64x2.neg(q0), q1), q2), q3);
  return f64x2.add(q1, f64x2.mul(t, f64x2.add(c1, f64x2.mul(t, f64x2.add(c2, f64x2.mul(t, c3))))));
}

let rowRedGreen: v128 = i64x2.splat(0);
let rowBlue: v128 = i64x2.splat(0);

/** One row of the bicubic: the polynomial's coefficients are integers, made for all channels at once. */
// @ts-ignore: decorator
@inline
function cubicRow(row: usize, x0: i32, x1: i32, x2: i32, x3: i32, t: v128): void {
  const q0 = pixel(row, x0);
  const q1 = pixel(row, x1);
  const q2 = pixel(row, x2);
  const q3 = pixel(row, x3);
  const c1 = i32x4.sub(q2, q0);
  const d = i32x4.sub(q0, q1);
  const c2 = i32x4.sub(i32x4.add(i32x4.shl(d, 1), q2), q3);
  const c3 = i32x4.sub(i32x4.sub(q3, q2), d);
  rowRedGreen = f64x2.add(lowHalf(q1), f64x2.mul(t, f64x2.add(lowHalf(c1), f64x2.mul(t, f64x2.add(lowHalf(c2), f64x2.mul(t, lowHalf(c3)))))));
  rowBlue = f64x2.add(highHalf(q1), f64x2.mul(t, f64x2.add(highHalf(c1), f64x2.mul(t, f64x2.add(highHalf(c2), f64x2.mul(t, highHalf(c3)))))));
}

// @ts-ignore: decorator
@inline
function bicubic(source: usize, stride: usize, width: i32, height: i32, fx: i32, fy: i32, dx: f64, dy: f64): void {
  const x0 = clamp(fx - 1, width);
  const x1 = clamp(fx, width);
  const x2 = clamp(fx + 1, width);
  const x3 = clamp(fx + 2, width);
  const t = f64x2.splat(dx);
  const row1 = source + <usize>clamp(fy, height) * stride;
  cubicRow(row1, x0, x1, x2, x3, t);
  const b1 = rowRedGreen;
  const b2 = rowBlue;
  if (dy == 0) {
    // Shears and translations along x: every other row has weight 0.
    redGreen = b1;
    blue = b2;
    return;
  }
  if (dx == 0) {
    // Shears and translations along y: of every row only the middle tap has weight.
    const q0 = pixel(source + <usize>clamp(fy - 1, height) * stride, x1);
    const q2 = pixel(source + <usize>clamp(fy + 1, height) * stride, x1);
    const q3 = pixel(source + <usize>clamp(fy + 2, height) * stride, x1);
    const v = f64x2.splat(dy);
    redGreen = cubic(lowHalf(q0), b1, lowHalf(q2), lowHalf(q3), v);
    blue = cubic(highHalf(q0), b2, highHalf(q2), highHalf(q3), v);
    return;
  }
  cubicRow(source + <usize>clamp(fy - 1, height) * stride, x0, x1, x2, x3, t);
  const a1 = rowRedGreen;
  const a2 = rowBlue;
  cubicRow(source + <usize>clamp(fy + 1, height) * stride, x0, x1, x2, x3, t);
  const c1 = rowRedGreen;
  const c2 = rowBlue;
  cubicRow(source + <usize>clamp(fy + 2, height) * stride, x0, x1, x2, x3, t);
  const u = f64x2.splat(dy);
  redGreen = cubic(a1, b1, c1, rowRedGreen, u);
  blue = cubic(a2, b2, c2, rowBlue, u);
}
