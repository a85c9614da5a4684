/**
 * Filters along one axis: eight samples at a time from two or four taps each, in integers. Weights have 22 fractional
 * bits and are split into 11 upper and 11 lower ones, so that two taps of a sample are one dot product of 16-bit pairs.
 *
 * The weights' roundings, 2^-23 each, come to at most 4 * 255 * 2^-23 = 510 * 2^-22. A result is kept with this error
 * added. If its fraction is then more than twice the error, Pillow's result lies between the same two integers, and
 * truncation gives the same. The others are in doubt and computed again in doubles.
 */
import { makeExact } from './exact';
import { PLANE } from './tap-weights';

const LOW_BITS = 11;
const FRACTION_BITS = 22;

/** The error in units of 2^-22, with some more for the roundings of doubles, Pillow's and our own. */
const ERROR = 512;

/**
 * Vectors that every row needs, in memory: the mask of a fraction, the error, the limit below which a fraction is in
 * doubt, and all bits if equal taps are never in doubt.
 */
const MASK = memory.data(64, 16);
const BIAS: usize = 16;
const LIMIT: usize = 32;
const SURE: usize = 48;

/**
 * @param exact if the weights are without rounding, so that no result is ever in doubt
 * @param sure if all positions surely have the same taps as Pillow's, although they are rounded a little differently
 */
export function setPrecision(exact: bool, sure: bool): void {
  v128.store(MASK, i32x4.splat((1 << FRACTION_BITS) - 1));
  v128.store(MASK, i32x4.splat(exact ? 0 : ERROR), BIAS);
  v128.store(MASK, i32x4.splat(exact ? 0 : 2 * ERROR + 1), LIMIT);
  v128.store(MASK, i32x4.splat(sure ? -1 : 0), SURE);
}

/**
 * Filters the samples from `first` to before `last` of output row y, which begins at `to`; up to seven more are stored.
 * The taps of sample k are k bytes after `taps0` and `taps1`.
 *
 * @param weights of sample `first`, in planes
 * @param advance bytes between the weights of four samples: 16, or 0 if all samples have the same
 */
export function filterTwo(
  taps0: usize, taps1: usize, weights: usize, advance: usize, to: usize, first: i32, last: i32, y: i32,
): void {
  const mask = v128.load(MASK);
  const bias = v128.load(MASK, BIAS);
  const limit = v128.load(MASK, LIMIT);
  const sure = v128.load(MASK, SURE);
  let from = weights;
  for (let k = first; k < last; k += 8) {
    const p0 = v128.load_ext<u8>(taps0 + k);
    const p1 = v128.load_ext<u8>(taps1 + k);
    const a = twoTaps(firstPairs(p0, p1), from, bias);
    const b = twoTaps(lastPairs(p0, p1), from + advance, bias);
    from += 2 * advance;
    v128.store64_lane(to + k, toBytes(a, b), 0);
    const equal = v128.and(i16x8.eq(p0, p1), sure);
    const bits = doubtful(v128.and(a, mask), v128.and(b, mask), limit, equal);
    if (bits != 0) resolve(bits, to, k, last, y);
  }
}

/** The same with four taps. */
export function filterFour(
  taps0: usize, taps1: usize, taps2: usize, taps3: usize,
  weights: usize, advance: usize, to: usize, first: i32, last: i32, y: i32,
): void {
  const mask = v128.load(MASK);
  const bias = v128.load(MASK, BIAS);
  const limit = v128.load(MASK, LIMIT);
  const sure = v128.load(MASK, SURE);
  let from = weights;
  for (let k = first; k < last; k += 8) {
    const p0 = v128.load_ext<u8>(taps0 + k);
    const p1 = v128.load_ext<u8>(taps1 + k);
    const p2 = v128.load_ext<u8>(taps2 + k);
    const p3 = v128.load_ext<u8>(taps3 + k);
    const a = fourTaps(firstPairs(p0, p1), firstPairs(p2, p3), from, bias);
    const b = fourTaps(lastPairs(p0, p1), lastPairs(p2, p3), from + advance, bias);
    from += 2 * advance;
    v128.store64_lane(to + k, toBytes(a, b), 0);
    const equal = v128.and(v128.and(i16x8.eq(p0, p1), i16x8.eq(p1, p2)), v128.and(i16x8.eq(p2, p3), sure));
    const bits = doubtful(v128.and(a, mask), v128.and(b, mask), limit, equal);
    if (bits != 0) resolve(bits, to, k, last, y);
  }
}

/** Pairs of the first four of eight samples in 16 bits. */
// @ts-ignore: decorator
@inline
function firstPairs(a: v128, b: v128): v128 {
  return v128.shuffle<i16>(a, b, 0, 8, 1, 9, 2, 10, 3, 11);
}

/** Pairs of the last four. */
// @ts-ignore: decorator
@inline
function lastPairs(a: v128, b: v128): v128 {
  return v128.shuffle<i16>(a, b, 4, 12, 5, 13, 6, 14, 7, 15);
}

// @ts-ignore: decorator
@inline
function twoTaps(pairs: v128, weights: usize, bias: v128): v128 {
  const low = i32x4.dot_i16x8_s(pairs, v128.load(weights, PLANE));
  return i32x4.add(i32x4.shl(i32x4.dot_i16x8_s(pairs, v128.load(weights)), LOW_BITS), i32x4.add(low, bias));
}

// @ts-ignore: decorator
@inline
function fourTaps(pairs: v128, others: v128, weights: usize, bias: v128): v128 {
  const upper = i32x4.dot_i16x8_s(pairs, v128.load(weights));
  const lower = i32x4.dot_i16x8_s(pairs, v128.load(weights, PLANE));
  const high = i32x4.add(upper, i32x4.dot_i16x8_s(others, v128.load(weights, 2 * PLANE)));
  const low = i32x4.add(lower, i32x4.dot_i16x8_s(others, v128.load(weights, 3 * PLANE)));
  return i32x4.add(i32x4.shl(high, LOW_BITS), i32x4.add(low, bias));
}

/** Eight bytes. */
// @ts-ignore: decorator
@inline
function toBytes(a: v128, b: v128): v128 {
  const words = i16x8.narrow_i32x4_s(i32x4.shr_s(a, FRACTION_BITS), i32x4.shr_s(b, FRACTION_BITS));
  return i8x16.narrow_i16x8_u(words, words);
}

/**
 * A bit for each of eight fractions that is below the limit and comes of unequal taps. Equal ones give their value, in
 * doubles without a rounding; and here, too, by less than the error.
 */
// @ts-ignore: decorator
@inline
function doubtful(a: v128, b: v128, limit: v128, equal: v128): i32 {
  const below = i16x8.narrow_i32x4_s(i32x4.lt_s(a, limit), i32x4.lt_s(b, limit));
  return i16x8.bitmask(v128.andnot(below, equal));
}

/** Makes the pixels of samples exact: bit 0 stands for sample `first` of output row y. */
function resolve(bits: i32, to: usize, first: i32, last: i32, y: i32): void {
  let done = -1;
  for (let left = bits; left != 0; left &= left - 1) {
    const sample = first + ctz(left);
    const x = sample / 3;
    if (sample < last && x != done) makeExact(to + <usize>x * 3, x, y);
    done = x;
  }
}
