import type { Operation } from './operation.ts';
import { byChannel, type Statistics, type Table } from './table.ts';

/**
 * Makes each channel's histogram even; a channel of one value, or of too few pixels, stays. Source: Pillow,
 * ImageOps.equalize.
 */
export function equalize(_argument: number, statistics: Statistics): Table {
  const histogram = statistics.histogram();
  return byChannel((channel) => {
    const counts = histogram.subarray(channel * 256, (channel + 1) * 256);
    let [total, last] = [0, 0];
    for (const count of counts) {
      total += count;
      if (count > 0) last = count;
    }
    const step = Math.floor((total - last) / 255);
    if (step === 0) return (value) => value;
    let sum = Math.floor(step / 2);
    return (value) => {
      const entry = Math.min(255, Math.floor(sum / step));
      // The count comes after its own entry.
      sum += counts[value]!;
      return entry;
    };
  });
}

export const EQUALIZE: Operation = {
  name: 'Equalize',
  levels: { Equalize: null },
  execution: { table: equalize },
  cost: {},
};
