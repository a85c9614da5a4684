/**
 * The low-frequency crop of an RGB image in single precision, not rounded and not clamped. The same folding as
 * spectral-crop.ts; every sum runs over the terms in order, without fused operations, so that every platform gives
 * the same bits.
 */
import { BLOCK, firstTerm, termCount } from './spectral-groups';

const CENTRE: f32 = 128;
/** Bytes of sixteen columns. */
const LINE: usize = 4 * BLOCK;

let planes: usize = 0;
let sums: usize = 0;

/**
 * @param image height x width x 3 bytes
 * @param height even
 * @param width even
 * @param rows height of the result: even, below `height`
 * @param columns width of the result: even, below `width`
 * @param vertical weights from `height` to `rows`, f32: for each group, for each output set (padded to an even number), the group's terms
 * @param wave f32: the Nyquist sine of the terms of `waveGroup`, of the vertical table
 * @param waveGroup group whose terms the sine needs
 * @param horizontal weights from `width` to `columns`
 * @param sine f64 sin(pi columns j / width) for j = 0..width-1
 * @param scratch memory for the passes
 * @param output rows x columns x 3 floats and one to spare
 */
export function spectralCropFloat(
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
  const across = width * 3;
  const middleStride = <usize>(((across + BLOCK) & -BLOCK) * 4);
  const turnedColumns = rows * 3;
  const turnedStride = <usize>(((turnedColumns + BLOCK) & -BLOCK) * 4);
  planes = scratch;
  sums = planes + planeBytes(max(height, width) >> 1) * 4;
  const nyquist = sums + 4 * 2 * LINE;
  const middle = nyquist + <usize>(across + BLOCK) * 4;
  const turned = middle + middleStride * <usize>rows;
  const offsets = turned + turnedStride * <usize>width;
  const result = offsets + turnedStride * 2;

  for (let column = 0; column < across; column += BLOCK) {
    termsOfBytes(image + column, <usize>across, height);
    allSets(vertical, height >> 1, rows, middle + (<usize>column << 2), middleStride, 0);
    const half = height >> 1;
    dotTwoSets(groupTerms(waveGroup, half), wave, wave, termCount(waveGroup, half), sums);
    for (let k = 0; k < 4; k++) v128.store(nyquist + (<usize>column << 2) + <usize>(k * 16), v128.load(sums + <usize>(k * 16)));
  }
  transpose(middle, middleStride, turned, turnedStride, rows, width);
  checkerboard(nyquist, sine, height, width, rows, offsets, turnedStride);
  for (let column = 0; column < turnedColumns; column += BLOCK) {
    termsOfFloats(turned + (<usize>column << 2), turnedStride, width);
    allSets(horizontal, width >> 1, columns, result + (<usize>column << 2), turnedStride, offsets + (<usize>column << 2));
  }
  transpose(result, turnedStride, output, <usize>(columns * 12), columns, rows);
}

// @ts-expect-error: decorator
@inline
function planeBytes(half: i32): usize {
  return <usize>((half >> 1) + 1) * LINE;
}

// @ts-expect-error: decorator
@inline
function groupTerms(group: i32, half: i32): usize {
  return planes + <usize>group * planeBytes(half) + <usize>firstTerm(group) * LINE;
}

/** Writes the four terms of the set of row j, from its rows a, b = j + M, c = M - j, d = N - j. */
// @ts-expect-error: decorator
@inline
function storeTerms(to: usize, plane: usize, a: v128, b: v128, c: v128, d: v128, alone: bool): void {
  const sum = f32x4.add(a, b);
  const difference = f32x4.sub(a, b);
  if (alone) {
    v128.store(to, sum);
    v128.store(to + plane, sum);
    v128.store(to + plane * 2, difference);
    v128.store(to + plane * 3, difference);
  } else {
    const sumOther = f32x4.add(c, d);
    const differenceOther = f32x4.sub(c, d);
    v128.store(to, f32x4.add(sum, sumOther));
    v128.store(to + plane, f32x4.sub(sum, sumOther));
    v128.store(to + plane * 2, f32x4.add(difference, differenceOther));
    v128.store(to + plane * 3, f32x4.sub(difference, differenceOther));
  }
}

// @ts-expect-error: decorator
@inline
function centred(pixels: usize): v128 {
  const words = i16x8.extend_low_i8x16_u(v128.load32_zero(pixels));
  return f32x4.sub(f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(words)), f32x4.splat(CENTRE));
}

function termsOfBytes(rows: usize, stride: usize, size: i32): void {
  const half = size >> 1;
  const plane = planeBytes(half);
  for (let j = 0; j <= half >> 1; j++) {
    const a = rows + <usize>j * stride;
    const b = a + <usize>half * stride;
    const c = rows + <usize>(half - j) * stride;
    const d = rows + <usize>((size - j) % size) * stride;
    const alone = j == 0 || j * 2 == half;
    const to = planes + <usize>j * LINE;
    for (let k: usize = 0; k < <usize>BLOCK; k += 4) {
      storeTerms(to + (k << 2), plane, centred(a + k), centred(b + k), centred(c + k), centred(d + k), alone);
    }
  }
}

