/**
 * The low-frequency crop of an RGB image in integers: spec and derivation in src/pixels/kernels/spectral-table.ts.
 *
 * First pass down the columns: samples are centred by -128, weights have 15 fractional bits, the result is rounded to
 * 5 fractional bits. Second pass along the rows, on the transposed result: terms are halved to 4 fractional bits.
 * N and B are a side of the image and of the result; the axes may differ. With S = the largest row sum of |Re A| of either
 * axis, below 4.06 for every size up to 512 (the greatest is that of B = N - 2):
 * - first pass: a group's sum is below 2^25; its result is at most 128 * S * 2^5 < 2^15;
 * - second pass: a term is at most 2 * 128 * S * 2^5, below 2^15 for S < 3.999. Only B = N - 2 with N above about 470
 *   passes that, for inputs that no image resembles, and there the term saturates: the narrowing never wraps around;
 * - the result, the sum of all four groups, is at most 128 * S^2 * 2^19 < 1.1 * 2^30; partial sums add modulo 2^32,
 *   so that it is right even if one of them were to wrap around.
 * Integer sums do not depend on their order, so every platform gives the same bytes.
 */
import {
  BLOCK, EVEN_ANTISYMMETRIC, EVEN_SYMMETRIC, firstTerm, ODD_ANTISYMMETRIC, ODD_SYMMETRIC, pairCount, termCount,
} from './spectral-groups';

const WEIGHT_BITS = 15;
const MIDDLE_BITS = 5;
/** Fractional bits of the second pass's sums: those of its weights and of its terms. */
const RESULT_BITS = WEIGHT_BITS + MIDDLE_BITS - 1;
const CENTRE = 128;

/** Scratch memory of one block: planar terms, interleaved terms, sums of two output sets for four groups. */
let planar: usize = 0;
let interleaved: usize = 0;
let sums: usize = 0;

/**
 * @param image height x width x 3 bytes
 * @param height even
 * @param width even
 * @param rows height of the result: even, below `height`
 * @param columns width of the result: even, below `width`
 * @param vertical weights from `height` to `rows`, for each group, for each output set (padded to an even number), the group's pairs of i16
 * @param wave pairs of i16: the Nyquist sine of one group; see `waveGroup`, of the vertical table
 * @param waveGroup group whose terms the sine needs
 * @param horizontal weights from `width` to `columns`
 * @param sine f64 sin(pi columns j / width) for j = 0..width-1
 * @param scratch memory for the passes
 * @param output rows x columns x 3 bytes and 16 to spare
 */
export function spectralCrop(
  image: usize,
  height: i32,
  width: i32,
  rows: i32,
  columns: i32,
  vertical: usize,
  wave: usize,
  waveGroup: i32,
  horizontal: usize,
  sine: usize,
  scratch: usize,
  output: usize,
): void {
  const longest = max(height, width);
  const across = width * 3;
  const middleStride = <usize>(((across + BLOCK - 1) & -BLOCK) * 2);
  const turnedColumns = rows * 3;
  // At least one column to spare: the transposition stores past the last one.
  const turnedStride = <usize>(((turnedColumns + BLOCK) & -BLOCK) * 2);
  planar = scratch;
  interleaved = planar + <usize>((longest >> 1) + 4) * 2 * 2 * BLOCK;
  interleaved = (interleaved + 15) & ~15;
  sums = interleaved + <usize>(longest + 16) * 2 * BLOCK;
  const nyquist = sums + 4 * 2 * BLOCK * 4;
  const middle = nyquist + <usize>(across + BLOCK) * 4;
  const turned = middle + middleStride * <usize>(rows + 1);
  const offsets = turned + turnedStride * <usize>width + 64;
  const result = offsets + turnedStride * 4;

  for (let column = 0; column < across; column += BLOCK) {
    termsOfBytes(image + column, <usize>across, height);
    allSets(vertical, height >> 1, rows, middle + (<usize>column << 1), middleStride, 0);
    waveSums(wave, waveGroup, height >> 1, nyquist + (<usize>column << 2));
  }
  transposeMiddle(middle, middleStride, turned, turnedStride, width, rows);
  checkerboard(nyquist, sine, height, width, rows, offsets, turnedStride << 1);
  const resultStride = turnedStride >> 1;
  for (let column = 0; column < turnedColumns; column += BLOCK) {
    termsOfMiddle(turned + (<usize>column << 1), turnedStride, width);
    allSets(horizontal, width >> 1, columns, result + column, resultStride, offsets + (<usize>column << 2));
  }
  transposeResult(result, resultStride, output, rows, columns);
}

