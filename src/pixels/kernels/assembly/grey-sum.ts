import { greenWeights, greyOf, redBlueWeights, toLanes } from './grey';
import { pinned } from './pinned';

/** Sum over all pixels of the grey value (L), rounded for each pixel as Pillow's convert('L') does. */
export function greySum(image: usize, pixels: i32): u32 {
  const spread = pinned(toLanes());
  const weights = pinned(redBlueWeights());
  const halves = pinned(greenWeights());
  const redBlue = pinned(i32x4.splat(0x00ff00ff));
  const low = pinned(i32x4.splat(0xff));
  const one = pinned(i32x4.splat(0x10000));
  let sums = i32x4.splat(0);
  let left = pixels;
  for (let at = image; left > 0; at += 12) {
    const lanes = i8x16.swizzle(v128.load(at), spread);
    let grey = greyOf(v128.and(lanes, redBlue), v128.and(i32x4.shr_u(lanes, 8), low), weights, halves, one);
    // Of the last vector only the pixels that are left.
    if (left < 4) grey = v128.and(grey, i32x4.gt_s(i32x4.splat(left), i32x4(0, 1, 2, 3)));
    sums = i32x4.add(sums, grey);
    left -= 4;
  }
  return i32x4.extract_lane(sums, 0) + i32x4.extract_lane(sums, 1) + i32x4.extract_lane(sums, 2) + i32x4.extract_lane(sums, 3);
}
