import { blend } from './blend';

/** Color: D is the grey value (L) of each pixel, as Pillow's convert('L') rounds it. Stores a byte past each pixel. */
export function blendWithGrey(source: usize, target: usize, pixels: i32, factor: f32): void {
  const alpha = f32x4.splat(factor);
  const weights = i32x4(19595, 38470, 7471, 0);
  for (let k = 0; k < pixels; k++) {
    const at = <usize>k * 3;
    const image = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(source + at)));
    const products = i32x4.mul(image, weights);
    const sum = i32x4.extract_lane(products, 0) + i32x4.extract_lane(products, 1) + i32x4.extract_lane(products, 2);
    const words = blend(image, i32x4.splat((sum + 32768) >> 16), alpha);
    const narrow = i16x8.narrow_i32x4_s(words, words);
    v128.store32_lane(target + at, i8x16.narrow_i16x8_u(narrow, narrow), 0);
  }
}
