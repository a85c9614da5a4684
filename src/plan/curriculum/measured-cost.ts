import { sampleCost } from '../../spec/budget.ts';
import { areaOf, type ImageSize } from '../../types.ts';

/** Mean time of one sample of a size, as reported. */
export interface SizeTime {
  size: ImageSize;
  /** Seconds of one sample. */
  seconds: number;
  /** Samples that this is the mean of. */
  samples: number;
}

/**
 * Fits the time of a sample as a + b * area, a constant part and a part proportional to the area, by least squares
 * weighted with the samples; both parts are at least 0. With a single size the constant part is 0: the plain model.
 *
 * @returns seconds of a sample of a size; undefined without measurements
 */
export function fitSampleTime(times: readonly SizeTime[]): ((size: ImageSize) => number) | undefined {
  const total = times.reduce((sum, { samples }) => sum + samples, 0);
  if (total === 0) return undefined;
  const mean = (value: (time: SizeTime) => number): number =>
    times.reduce((sum, time) => sum + time.samples * value(time), 0) / total;
  const area = mean(({ size }) => areaOf(size));
  const seconds = mean((time) => time.seconds);
  const variance = mean(({ size }) => (areaOf(size) - area) ** 2);
  const covariance = mean((time) => (areaOf(time.size) - area) * (time.seconds - seconds));
  const slope = variance === 0 ? seconds / area : Math.max(0, covariance / variance);
  const constant = seconds - slope * area;
  // With a negative constant part, small images would have a negative cost.
  if (constant < 0) return (size) => (seconds / area) * areaOf(size);
  return (size) => constant + slope * areaOf(size);
}

/**
 * Cost of one sample of a size in units of one at the base size: as fitted, or by area without measurements.
 */
export function measuredCost(times: readonly SizeTime[], size: ImageSize, baseSize: ImageSize): number {
  const fitted = fitSampleTime(times);
  return fitted === undefined ? sampleCost(size, baseSize) : fitted(size) / fitted(baseSize);
}
