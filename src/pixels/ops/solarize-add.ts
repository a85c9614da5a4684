import { unsigned } from './level-rules.ts';
import type { Operation } from './operation.ts';
import { byRule, type Table } from './table.ts';

/** Samples below this value are raised. */
const THRESHOLD = 128;

/**
 * Raises the dark samples by a constant, at most to 255. Source: timm's solarize_add.
 *
 * @param addend a whole number of 0..255
 */
export function solarizeAdd(addend: number): Table {
  return byRule({ below: THRESHOLD, addend: Math.min(255, addend), flip: 0, keep: 255 });
}

export const SOLARIZE_ADD: Operation = {
  name: 'SolarizeAdd',
  argument: { unit: 'addend', low: 0, usual: [0, 257], whole: true },
  levels: { SolarizeAdd: unsigned((share) => Math.min(128, Math.trunc(share * 110))) },
  execution: { table: solarizeAdd },
  cost: {},
};
