import { roundHalfEven } from '../round-half-even.ts';
import type { Rgb } from './planned-op.ts';

/** timm's fill where no mean of the data is known. */
export const DEFAULT_FILL: Rgb = [128, 128, 128];

/**
 * The fill colour that timm derives from the mean used for normalisation: rounded half to even, at most 255.
 * The ImageNet mean gives (124, 116, 104).
 *
 * @param mean of each channel, on a scale of 0..1
 */
export function fillOfMean(mean: readonly [number, number, number]): Rgb {
  const [red, green, blue] = mean;
  return [channelFill(red), channelFill(green), channelFill(blue)];
}

function channelFill(mean: number): number {
  return Math.min(255, roundHalfEven(255 * mean));
}