/** Bytes of one group's terms in the interleaved block. */
// @ts-expect-error: decorator
@inline
function groupBytes(group: i32, half: i32): usize {
  return <usize>pairCount(group, half) * (4 * BLOCK);
}

/** Writes the terms of sixteen columns of bytes. */
function termsOfBytes(rows: usize, stride: usize, size: i32): void {
  const half = size >> 1;
  const plane = <usize>((half >> 1) + 2) * (2 * BLOCK);
  for (let j = 0; j <= half >> 1; j++) {
    const a = rows + <usize>j * stride;
    const b = a + <usize>half * stride;
    const c = rows + <usize>(half - j) * stride;
    const d = rows + <usize>((size - j) % size) * stride;
    const alone = j == 0 || j * 2 == half;
    for (let part = 0; part < 2; part++) {
      const at = <usize>(part * 8);
      const va = v128.load_ext<u8>(a + at);
      const vb = v128.load_ext<u8>(b + at);
      const sum = i16x8.sub(i16x8.add(va, vb), i16x8.splat(<i16>(2 * CENTRE)));
      const difference = i16x8.sub(va, vb);
      const to = planar + <usize>j * (2 * BLOCK) + (at << 1);
      if (alone) {
        storeAlone(to, plane, sum, difference);
      } else {
        const vc = v128.load_ext<u8>(c + at);
        const vd = v128.load_ext<u8>(d + at);
        const sumOther = i16x8.sub(i16x8.add(vc, vd), i16x8.splat(<i16>(2 * CENTRE)));
        const differenceOther = i16x8.sub(vc, vd);
        v128.store(to, i16x8.add(sum, sumOther));
        v128.store(to + plane, i16x8.sub(sum, sumOther));
        v128.store(to + plane * 2, i16x8.add(difference, differenceOther));
        v128.store(to + plane * 3, i16x8.sub(difference, differenceOther));
      }
    }
  }
  interleave(half, plane);
}

/** A row that is its own partner has one even and one odd term, which the groups that do not hold it never read. */
// @ts-expect-error: decorator
@inline
function storeAlone(to: usize, plane: usize, even: v128, odd: v128): void {
  v128.store(to, even);
  v128.store(to + plane, even);
  v128.store(to + plane * 2, odd);
  v128.store(to + plane * 3, odd);
}

/** Halves a term of four, rounding up at a half, in 32 bits, since the sum itself may pass 16. */
// @ts-expect-error: decorator
@inline
function halved(low: v128, high: v128): v128 {
  const one = i32x4.splat(1);
  return i16x8.narrow_i32x4_s(
    i32x4.shr_s(i32x4.add(low, one), 1),
    i32x4.shr_s(i32x4.add(high, one), 1),
  );
}

