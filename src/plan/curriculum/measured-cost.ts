import { sampleCost } from '../../spec/budget.ts';

/** Mean time of one sample at a side, as reported. */
export interface SideTime {
  /** Side in pixels. */
  side: number;
  /** Seconds of one sample. */
  seconds: number;
  /** Samples that this is the mean of. */
  samples: number;
}

/**
 * Fits the time of a sample as a + b * side^2, a constant part and a part proportional to the area, by least squares
 * weighted with the samples; both parts are at least 0. With a single side the constant part is 0: the plain model.
 *
 * @returns seconds of a sample at a side; undefined without measurements
 */
export function fitSampleTime(times: readonly SideTime[]): ((side: number) => number) | undefined {
  const total = times.reduce((sum, { samples }) => sum + samples, 0);
  if (total === 0) return undefined;
  const mean = (value: (time: SideTime) => number): number =>
    times.reduce((sum, time) => sum + time.samples * value(time), 0) / total;
  const area = mean(({ side }) => side ** 2);
  const seconds = mean((time) => time.seconds);
  const variance = mean(({ side }) => (side ** 2 - area) ** 2);
  const covariance = mean((time) => (time.side ** 2 - area) * (time.seconds - seconds));
  const slope = variance === 0 ? seconds / area : Math.max(0, covariance / variance);
  const constant = seconds - slope * area;
  // With a negative constant part, small images would have a negative cost.
  if (constant < 0) return (side) => (seconds / area) * side ** 2;
  return (side) => constant + slope * side ** 2;
}

/**
 * Cost of one sample at a side in units of one at the base size: as fitted, or by area without measurements.
 */
export function measuredCost(times: readonly SideTime[], side: number, baseSize: number): number {
  const fitted = fitSampleTime(times);
  return fitted === undefined ? sampleCost(side, baseSize) : fitted(side) / fitted(baseSize);
}
