import { FACTOR } from './arguments.ts';
import { blend } from './blend.ts';
import { ENHANCE, ENHANCE_INCREASING } from './level-rules.ts';
import type { Operation } from './operation.ts';
import { sameForAllChannels, type Table } from './table.ts';

/**
 * Brightness. Source: Pillow, ImageEnhance.Brightness.
 *
 * @param factor 0 gives black, 1 the image, more is brighter
 */
export function brightness(factor: number): Table {
  const alpha = Math.fround(factor);
  return sameForAllChannels((value) => blend(0, value, alpha));
}

export const BRIGHTNESS: Operation = {
  name: 'Brightness',
  argument: FACTOR,
  levels: { Brightness: ENHANCE, BrightnessIncreasing: ENHANCE_INCREASING },
  execution: { table: brightness },
  cost: {},
};
