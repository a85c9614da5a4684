/** Statistics of repeated measurements. */

/** A quarter, a half and three quarters of the values lie at or below these. */
export interface Summary {
  first_quartile: number;
  median: number;
  third_quartile: number;
}

/**
 * Quantile `p` of 0..1, linear between the order statistics: type 7 of Hyndman and Fan, "Sample Quantiles in
 * Statistical Packages" (1996), which is NumPy's default.
 *
 * @param values one or more, in any order
 */
export function quantile(values: readonly number[], p: number): number {
  if (values.length === 0) throw new RangeError('no values, no quantile');
  const sorted = [...values].sort((a, b) => a - b);
  const at = p * (sorted.length - 1);
  const below = Math.floor(at);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (at - below) * (high - low);
}

export function summarize(values: readonly number[]): Summary {
  const [first_quartile, median, third_quartile] = [0.25, 0.5, 0.75].map((p) => quantile(values, p));
  return { first_quartile: first_quartile!, median: median!, third_quartile: third_quartile! };
}

/** Of differences, which can be smaller than the noise of what they are differences of. */
export interface DifferenceSummary extends Summary {
  /**
   * Present if a quarter of the differences or more are zero or less: the true difference is then lost in noise, and
   * all that can be said is that it is below this, the third quartile of the differences' absolute values.
   */
  below?: number;
}

/** For differences of times: a difference below zero is noise and counts as 0. */
export function summarizeDifferences(values: readonly number[]): DifferenceSummary {
  const { first_quartile, median, third_quartile } = summarize(values);
  const summary = {
    first_quartile: Math.max(0, first_quartile),
    median: Math.max(0, median),
    third_quartile: Math.max(0, third_quartile),
  };
  return first_quartile > 0 ? summary : { ...summary, below: quantile(values.map(Math.abs), 0.75) };
}
