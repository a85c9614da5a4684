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

/** For differences of times: a difference below zero is noise and counts as 0. */
export function summarizeDifferences(values: readonly number[]): Summary {
  const { first_quartile, median, third_quartile } = summarize(values);
  return {
    first_quartile: Math.max(0, first_quartile),
    median: Math.max(0, median),
    third_quartile: Math.max(0, third_quartile),
  };
}
