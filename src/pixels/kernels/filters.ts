import type { Filter } from '../../types.ts';

export interface FilterKernel {
  /** Half width of the kernel at scale 1, in input pixels. */
  support: number;
  weight(x: number): number;
}

function sinc(x: number): number {
  if (x === 0) return 1;
  return Math.sin(x * Math.PI) / (x * Math.PI);
}

/** Pillow's resampling kernels (libImaging/Resample.c). */
export const FILTER_KERNELS: Readonly<Record<Filter, FilterKernel>> = {
  bilinear: {
    support: 1,
    weight: (x) => Math.max(0, 1 - Math.abs(x)),
  },
  bicubic: {
    support: 2,
    weight(x) {
      const t = Math.abs(x);
      if (t < 1) return (1.5 * t - 2.5) * t * t + 1;
      if (t < 2) return (((t - 5) * t + 8) * t - 4) * -0.5;
      return 0;
    },
  },
  lanczos: {
    support: 3,
    weight: (x) => (x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0),
  },
  box: {
    support: 0.5,
    weight: (x) => (x > -0.5 && x <= 0.5 ? 1 : 0),
  },
};

/** Fractional bits of a weight. */
export const WEIGHT_BITS = 22;

/** One axis of a resize: which part of the input becomes the output, and which output pixels are made. */
export interface ResampleAxis {
  /** Pixels of the whole input: none outside it is read. */
  input: number;
  /**
   * The part of the input that becomes the output, in input pixels; all of it by default. Its ends may lie between
   * pixels, and its start outside the input.
   */
  window?: { start: number; length: number };
  /** Pixels of the whole output. */
  output: number;
  /** First output pixel that is made, and how many are. */
  first: number;
  count: number;
}

/** An axis of which all is made. */
export function wholeAxis(input: number, output: number): ResampleAxis {
  return { input, output, first: 0, count: output };
}

/** True if every output pixel is an input pixel. */
export function isCopy({ input, window, output }: ResampleAxis): boolean {
  return window === undefined && input === output;
}

/** First and one past the last input pixel that output pixel `o` reads, in doubles as Pillow computes them. */
function tapRange({ input, window, output }: ResampleAxis, support: number, o: number): [number, number] {
  const scale = (window?.length ?? input) / output;
  const reach = support * Math.max(scale, 1);
  const centre = (window?.start ?? 0) + (o + 0.5) * scale;
  return [Math.max(0, Math.trunc(centre - reach + 0.5)), Math.min(input, Math.trunc(centre + reach + 0.5))];
}

/** First and one past the last input pixel that the axis reads: both ends of a tap range only grow along an axis. */
export function tapBounds(axis: ResampleAxis, filter: Filter): [number, number] {
  const { first, count } = axis;
  if (isCopy(axis)) return [first, first + count];
  const { support } = FILTER_KERNELS[filter];
  return [tapRange(axis, support, first)[0], tapRange(axis, support, first + count - 1)[1]];
}

/** The greatest number of taps of any output pixel that is made. */
export function longestTaps(axis: ResampleAxis, filter: Filter): number {
  const { first, count } = axis;
  let longest = 0;
  for (let o = first; o < first + count; o += 1) {
    const [start, end] = tapRange(axis, FILTER_KERNELS[filter].support, o);
    longest = Math.max(longest, end - start);
  }
  return longest;
}

/** The taps of one output pixel. */
export interface Taps {
  /** Input pixel of the first weight. */
  first: number;
  /** Weights with 22 fractional bits. */
  weights: number[];
}

/**
 * The taps of output pixel `o` as Pillow computes them in doubles: the weights, with 22 fractional bits, go to the start
 * of `weights`. A window is Pillow's `box` of `Image.resize`.
 * Source: Pillow, libImaging/Resample.c, precompute_coeffs and normalize_coeffs_8bpc.
 *
 * @param weights room for `longestTaps` values
 */
export function resampleTapsInto(
  axis: ResampleAxis,
  filter: Filter,
  o: number,
  weights: Float64Array,
): { first: number; count: number } {
  const { support, weight } = FILTER_KERNELS[filter];
  const [first, end] = tapRange(axis, support, o);
  const scale = (axis.window?.length ?? axis.input) / axis.output;
  const inverse = 1 / Math.max(scale, 1);
  const centre = (axis.window?.start ?? 0) + (o + 0.5) * scale;
  const count = Math.max(0, end - first);
  let sum = 0;
  for (let k = 0; k < count; k += 1) {
    const w = weight((first + k - centre + 0.5) * inverse);
    weights[k] = w;
    sum += w;
  }
  const divisor = sum === 0 ? 1 : sum;
  for (let k = 0; k < count; k += 1) {
    const w = (weights[k]! / divisor) * 2 ** WEIGHT_BITS;
    weights[k] = Math.trunc(w < 0 ? w - 0.5 : w + 0.5);
  }
  return { first, count };
}

/** The taps of output pixel `o` on their own; see `resampleTapsInto`. */
export function resampleTaps(axis: ResampleAxis, filter: Filter, o: number): Taps {
  const weights = new Float64Array(longestTaps({ ...axis, first: o, count: 1 }, filter));
  const { first, count } = resampleTapsInto(axis, filter, o, weights);
  return { first, weights: Array.from(weights.subarray(0, count), (w) => w + 0) };
}
