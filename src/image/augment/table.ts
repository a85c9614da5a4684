/**
 * Operations that replace every sample by an entry of a table. They are not executed at once: tables that follow each
 * other become one, and the pixels are touched once.
 */

const SIZE = 256;

/** 3 x 256 bytes: for each channel in turn, the new value of every old one. */
export type Table = Uint8Array;

/** What a table may depend on: the image as all operations before it left it. */
export interface Statistics {
  /** 3 x 256 counts: for each channel in turn, how often each value occurs. Read it before the next call. */
  histogram(): Uint32Array;
  /** Mean over the pixels of the grey value (L), which is rounded for each pixel; 0..255. */
  greyMean(): number;
}

/** Makes the table of an operation with its final argument. */
export type TableOperation = (argument: number, statistics: Statistics) => Table;

/** The table of one entry function for all channels. */
export function sameForAllChannels(entry: (value: number) => number): Table {
  const table = new Uint8Array(3 * SIZE);
  for (let value = 0; value < SIZE; value += 1) table[value] = entry(value);
  table.copyWithin(SIZE, 0, SIZE);
  return table.copyWithin(2 * SIZE, 0, SIZE);
}

/** @param entryOf gives the entry function of a channel, 0..2; that is called once for each value, in order */
export function byChannel(entryOf: (channel: number) => (value: number) => number): Table {
  const table = new Uint8Array(3 * SIZE);
  for (let channel = 0; channel < 3; channel += 1) {
    const entry = entryOf(channel);
    for (let value = 0; value < SIZE; value += 1) table[channel * SIZE + value] = entry(value);
  }
  return table;
}

/** The table that does what `first` and then `second` do. */
export function compose(first: Table, second: Table): Table {
  return byChannel((channel) => (value) => second[channel * SIZE + first[channel * SIZE + value]!]!);
}

/** True if the table changes nothing. */
export function isIdentity(table: Table): boolean {
  return table.every((entry, k) => entry === k % SIZE);
}

/** The histogram of the image that a table makes of an image with this histogram. */
export function histogramThrough(table: Table, histogram: Uint32Array): Uint32Array {
  const result = new Uint32Array(3 * SIZE);
  for (let k = 0; k < result.length; k += 1) result[k - (k % SIZE) + table[k]!]! += histogram[k]!;
  return result;
}

/** Truncates, and clips to 0..255. */
export function toByte(value: number): number {
  return value <= 0 ? 0 : value >= 255 ? 255 : Math.trunc(value);
}
