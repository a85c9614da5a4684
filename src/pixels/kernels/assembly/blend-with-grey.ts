import { blend, boundedFactor, MAGIC, MAGIC_BITS } from './blend';
import { greenWeights, greyOf, redBlueWeights, toLanes } from './grey';
import { pinned } from './pinned';

/**
 * Color: a blend with the grey value (L) of each pixel, four pixels at a time and channel by channel. Stores up to 13
 * bytes past the image.
 */
export function blendWithGrey(source: usize, target: usize, pixels: i32, factor: f32): void {
  const alpha = pinned(boundedFactor(factor));
  const magic = pinned(f32x4.splat(MAGIC));
  const magicBits = pinned(i32x4.splat(MAGIC_BITS));
  const spread = pinned(toLanes());
  const toPixels = pinned(i8x16(0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11, 12, 13, 14, 15));
  const weights = pinned(redBlueWeights());
  const halves = pinned(greenWeights());
  const redBlueMask = pinned(i32x4.splat(0x00ff00ff));
  const low = pinned(i32x4.splat(0xff));
  const one = pinned(i32x4.splat(0x10000));
  const bytes = <usize>pixels * 3;
  for (let k: usize = 0; k < bytes; k += 12) {
    const lanes = i8x16.swizzle(v128.load(source + k), spread);
    const redBlue = v128.and(lanes, redBlueMask);
    const green = v128.and(i32x4.shr_u(lanes, 8), low);
    const grey = greyOf(redBlue, green, weights, halves, one);
    const degenerate = f32x4.convert_i32x4_s(grey);
    const r = blend(degenerate, i32x4.sub(v128.and(lanes, low), grey), alpha, magic, magicBits);
    const g = blend(degenerate, i32x4.sub(green, grey), alpha, magic, magicBits);
    const b = blend(degenerate, i32x4.sub(i32x4.shr_u(lanes, 16), grey), alpha, magic, magicBits);
    const planes = i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_s(r, g), i16x8.narrow_i32x4_s(b, b));
    v128.store(target + k, i8x16.swizzle(planes, toPixels));
  }
}
