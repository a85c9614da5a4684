import { boxValue, HALF, inLine } from './box-blur';
import { pinned } from './pinned';

/**
 * A box blur along the columns, row after row and sixteen samples at a time. Whole vectors are read and written, past
 * the end of a row as well: the next row comes later.
 *
 * @param sums room for the sums of the taps, 4 bytes for every sample of a row and 64 more
 * @param radius whole part of the radius
 * @param inner weight of the taps inside the radius, 24 fractional bits
 * @param outer weight of the two taps at radius + 1
 */
export function boxBlurColumns(
  source: usize, target: usize, width: i32, height: i32, sums: usize, radius: i32, inner: u32, outer: u32,
): void {
  const stride = <usize>width * 3;
  const innerWeight = pinned(i32x4.splat(inner));
  const outerWeight = pinned(i32x4.splat(outer));
  const half = pinned(i32x4.splat(HALF));
  firstSums(source, stride, height, sums, radius);
  for (let y = 0; y < height; y++) {
    const before = source + inLine(y - radius - 1, height) * stride;
    const leaving = source + inLine(y - radius, height) * stride;
    const after = source + inLine(y + radius + 1, height) * stride;
    const to = target + <usize>y * stride;
    for (let x: usize = 0; x < stride; x += 8) {
      const next = v128.load_ext<u8>(after + x);
      const outside = i16x8.add(next, v128.load_ext<u8>(before + x));
      const change = i16x8.sub(next, v128.load_ext<u8>(leaving + x));
      const sum = sums + (x << 2);
      const a = v128.load(sum);
      const b = v128.load(sum, 16);
      const words = i16x8.narrow_i32x4_s(
        boxValue(a, i32x4.extend_low_i16x8_u(outside), innerWeight, outerWeight, half),
        boxValue(b, i32x4.extend_high_i16x8_u(outside), innerWeight, outerWeight, half),
      );
      v128.store64_lane(to + x, i8x16.narrow_i16x8_u(words, words), 0);
      v128.store(sum, i32x4.add(a, i32x4.extend_low_i16x8_s(change)));
      v128.store(sum, i32x4.add(b, i32x4.extend_high_i16x8_s(change)), 16);
    }
  }
}

/** The sums of the first row's taps. */
function firstSums(source: usize, stride: usize, height: i32, sums: usize, radius: i32): void {
  memory.fill(sums, 0, (stride << 2) + 64);
  for (let k = -radius; k <= radius; k++) {
    const row = source + inLine(k, height) * stride;
    for (let x: usize = 0; x < stride; x += 8) {
      const samples = v128.load_ext<u8>(row + x);
      const sum = sums + (x << 2);
      v128.store(sum, i32x4.add(v128.load(sum), i32x4.extend_low_i16x8_u(samples)));
      v128.store(sum, i32x4.add(v128.load(sum, 16), i32x4.extend_high_i16x8_u(samples)), 16);
    }
  }
}
