import { byChannel, type Statistics, type Table, toByte } from './table.ts';

/**
 * Stretches each channel to 0..255; a channel of one value stays. Source: Pillow, ImageOps.autocontrast.
 */
export function autoContrast(_argument: number, statistics: Statistics): Table {
  const histogram = statistics.histogram();
  return byChannel((channel) => {
    const counts = histogram.subarray(channel * 256, (channel + 1) * 256);
    const low = counts.findIndex((count) => count > 0);
    const high = counts.findLastIndex((count) => count > 0);
    if (high <= low) return (value) => value;
    const scale = 255 / (high - low);
    // Pillow's expression: (value - low) * scale truncates to other values.
    const offset = -low * scale;
    return (value) => toByte(value * scale + offset);
  });
}
