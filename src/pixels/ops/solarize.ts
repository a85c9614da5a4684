import { unsigned } from './level-rules.ts';
import type { Operation } from './operation.ts';
import { byRule, type Table } from './table.ts';

/**
 * Inverts the samples that are not below a threshold. Source: Pillow, ImageOps.solarize.
 *
 * @param threshold a whole number; 0 or less inverts everything, 256 or more changes nothing
 */
export function solarize(threshold: number): Table {
  if (threshold > 255) return byRule({ below: 0, addend: 0, flip: 0, keep: 255 });
  return byRule({ below: Math.max(0, threshold), addend: 0, flip: 255, keep: 255 });
}

const threshold = (share: number): number => Math.min(256, Math.trunc(share * 256));

export const SOLARIZE: Operation = {
  name: 'Solarize',
  argument: { unit: 'threshold', usual: [0, 257], whole: true },
  levels: { Solarize: unsigned(threshold), SolarizeIncreasing: unsigned((share) => 256 - threshold(share)) },
  execution: { table: solarize },
  cost: {},
};
