import { sameForAllChannels, type Table } from './table.ts';

/** Samples below this value are raised. */
const THRESHOLD = 128;

/**
 * Raises the dark samples by a constant, at most to 255. Source: timm's solarize_add.
 *
 * @param addend a whole number of 0..255
 */
export function solarizeAdd(addend: number): Table {
  return sameForAllChannels((value) => (value < THRESHOLD ? Math.min(255, value + addend) : value));
}