function termsOfFloats(rows: usize, stride: usize, size: i32): void {
  const half = size >> 1;
  const plane = planeBytes(half);
  for (let j = 0; j <= half >> 1; j++) {
    const a = rows + <usize>j * stride;
    const b = a + <usize>half * stride;
    const c = rows + <usize>(half - j) * stride;
    const d = rows + <usize>((size - j) % size) * stride;
    const alone = j == 0 || j * 2 == half;
    const to = planes + <usize>j * LINE;
    for (let k: usize = 0; k < LINE; k += 16) {
      storeTerms(to + k, plane, v128.load(a + k), v128.load(b + k), v128.load(c + k), v128.load(d + k), alone);
    }
  }
}

/** Sums of one group for two output sets: eight vectors to `to`. */
function dotTwoSets(terms: usize, weights0: usize, weights1: usize, count: i32, to: usize): void {
  let a0 = f32x4.splat(0);
  let a1 = a0;
  let a2 = a0;
  let a3 = a0;
  let b0 = a0;
  let b1 = a0;
  let b2 = a0;
  let b3 = a0;
  const end = terms + <usize>count * LINE;
  while (terms < end) {
    const w0 = v128.load_splat<u32>(weights0);
    const w1 = v128.load_splat<u32>(weights1);
    const t0 = v128.load(terms);
    a0 = f32x4.add(a0, f32x4.mul(t0, w0));
    b0 = f32x4.add(b0, f32x4.mul(t0, w1));
    const t1 = v128.load(terms, 16);
    a1 = f32x4.add(a1, f32x4.mul(t1, w0));
    b1 = f32x4.add(b1, f32x4.mul(t1, w1));
    const t2 = v128.load(terms, 32);
    a2 = f32x4.add(a2, f32x4.mul(t2, w0));
    b2 = f32x4.add(b2, f32x4.mul(t2, w1));
    const t3 = v128.load(terms, 48);
    a3 = f32x4.add(a3, f32x4.mul(t3, w0));
    b3 = f32x4.add(b3, f32x4.mul(t3, w1));
    terms += LINE;
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

function allSets(weights: usize, half: i32, bandwidth: i32, to: usize, stride: usize, offsets: usize): void {
  const halfOut = bandwidth >> 1;
  const sets = ((halfOut >> 1) + 2) & -2;
  for (let set = 0; set < sets; set += 2) {
    let table = weights;
    for (let group = 0; group < 4; group++) {
      const count = termCount(group, half);
      const row = table + <usize>(set * count) * 4;
      dotTwoSets(groupTerms(group, half), row, row + <usize>count * 4, count, sums + <usize>group * 128);
      table += <usize>(sets * count) * 4;
    }
    for (let k = 0; k < 2 && set + k <= halfOut >> 1; k++) {
      for (let part: usize = 0; part < 64; part += 16) {
        combine(sums + <usize>(k * 64) + part, set + k, halfOut, to + part, stride, offsets == 0 ? 0 : offsets + part);
      }
    }
  }
}

/** The four output rows of one set: i, i + C, C - i and B - i. */
// @ts-expect-error: decorator
@inline
function combine(from: usize, set: i32, halfOut: i32, to: usize, stride: usize, offsets: usize): void {
  const es = v128.load(from);
  const ed = v128.load(from, 128);
  const os = v128.load(from, 256);
  const od = v128.load(from, 384);
  const even = f32x4.add(es, ed);
  const odd = f32x4.add(os, od);
  const evenOther = f32x4.sub(es, ed);
  const oddOther = f32x4.sub(os, od);
  put(f32x4.add(even, odd), set, to, stride, offsets);
  put(f32x4.sub(even, odd), set + halfOut, to, stride, offsets);
  if (set > 0) {
    put(f32x4.add(evenOther, oddOther), halfOut - set, to, stride, offsets);
    put(f32x4.sub(evenOther, oddOther), 2 * halfOut - set, to, stride, offsets);
  }
}

// @ts-expect-error: decorator
@inline
function put(values: v128, row: i32, to: usize, stride: usize, offsets: usize): void {
  const at = to + <usize>row * stride;
  if (offsets == 0) v128.store(at, values);
  else v128.store(at, f32x4.add(values, v128.load(offsets + <usize>(row & 1) * stride)));
}

/** Centre and checkerboard, see spectral-crop.ts. */
function checkerboard(
  nyquist: usize, sine: usize, height: i32, width: i32, rows: i32, offsets: usize, lineBytes: usize,
): void {
  for (let channel = 0; channel < 3; channel++) {
    let sum: f64 = 0;
    for (let j = 0; j < width; j++) {
      sum += <f64>load<f32>(nyquist + (<usize>(j * 3 + channel) << 2)) * load<f64>(sine + (<usize>j << 3));
    }
    const c = <f32>(sum / (<f64>height * <f64>width));
    for (let i = 0; i < rows; i++) {
      const at = offsets + (<usize>(i * 3 + channel) << 2);
      const signed = (i & 1) == 0 ? c : -c;
      store<f32>(at, CENTRE - signed);
      store<f32>(at + lineBytes, CENTRE + signed);
    }
  }
}

/** source[i][3 j + c] -> target[j][3 i + c] for `rows` i and `columns` j. */
function transpose(source: usize, stride: usize, target: usize, targetStride: usize, rows: i32, columns: i32): void {
  for (let first = 0; first < columns; first += 8) {
    const end = min(first + 8, columns);
    for (let i = 0; i < rows; i++) {
      let from = source + <usize>i * stride + <usize>(first * 12);
      let to = target + <usize>first * targetStride + <usize>(i * 12);
      for (let j = first; j < end; j++) {
        store<u64>(to, load<u64>(from));
        store<u32>(to, load<u32>(from, 8), 8);
        from += 12;
        to += targetStride;
      }
    }
  }
}
