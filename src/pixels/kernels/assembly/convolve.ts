/**
 * A convolution with one symmetric kernel along the rows and then along the columns, in single precision without
 * rounding in between. Beyond its edges the image is mirrored about its outer pixels, which are not repeated. A vector
 * holds the channels of one pixel. Stores a byte past the image.
 *
 * @param weights radius + 1 floats, from the centre out
 * @param scratch width * height * 16 bytes for what is between the passes, and then (width + 2 * radius) * 16 bytes
 */
export function convolve(
  source: usize, target: usize, width: i32, height: i32, weights: usize, radius: i32, scratch: usize,
): void {
  const stride = <usize>width << 4;
  const line = scratch + stride * <usize>height;
  for (let y = 0; y < height; y++) {
    const row = source + <usize>y * <usize>width * 3;
    for (let x = -radius; x < width + radius; x++) {
      const bytes = v128.load32_zero(row + <usize>mirrored(x, width) * 3);
      const words = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(bytes));
      v128.store(line + (<usize>(x + radius) << 4), f32x4.convert_i32x4_s(words));
    }
    const to = scratch + stride * <usize>y;
    for (let x = 0; x < width; x++) {
      const centre = line + (<usize>(x + radius) << 4);
      let sum = f32x4.mul(v128.load(centre), v128.load32_splat(weights));
      for (let k = 1; k <= radius; k++) {
        const away = <usize>k << 4;
        const both = f32x4.add(v128.load(centre - away), v128.load(centre + away));
        sum = f32x4.add(sum, f32x4.mul(both, v128.load32_splat(weights + (<usize>k << 2))));
      }
      v128.store(to + (<usize>x << 4), sum);
    }
  }
  columns(scratch, target, width, height, weights, radius, line);
}

/** The pass along the columns; `sums` has room for one row. */
function columns(
  plane: usize, target: usize, width: i32, height: i32, weights: usize, radius: i32, sums: usize,
): void {
  const stride = <usize>width << 4;
  const end = sums + stride;
  for (let y = 0; y < height; y++) {
    const centre = plane + stride * <usize>y;
    const own = v128.load32_splat(weights);
    for (let at: usize = 0; at < stride; at += 16) v128.store(sums + at, f32x4.mul(v128.load(centre + at), own));
    for (let k = 1; k <= radius; k++) {
      const above = plane + stride * <usize>mirrored(y - k, height);
      const below = plane + stride * <usize>mirrored(y + k, height);
      const weight = v128.load32_splat(weights + (<usize>k << 2));
      for (let at: usize = 0; at < stride; at += 16) {
        const both = f32x4.add(v128.load(above + at), v128.load(below + at));
        v128.store(sums + at, f32x4.add(v128.load(sums + at), f32x4.mul(both, weight)));
      }
    }
    for (let at = sums; at < end; at += 16) {
      const values = i32x4.trunc_sat_f32x4_s(f32x4.nearest(v128.load(at)));
      const words = i16x8.narrow_i32x4_s(values, values);
      v128.store32_lane(target, i8x16.narrow_i16x8_u(words, words), 0);
      target += 3;
    }
  }
}

/** The index inside a line of `length` pixels at which the mirrored line shows `index`. */
// @ts-ignore: decorator
@inline
function mirrored(index: i32, length: i32): i32 {
  const last = length - 1;
  if (last == 0) return 0;
  while (index < 0 || index > last) index = index < 0 ? -index : 2 * last - index;
  return index;
}
