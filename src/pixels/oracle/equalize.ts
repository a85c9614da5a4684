import type { RgbImage } from './image.ts';
import { applyHistogramTables } from './lookup-table.ts';
import type { Oracle } from './oracle.ts';

/**
 * Equalises the histogram of each channel on its own. A channel with too few pixels below its highest value stays as
 * it is. Source: Pillow, ImageOps.equalize.
 */
export function equalize(image: RgbImage): RgbImage {
  return applyHistogramTables(image, (histogram) => {
    const pixels = image.width * image.height;
    const highest = histogram.findLast((count) => count > 0)!;
    const step = Math.floor((pixels - highest) / 255);
    if (step === 0) return undefined;
    const table: number[] = [];
    let below = Math.floor(step / 2);
    for (const count of histogram) {
      table.push(Math.min(255, Math.floor(below / step)));
      below += count;
    }
    return table;
  });
}

export const ORACLES: Record<string, Oracle> = { Equalize: equalize };
