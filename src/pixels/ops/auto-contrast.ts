import type { Operation } from './operation.ts';
import { byChannel, type Statistics, type Table, toByte } from './table.ts';

/**
 * Stretches each channel to 0..255; a channel of one value stays. Source: Pillow, ImageOps.autocontrast.
 */
export function autoContrast(_argument: number, statistics: Statistics): Table {
  const extremes = statistics.extremes();
  return byChannel((channel) => {
    const [low, high] = [extremes[channel]!, extremes[3 + channel]!];
    if (high <= low) return (value) => value;
    const scale = 255 / (high - low);
    // Pillow's expression: (value - low) * scale truncates to other values.
    const offset = -low * scale;
    return (value) => toByte(value * scale + offset);
  });
}

export const AUTO_CONTRAST: Operation = {
  name: 'AutoContrast',
  levels: { AutoContrast: null },
  execution: { table: autoContrast },
  cost: {},
};
