import { sameForAllChannels, type Table } from './table.ts';

/**
 * Inverts the samples that are not below a threshold. Source: Pillow, ImageOps.solarize.
 *
 * @param threshold 0 inverts everything, 256 changes nothing
 */
export function solarize(threshold: number): Table {
  return sameForAllChannels((value) => (value < threshold ? value : 255 - value));
}
