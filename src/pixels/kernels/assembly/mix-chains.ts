/**
 * AugMix: chains of operations on one image, mixed with it. `image` is the result of the chain that has just ended, and
 * afterwards the image itself again, for the next one; `kept` is that image.
 *
 * Whole vectors of 8 samples are read and written, of floats 32 bytes.
 */

import { blend, boundedFactor, MAGIC, MAGIC_BITS } from './blend';

/** @param mixed the chains' results: as bytes in blended mode, and otherwise as floats, their weighted sum */
export function startChains(image: usize, kept: usize, mixed: usize, samples: i32, blended: bool): void {
  const bytes = <usize>samples;
  memory.copy(kept, image, bytes);
  if (blended) memory.copy(mixed, image, bytes);
  else memory.fill(mixed, 0, bytes << 2);
}

/** sum + weight * image, every step rounded to single precision. */
export function addChain(image: usize, kept: usize, sum: usize, samples: i32, weight: f32): void {
  const factor = f32x4.splat(weight);
  const end = <usize>samples;
  for (let k: usize = 0; k < end; k += 8) {
    const words = v128.load_ext<u8>(image + k);
    const low = f32x4.mul(factor, f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_u(words)));
    const high = f32x4.mul(factor, f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_u(words)));
    const at = sum + (k << 2);
    v128.store(at, f32x4.add(v128.load(at), low));
    v128.store(at + 16, f32x4.add(v128.load(at + 16), high));
  }
  memory.copy(image, kept, end);
}

/** Pillow's blend of four samples of the first image with those of the second, as integers to be clamped. */
// @ts-ignore: decorator
@inline
function between(first: v128, second: v128, alpha: v128): v128 {
  const magic = f32x4.splat(MAGIC);
  const bits = i32x4.splat(MAGIC_BITS);
  return blend(f32x4.convert_i32x4_s(first), i32x4.sub(second, first), alpha, magic, bits);
}

// @ts-ignore: decorator
@inline
function storeBytes(target: usize, low: v128, high: v128): void {
  const words = i16x8.narrow_i32x4_s(low, high);
  v128.store64_lane(target, i8x16.narrow_i16x8_u(words, words), 0);
}

/** Blends the chain's result into what is blended so far. */
export function blendChain(image: usize, kept: usize, mixed: usize, samples: i32, weight: f32): void {
  const alpha = boundedFactor(weight);
  const end = <usize>samples;
  for (let k: usize = 0; k < end; k += 8) {
    const a = v128.load_ext<u8>(mixed + k);
    const b = v128.load_ext<u8>(image + k);
    const low = between(i32x4.extend_low_i16x8_u(a), i32x4.extend_low_i16x8_u(b), alpha);
    const high = between(i32x4.extend_high_i16x8_u(a), i32x4.extend_high_i16x8_u(b), alpha);
    storeBytes(mixed + k, low, high);
  }
  memory.copy(image, kept, end);
}

export function takeBlended(image: usize, mixed: usize, samples: i32): void {
  memory.copy(image, mixed, <usize>samples);
}

/** The sum, cut off to bytes, blended into the image. */
export function blendSum(image: usize, kept: usize, sum: usize, samples: i32, share: f32): void {
  const alpha = boundedFactor(share);
  const most = i32x4.splat(255);
  const end = <usize>samples;
  for (let k: usize = 0; k < end; k += 8) {
    const words = v128.load_ext<u8>(kept + k);
    const at = sum + (k << 2);
    // The sum is never negative: weights and samples are not.
    const first = i32x4.min_s(i32x4.trunc_sat_f32x4_s(v128.load(at)), most);
    const second = i32x4.min_s(i32x4.trunc_sat_f32x4_s(v128.load(at + 16)), most);
    const low = between(i32x4.extend_low_i16x8_u(words), first, alpha);
    const high = between(i32x4.extend_high_i16x8_u(words), second, alpha);
    storeBytes(image + k, low, high);
  }
}
