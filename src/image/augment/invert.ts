import { sameForAllChannels, type Table } from './table.ts';

/** The negative. Source: Pillow, ImageOps.invert. */
export function invert(): Table {
  return sameForAllChannels((value) => 255 - value);
}
