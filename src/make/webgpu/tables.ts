import { quantise, spectralWeights } from '../../pixels/kernels/spectral-table.ts';
import { roundHalfEven } from '../../plan/sampling/round-half-even.ts';

/** Weights of the crop as the shaders read them. */
export interface CropTables {
  /** Output sets; the row after the last one holds the Nyquist sine. */
  sets: number;
  /** Input sets: j = 0..floor(N/4). */
  terms: number;
  /** [sets + 1][terms][4 groups]; 0 where a group does not hold the term. */
  weights: Int32Array<ArrayBuffer>;
  /** sin(pi B j / N), j = 0..N-1. */
  sine: Float64Array;
}

/** Groups whose terms begin at j = 0, in the order of src/pixels/kernels/assembly/spectral-groups.ts; the others begin at 1. */
const FROM_ZERO = [true, false, false, true];
const GROUPS = 4;

/** The folded weights of src/pixels/kernels/spectral-table.ts, along one axis, for side N and bandwidth B, both even, B < N. */
export function cropTables(size: number, bandwidth: number): CropTables {
  const { groups, wave, waveGroup, sine } = spectralWeights(size, bandwidth);
  const sets = Math.floor(bandwidth / 4) + 1;
  const terms = Math.floor(size / 4) + 1;
  const weights = new Int32Array((sets + 1) * terms * GROUPS);
  const write = (row: number, group: number, values: readonly number[]): void => {
    const first = FROM_ZERO[group] ? 0 : 1;
    for (const [k, value] of values.entries()) {
      weights[(row * terms + first + k) * GROUPS + group] = quantise(value);
    }
  };
  for (let set = 0; set < sets; set += 1) {
    for (const [group, rows] of groups.entries()) write(set, group, rows[set]!);
  }
  write(sets, waveGroup, wave);
  return { sets, terms, weights, sine: Float64Array.from(sine) };
}

/** Fractional bits of the second pass beyond those of the Nyquist sums: see spectral-crop.ts. */
const CHECKERBOARD_BITS = 4;

/**
 * The scalar c of the checkerboard of every channel: v' x v, summed in doubles in the order of the kernels, as WGSL has
 * no doubles.
 *
 * @param nyquist images x N x 3 sums of the first pass, N the width
 * @param sine of the horizontal axis
 * @param scalars gets images x 3 values
 * @param height of the images; by default they are square
 */
export function checkerboardScalars(
  nyquist: Int32Array,
  sine: Float64Array,
  scalars: Int32Array,
  height = sine.length,
): void {
  const size = sine.length;
  const scale = 2 ** CHECKERBOARD_BITS / (height * size);
  for (let k = 0; k < scalars.length; k += 1) {
    const first = Math.floor(k / 3) * size * 3 + (k % 3);
    let sum = 0;
    for (let j = 0; j < size; j += 1) sum += nyquist[first + 3 * j]! * sine[j]!;
    scalars[k] = roundHalfEven(sum * scale);
  }
}
