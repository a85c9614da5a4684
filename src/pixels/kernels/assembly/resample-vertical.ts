/**
 * Pillow's vertical resampling pass over rows of bytes, sixteen columns at a time. For the arithmetic see
 * resample-horizontal.ts; here a dot product takes two rows of four columns.
 */

const ROUND: i32 = 1 << 21;
const SHIFT: i32 = 22;
const HIGH_SHIFT: i32 = 11;

// @ts-expect-error: decorator
@inline
function finish(high: v128, low: v128): v128 {
  const sum = i32x4.add(i32x4.add(i32x4.shl(high, HIGH_SHIFT), low), i32x4.splat(ROUND));
  return i32x4.shr_s(sum, SHIFT);
}

/**
 * @param source first row; rows are `sourceStride` bytes apart, readable up to a multiple of 16 columns
 * @param target first row; a row is written up to a multiple of 16 columns, so rows must be written in order
 * @param columns bytes of a row
 * @param rows number of output rows
 * @param table for each output row: i32 first tap (a row), then `pairs` times (i16 high weights of two taps, i16 low
 *   weights of two taps)
 * @param pairs tap pairs of an output row; missing taps have weight 0
 */
export function resampleVertical(
  source: usize,
  sourceStride: usize,
  target: usize,
  targetStride: usize,
  columns: i32,
  rows: i32,
  table: usize,
  pairs: i32,
): void {
  const entryBytes: usize = 4 + (<usize>pairs << 3);
  for (let row = 0; row < rows; row++) {
    const entry = table + <usize>row * entryBytes;
    const first = source + <usize>load<i32>(entry) * sourceStride;
    const to = target + <usize>row * targetStride;
    for (let column = 0; column < columns; column += 16) {
      v128.store(to + column, sixteenColumns(first + column, sourceStride, entry + 4, pairs));
    }
  }
}

// @ts-expect-error: decorator
@inline
function sixteenColumns(source: usize, stride: usize, table: usize, pairs: i32): v128 {
  let h0 = i32x4.splat(0);
  let h1 = h0;
  let h2 = h0;
  let h3 = h0;
  let l0 = h0;
  let l1 = h0;
  let l2 = h0;
  let l3 = h0;
  let from = source;
  let weights = table;
  const end = table + (<usize>pairs << 3);
  while (weights < end) {
    const high = v128.load_splat<u32>(weights);
    const low = v128.load_splat<u32>(weights, 4);
    const a = v128.load(from);
    const b = v128.load(from + stride);
    const ab0 = v128.shuffle<u8>(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
    const ab1 = v128.shuffle<u8>(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
    const t0 = i16x8.extend_low_i8x16_u(ab0);
    h0 = i32x4.add(h0, i32x4.dot_i16x8_s(t0, high));
    l0 = i32x4.add(l0, i32x4.dot_i16x8_s(t0, low));
    const t1 = i16x8.extend_high_i8x16_u(ab0);
    h1 = i32x4.add(h1, i32x4.dot_i16x8_s(t1, high));
    l1 = i32x4.add(l1, i32x4.dot_i16x8_s(t1, low));
    const t2 = i16x8.extend_low_i8x16_u(ab1);
    h2 = i32x4.add(h2, i32x4.dot_i16x8_s(t2, high));
    l2 = i32x4.add(l2, i32x4.dot_i16x8_s(t2, low));
    const t3 = i16x8.extend_high_i8x16_u(ab1);
    h3 = i32x4.add(h3, i32x4.dot_i16x8_s(t3, high));
    l3 = i32x4.add(l3, i32x4.dot_i16x8_s(t3, low));
    from += stride << 1;
    weights += 8;
  }
  return i8x16.narrow_i16x8_u(
    i16x8.narrow_i32x4_s(finish(h0, l0), finish(h1, l1)),
    i16x8.narrow_i32x4_s(finish(h2, l2), finish(h3, l3)),
  );
}
