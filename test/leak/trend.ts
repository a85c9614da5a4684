/** Estimates how much a process has grown, despite the noise of its heaps. */

/** Resident memory at a time. */
export interface Resident {
  seconds: number;
  bytes: number;
}

/**
 * Growth over the whole time by the Theil-Sen estimator: the median slope of all pairs of samples, times the time. A
 * leak continues and shows in every pair; a heap that grows once, a late garbage collection or a peak shows in a
 * minority.
 *
 * @param samples at least two, in order of time
 */
export function growth(samples: readonly Resident[]): number {
  const slopes = samples.flatMap((later, k) =>
    samples.slice(0, k).map((earlier) => (later.bytes - earlier.bytes) / (later.seconds - earlier.seconds)),
  );
  slopes.sort((a, b) => a - b);
  const middle = slopes.length / 2;
  const median = (slopes[Math.floor(middle)]! + slopes[Math.ceil(middle) - 1]!) / 2;
  return median * (samples.at(-1)!.seconds - samples[0]!.seconds);
}
