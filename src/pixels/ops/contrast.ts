import { FACTOR } from './arguments.ts';
import { blend } from './blend.ts';
import { ENHANCE, ENHANCE_INCREASING } from './level-rules.ts';
import type { Operation } from './operation.ts';
import { type Statistics, sameForAllChannels, type Table } from './table.ts';

/**
 * Contrast: a blend with the mean grey of the image. Source: Pillow, ImageEnhance.Contrast.
 *
 * @param factor 0 gives the mean grey, 1 the image, more is harder
 */
export function contrast(factor: number, statistics: Statistics): Table {
  const alpha = Math.fround(factor);
  const grey = Math.trunc(statistics.greyMean() + 0.5);
  return sameForAllChannels((value) => blend(grey, value, alpha));
}

export const CONTRAST: Operation = {
  name: 'Contrast',
  argument: FACTOR,
  levels: { Contrast: ENHANCE, ContrastIncreasing: ENHANCE_INCREASING },
  execution: { table: contrast },
  cost: {},
};