/** Writes the terms of sixteen columns of the transposed middle. */
function termsOfMiddle(rows: usize, stride: usize, size: i32): void {
  const half = size >> 1;
  const plane = <usize>((half >> 1) + 2) * (2 * BLOCK);
  for (let j = 0; j <= half >> 1; j++) {
    const a = rows + <usize>j * stride;
    const b = a + <usize>half * stride;
    const c = rows + <usize>(half - j) * stride;
    const d = rows + <usize>((size - j) % size) * stride;
    const alone = j == 0 || j * 2 == half;
    for (let part = 0; part < 2; part++) {
      const at = <usize>(part * 16);
      const va = v128.load(a + at);
      const vb = v128.load(b + at);
      const aLow = i32x4.extend_low_i16x8_s(va);
      const aHigh = i32x4.extend_high_i16x8_s(va);
      const bLow = i32x4.extend_low_i16x8_s(vb);
      const bHigh = i32x4.extend_high_i16x8_s(vb);
      const sumLow = i32x4.add(aLow, bLow);
      const sumHigh = i32x4.add(aHigh, bHigh);
      const diffLow = i32x4.sub(aLow, bLow);
      const diffHigh = i32x4.sub(aHigh, bHigh);
      const to = planar + <usize>j * (2 * BLOCK) + at;
      if (alone) {
        storeAlone(to, plane, halved(sumLow, sumHigh), halved(diffLow, diffHigh));
      } else {
        const vc = v128.load(c + at);
        const vd = v128.load(d + at);
        const cLow = i32x4.extend_low_i16x8_s(vc);
        const cHigh = i32x4.extend_high_i16x8_s(vc);
        const dLow = i32x4.extend_low_i16x8_s(vd);
        const dHigh = i32x4.extend_high_i16x8_s(vd);
        const sum2Low = i32x4.add(cLow, dLow);
        const sum2High = i32x4.add(cHigh, dHigh);
        const diff2Low = i32x4.sub(cLow, dLow);
        const diff2High = i32x4.sub(cHigh, dHigh);
        v128.store(to, halved(i32x4.add(sumLow, sum2Low), i32x4.add(sumHigh, sum2High)));
        v128.store(to + plane, halved(i32x4.sub(sumLow, sum2Low), i32x4.sub(sumHigh, sum2High)));
        v128.store(to + plane * 2, halved(i32x4.add(diffLow, diff2Low), i32x4.add(diffHigh, diff2High)));
        v128.store(to + plane * 3, halved(i32x4.sub(diffLow, diff2Low), i32x4.sub(diffHigh, diff2High)));
      }
    }
  }
  interleave(half, plane);
}

/** Brings the terms into the order of the dot products: for each group and pair, sixteen columns of two terms. */
function interleave(half: i32, plane: usize): void {
  let to = interleaved;
  for (let group = 0; group < 4; group++) {
    const first = planar + <usize>group * plane + <usize>firstTerm(group) * (2 * BLOCK);
    const pairs = pairCount(group, half);
    const odd = (termCount(group, half) & 1) == 1;
    for (let pair = 0; pair < pairs; pair++) {
      const from = first + <usize>pair * (4 * BLOCK);
      const a0 = v128.load(from);
      const a1 = v128.load(from, 16);
      // The last term of an odd number has no partner; its weight is 0, but what memory holds must not be read as one.
      const lone = odd && pair == pairs - 1;
      const b0 = lone ? i16x8.splat(0) : v128.load(from, 32);
      const b1 = lone ? i16x8.splat(0) : v128.load(from, 48);
      v128.store(to, v128.shuffle<i16>(a0, b0, 0, 8, 1, 9, 2, 10, 3, 11));
      v128.store(to, v128.shuffle<i16>(a0, b0, 4, 12, 5, 13, 6, 14, 7, 15), 16);
      v128.store(to, v128.shuffle<i16>(a1, b1, 0, 8, 1, 9, 2, 10, 3, 11), 32);
      v128.store(to, v128.shuffle<i16>(a1, b1, 4, 12, 5, 13, 6, 14, 7, 15), 48);
      to += 4 * BLOCK;
    }
  }
}

