/**
 * Operations that replace every sample by an entry of a table. They are not executed at once: tables that follow each
 * other become one, and the pixels are touched once.
 */

import type { ThresholdRule } from '../kernels/engine.ts';

const SIZE = 256;

/** The effect of an operation on the samples of each channel. */
export interface Table {
  /** 3 x 256 bytes: for each channel in turn, the new value of every old one. */
  entries: Uint8Array;
  /** The same in a form that is faster with vectors than a table, if there is one. */
  rule?: ThresholdRule;
}

/** The statistics that a table may depend on: those of the image after all previous operations. */
export interface Statistics {
  /** The least red, green and blue, then the greatest. Read them before the next call. */
  extremes(): Uint8Array;
  /** 3 x 256 counts: for each channel in turn, how often each value occurs. Read it before the next call. */
  histogram(): Uint32Array;
  /** Mean over the pixels of the grey value (L), which is rounded for each pixel; 0..255. */
  greyMean(): number;
}

/** Makes the table of an operation with its final argument. */
export type TableOperation = (argument: number, statistics: Statistics) => Table;

/** The table of one entry function for all channels. */
export function sameForAllChannels(entry: (value: number) => number): Table {
  const entries = new Uint8Array(3 * SIZE);
  for (let value = 0; value < SIZE; value += 1) entries[value] = entry(value);
  entries.copyWithin(SIZE, 0, SIZE);
  entries.copyWithin(2 * SIZE, 0, SIZE);
  return { entries };
}

export function byRule(rule: ThresholdRule): Table {
  const { below, addend, flip, keep } = rule;
  const entry = (value: number): number => (value < below ? Math.min(255, value + addend) : value ^ flip) & keep;
  return { ...sameForAllChannels(entry), rule };
}

/** @param entryOf gives the entry function of a channel, 0..2; that is called once for each value, in order */
export function byChannel(entryOf: (channel: number) => (value: number) => number): Table {
  const entries = new Uint8Array(3 * SIZE);
  for (let channel = 0; channel < 3; channel += 1) {
    const entry = entryOf(channel);
    for (let value = 0; value < SIZE; value += 1) entries[channel * SIZE + value] = entry(value);
  }
  return { entries };
}

/** The table that does what `first` and then `second` do. */
export function compose(first: Table, second: Table): Table {
  return byChannel((channel) => (value) => second.entries[channel * SIZE + first.entries[channel * SIZE + value]!]!);
}

/** True if the table changes nothing. */
export function isIdentity({ entries }: Table): boolean {
  return entries.every((entry, k) => entry === k % SIZE);
}

/** The histogram of the image that a table makes of an image with this histogram. */
export function histogramThrough({ entries }: Table, histogram: Uint32Array): Uint32Array {
  const result = new Uint32Array(3 * SIZE);
  for (let k = 0; k < result.length; k += 1) result[k - (k % SIZE) + entries[k]!]! += histogram[k]!;
  return result;
}

/** Truncates, and clips to 0..255. */
export function toByte(value: number): number {
  return value <= 0 ? 0 : value >= 255 ? 255 : Math.trunc(value);
}
