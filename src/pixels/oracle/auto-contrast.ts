import type { RgbImage } from './image.ts';
import { applyHistogramTables, lookupTable } from './lookup-table.ts';
import type { Oracle } from './oracle.ts';

/**
 * Stretches each channel, on its own, to 0..255. A channel of one value stays as it is.
 * Source: Pillow, ImageOps.autocontrast.
 */
export function autoContrast(image: RgbImage): RgbImage {
  return applyHistogramTables(image, (histogram) => {
    const low = histogram.findIndex((count) => count > 0);
    const high = histogram.findLastIndex((count) => count > 0);
    if (high <= low) return undefined;
    const scale = 255 / (high - low);
    const offset = -low * scale;
    // Not (value - low) * scale: the result is truncated, and the two round differently.
    return lookupTable((value) => Math.max(0, Math.min(255, Math.trunc(value * scale + offset))));
  });
}

export const ORACLES: Record<string, Oracle> = { AutoContrast: autoContrast };
