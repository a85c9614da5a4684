/**
 * Pillow's horizontal resampling pass, from RGBX rows to RGB rows.
 *
 * A weight of 22 fractional bits is w = 2^11 * high + low, both parts 16 bits wide, so sum(p * w) is
 * (sum(p * high) << 11) + sum(p * low), exactly, even if a sum wraps around 2^32: the true result fits 32 bits.
 * One dot product takes two taps of all four bytes of a pixel.
 */

const ROUND: i32 = 1 << 21;
const SHIFT: i32 = 22;
const HIGH_SHIFT: i32 = 11;

// @ts-expect-error: decorator
@inline
function taps(pixels: usize): v128 {
  // Two neighbours R0 G0 B0 X0 R1 G1 B1 X1, to R0 R1 G0 G1 B0 B1 X0 X1, widened. An interleaving of low halves is one
  // instruction; for other shuffles V8 builds a mask of 16 bytes anew each time.
  const both = v128.load64_zero(pixels);
  const second = i64x2.shr_u(both, 32);
  return i16x8.extend_low_i8x16_u(v128.shuffle<u8>(both, second, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23));
}

// @ts-expect-error: decorator
@inline
function finish(high: v128, low: v128): v128 {
  const sum = i32x4.add(i32x4.add(i32x4.shl(high, HIGH_SHIFT), low), i32x4.splat(ROUND));
  return i32x4.shr_s(sum, SHIFT);
}

/**
 * @param source first pixel of the first row, RGBX
 * @param target first row, RGB; every store writes one byte past its pixel
 * @param rows number of rows
 * @param width number of output pixels
 * @param table for each output pixel: i32 position of the first tap in bytes, then `pairs` times (i16 high weights of
 *   two taps, i16 low weights of two taps)
 * @param pairs tap pairs of an output pixel; missing taps have weight 0
 * @param flip write the row mirrored
 */
export function resampleHorizontal(
  source: usize,
  sourceStride: usize,
  target: usize,
  targetStride: usize,
  rows: i32,
  width: i32,
  table: usize,
  pairs: i32,
  flip: bool,
): void {
  const entry: usize = 4 + (<usize>pairs << 3);
  const first = flip ? table + <usize>(width - 1) * entry : table;
  const step: isize = flip ? -(<isize>entry) : <isize>entry;
  let row = 0;
  for (; row + 4 <= rows; row += 4) {
    fourRows(
      source + <usize>row * sourceStride, sourceStride, target + <usize>row * targetStride, targetStride, width, first, step, pairs,
    );
  }
  for (; row < rows; row++) {
    oneRow(source + <usize>row * sourceStride, target + <usize>row * targetStride, width, first, step, pairs);
  }
}

/** Four rows share the loads of the weights. */
function fourRows(
  source: usize,
  sourceStride: usize,
  target: usize,
  targetStride: usize,
  width: i32,
  first: usize,
  step: isize,
  pairs: i32,
): void {
  let entry = first;
  for (let x = 0; x < width; x++) {
    let p0 = source + <usize>load<i32>(entry);
    let p1 = p0 + sourceStride;
    let p2 = p1 + sourceStride;
    let p3 = p2 + sourceStride;
    let h0 = i32x4.splat(0);
    let h1 = h0;
    let h2 = h0;
    let h3 = h0;
    let l0 = h0;
    let l1 = h0;
    let l2 = h0;
    let l3 = h0;
    let weights = entry + 4;
    const end = weights + (<usize>pairs << 3);
    while (weights < end) {
      const high = v128.load_splat<u32>(weights);
      const low = v128.load_splat<u32>(weights, 4);
      const t0 = taps(p0);
      h0 = i32x4.add(h0, i32x4.dot_i16x8_s(t0, high));
      l0 = i32x4.add(l0, i32x4.dot_i16x8_s(t0, low));
      const t1 = taps(p1);
      h1 = i32x4.add(h1, i32x4.dot_i16x8_s(t1, high));
      l1 = i32x4.add(l1, i32x4.dot_i16x8_s(t1, low));
      const t2 = taps(p2);
      h2 = i32x4.add(h2, i32x4.dot_i16x8_s(t2, high));
      l2 = i32x4.add(l2, i32x4.dot_i16x8_s(t2, low));
      const t3 = taps(p3);
      h3 = i32x4.add(h3, i32x4.dot_i16x8_s(t3, high));
      l3 = i32x4.add(l3, i32x4.dot_i16x8_s(t3, low));
      p0 += 8;
      p1 += 8;
      p2 += 8;
      p3 += 8;
      weights += 8;
    }
    const upper = i16x8.narrow_i32x4_s(finish(h0, l0), finish(h1, l1));
    const lower = i16x8.narrow_i32x4_s(finish(h2, l2), finish(h3, l3));
    const bytes = i8x16.narrow_i16x8_u(upper, lower);
    let to = target + <usize>x * 3;
    v128.store32_lane(to, bytes, 0);
    to += targetStride;
    v128.store32_lane(to, bytes, 1);
    to += targetStride;
    v128.store32_lane(to, bytes, 2);
    v128.store32_lane(to + targetStride, bytes, 3);
    entry += step;
  }
}

function oneRow(source: usize, target: usize, width: i32, first: usize, step: isize, pairs: i32): void {
  let entry = first;
  for (let x = 0; x < width; x++) {
    let pixel = source + <usize>load<i32>(entry);
    let h = i32x4.splat(0);
    let l = h;
    let weights = entry + 4;
    const end = weights + (<usize>pairs << 3);
    while (weights < end) {
      const t = taps(pixel);
      h = i32x4.add(h, i32x4.dot_i16x8_s(t, v128.load_splat<u32>(weights)));
      l = i32x4.add(l, i32x4.dot_i16x8_s(t, v128.load_splat<u32>(weights, 4)));
      pixel += 8;
      weights += 8;
    }
    const narrow = i16x8.narrow_i32x4_s(finish(h, l), h);
    v128.store32_lane(target + <usize>x * 3, i8x16.narrow_i16x8_u(narrow, narrow), 0);
    entry += step;
  }
}