/** Sums of one group for two output sets: eight vectors to `to`. */
function dotTwoSets(terms: usize, weights0: usize, weights1: usize, pairs: i32, to: usize): void {
  let a0 = i32x4.splat(0);
  let a1 = a0;
  let a2 = a0;
  let a3 = a0;
  let b0 = a0;
  let b1 = a0;
  let b2 = a0;
  let b3 = a0;
  const end = terms + <usize>pairs * (4 * BLOCK);
  while (terms < end) {
    const w0 = v128.load_splat<u32>(weights0);
    const w1 = v128.load_splat<u32>(weights1);
    const t0 = v128.load(terms);
    a0 = i32x4.add(a0, i32x4.dot_i16x8_s(t0, w0));
    b0 = i32x4.add(b0, i32x4.dot_i16x8_s(t0, w1));
    const t1 = v128.load(terms, 16);
    a1 = i32x4.add(a1, i32x4.dot_i16x8_s(t1, w0));
    b1 = i32x4.add(b1, i32x4.dot_i16x8_s(t1, w1));
    const t2 = v128.load(terms, 32);
    a2 = i32x4.add(a2, i32x4.dot_i16x8_s(t2, w0));
    b2 = i32x4.add(b2, i32x4.dot_i16x8_s(t2, w1));
    const t3 = v128.load(terms, 48);
    a3 = i32x4.add(a3, i32x4.dot_i16x8_s(t3, w0));
    b3 = i32x4.add(b3, i32x4.dot_i16x8_s(t3, w1));
    terms += 4 * BLOCK;
    weights0 += 4;
    weights1 += 4;
  }
  v128.store(to, a0);
  v128.store(to, a1, 16);
  v128.store(to, a2, 32);
  v128.store(to, a3, 48);
  v128.store(to, b0, 64);
  v128.store(to, b1, 80);
  v128.store(to, b2, 96);
  v128.store(to, b3, 112);
}

/** Makes all output rows of a block. With `offsets` they are bytes of the result, without them the middle. */
function allSets(weights: usize, half: i32, bandwidth: i32, to: usize, stride: usize, offsets: usize): void {
  const halfOut = bandwidth >> 1;
  const sets = ((halfOut >> 1) + 2) & -2;
  for (let set = 0; set < sets; set += 2) {
    let table = weights;
    let terms = interleaved;
    for (let group = 0; group < 4; group++) {
      const pairs = pairCount(group, half);
      const row = table + <usize>(set * pairs) * 4;
      dotTwoSets(terms, row, row + <usize>pairs * 4, pairs, sums + <usize>group * 128);
      table += <usize>(sets * pairs) * 4;
      terms += groupBytes(group, half);
    }
    for (let k = 0; k < 2 && set + k <= halfOut >> 1; k++) {
      combine(sums + <usize>(k * 64), set + k, halfOut, to, stride, offsets);
    }
  }
}

/** The four output rows of one set: i, i + C, C - i and B - i; row B does not exist and has room to spare. */
function combine(from: usize, set: i32, halfOut: i32, to: usize, stride: usize, offsets: usize): void {
  const second = set + halfOut;
  const third = halfOut - set;
  const fourth = 2 * halfOut - set;
  for (let part = 0; part < 2; part++) {
    const at = from + <usize>(part * 32);
    const es0 = v128.load(at);
    const es1 = v128.load(at, 16);
    const ed0 = v128.load(at, 128);
    const ed1 = v128.load(at, 144);
    const os0 = v128.load(at, 256);
    const os1 = v128.load(at, 272);
    const od0 = v128.load(at, 384);
    const od1 = v128.load(at, 400);
    const even0 = i32x4.add(es0, ed0);
    const even1 = i32x4.add(es1, ed1);
    const odd0 = i32x4.add(os0, od0);
    const odd1 = i32x4.add(os1, od1);
    put(i32x4.add(even0, odd0), i32x4.add(even1, odd1), set, part, to, stride, offsets);
    put(i32x4.sub(even0, odd0), i32x4.sub(even1, odd1), second, part, to, stride, offsets);
    const evenR0 = i32x4.sub(es0, ed0);
    const evenR1 = i32x4.sub(es1, ed1);
    const oddR0 = i32x4.sub(os0, od0);
    const oddR1 = i32x4.sub(os1, od1);
    put(i32x4.add(evenR0, oddR0), i32x4.add(evenR1, oddR1), third, part, to, stride, offsets);
    if (set > 0) put(i32x4.sub(evenR0, oddR0), i32x4.sub(evenR1, oddR1), fourth, part, to, stride, offsets);
  }
}

