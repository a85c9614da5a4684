import { mapSamples, type RgbImage } from './image.ts';

/** A new value, 0..255, for each of the 256 sample values. */
export type LookupTable = readonly number[];

/** The table whose entry for `value` is `entry(value)`. */
export function lookupTable(entry: (value: number) => number): LookupTable {
  return Array.from({ length: 256 }, (_, value) => entry(value));
}

/** Sends every sample of every channel through one table. */
export function applyTable(image: RgbImage, table: LookupTable): RgbImage {
  return mapSamples(image, (value) => table[value]!);
}

/**
 * Sends each channel through a table made from its own histogram.
 *
 * @param tableOf gives the table for the number of samples of each value, or undefined to leave the channel as it is
 */
export function applyHistogramTables(
  image: RgbImage,
  tableOf: (histogram: readonly number[]) => LookupTable | undefined,
): RgbImage {
  const tables = [0, 1, 2].map((channel) => tableOf(channelHistogram(image, channel)));
  return mapSamples(image, (value, place) => tables[place % 3]?.[value] ?? value);
}

function channelHistogram(image: RgbImage, channel: number): number[] {
  const histogram = new Array<number>(256).fill(0);
  for (let place = channel; place < image.data.length; place += 3) histogram[image.data[place]!]! += 1;
  return histogram;
}
