import type { Filter } from '../image/types.ts';

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

/** The taps of one output pixel. */
export interface Taps {
  /** Input pixel of the first weight. */
  first: number;
  /** Weights with 22 fractional bits. */
  weights: number[];
}

/**
 * The taps of output pixel `o` when `input` pixels become `output`, as Pillow computes them in doubles.
 * Source: Pillow, libImaging/Resample.c, precompute_coeffs and normalize_coeffs_8bpc.
 */
export function resampleTaps(input: number, output: number, filter: Filter, o: number): Taps {
  const { support, weight } = FILTER_KERNELS[filter];
  const scale = input / output;
  const filterScale = Math.max(scale, 1);
  const reach = support * filterScale;
  const inverse = 1 / filterScale;
  const centre = (o + 0.5) * scale;
  const first = Math.max(0, Math.trunc(centre - reach + 0.5));
  const end = Math.min(input, Math.trunc(centre + reach + 0.5));
  const weights: number[] = [];
  let sum = 0;
  for (let i = first; i < end; i += 1) {
    const w = weight((i - centre + 0.5) * inverse);
    weights.push(w);
    sum += w;
  }
  for (let k = 0; k < weights.length; k += 1) {
    const w = (sum === 0 ? weights[k]! : weights[k]! / sum) * 2 ** WEIGHT_BITS;
    weights[k] = Math.trunc(w < 0 ? w - 0.5 : w + 0.5);
  }
  return { first, weights };
}