/** Rounds and stores eight columns of one output row. */
// @ts-expect-error: decorator
@inline
function put(low: v128, high: v128, row: i32, part: i32, to: usize, stride: usize, offsets: usize): void {
  if (offsets == 0) {
    const round = i32x4.splat(1 << (WEIGHT_BITS - MIDDLE_BITS - 1));
    const a = i32x4.shr_s(i32x4.add(low, round), WEIGHT_BITS - MIDDLE_BITS);
    const b = i32x4.shr_s(i32x4.add(high, round), WEIGHT_BITS - MIDDLE_BITS);
    v128.store(to + <usize>row * stride + <usize>(part * 16), i16x8.narrow_i32x4_s(a, b));
  } else {
    const line = offsets + <usize>(row & 1) * (stride << 2) + <usize>(part * 32);
    const a = i32x4.shr_s(i32x4.add(low, v128.load(line)), RESULT_BITS);
    const b = i32x4.shr_s(i32x4.add(high, v128.load(line, 16)), RESULT_BITS);
    const words = i16x8.narrow_i32x4_s(a, b);
    v128.store64_lane(to + <usize>row * stride + <usize>(part * 8), i8x16.narrow_i16x8_u(words, words), 0);
  }
}

/** Sums of the Nyquist sine down the columns, 15 fractional bits. */
function waveSums(wave: usize, group: i32, half: i32, to: usize): void {
  let terms = interleaved;
  for (let g = 0; g < group; g++) terms += groupBytes(g, half);
  dotTwoSets(terms, wave, wave, pairCount(group, half), sums);
  for (let k = 0; k < 4; k++) v128.store(to + <usize>(k * 16), v128.load(sums + <usize>(k * 16)));
}

/** middle[i][3 j + c] -> turned[j][3 i + c]: eight bytes at a time, of which the next store overwrites the last two. */
function transposeMiddle(middle: usize, stride: usize, turned: usize, turnedStride: usize, size: i32, bandwidth: i32): void {
  for (let first = 0; first < size; first += 8) {
    const end = min(first + 8, size);
    for (let i = 0; i < bandwidth; i++) {
      let from = middle + <usize>i * stride + <usize>(first * 6);
      let to = turned + <usize>first * turnedStride + <usize>(i * 6);
      for (let j = first; j < end; j++) {
        store<u64>(to, load<u64>(from));
        from += 6;
        to += turnedStride;
      }
    }
  }
}

/**
 * The offsets that the second pass adds before it shifts: centre, rounding and the checkerboard -c (-1)^(i + j), with
 * c = v' x v of each channel; one line for even and one for odd output rows. The sum runs in order, in f64.
 */
function checkerboard(
  nyquist: usize, sine: usize, height: i32, width: i32, rows: i32, offsets: usize, lineBytes: usize,
): void {
  const base = (CENTRE << RESULT_BITS) + (1 << (RESULT_BITS - 1));
  const scale: f64 = <f64>(1 << (RESULT_BITS - WEIGHT_BITS)) / (<f64>height * <f64>width);
  for (let channel = 0; channel < 3; channel++) {
    let sum: f64 = 0;
    for (let j = 0; j < width; j++) {
      sum += <f64>load<i32>(nyquist + (<usize>(j * 3 + channel) << 2)) * load<f64>(sine + (<usize>j << 3));
    }
    const c = <i32>nearest(sum * scale);
    for (let i = 0; i < rows; i++) {
      const at = offsets + (<usize>(i * 3 + channel) << 2);
      const signed = (i & 1) == 0 ? c : -c;
      store<i32>(at, base - signed);
      store<i32>(at + lineBytes, base + signed);
    }
  }
}

/** result[j][3 i + c] -> output[i][3 j + c], four bytes at a time, of which the next store overwrites the last. */
function transposeResult(result: usize, stride: usize, output: usize, rows: i32, columns: i32): void {
  for (let i = 0; i < rows; i++) {
    let from = result + <usize>(i * 3);
    let to = output + <usize>(i * columns * 3);
    for (let j = 0; j < columns; j++) {
      store<u32>(to, load<u32>(from));
      from += stride;
      to += 3;
    }
  }
}
