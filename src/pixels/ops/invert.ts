import type { Operation } from './operation.ts';
import { byRule, type Table } from './table.ts';

/** The negative. Source: Pillow, ImageOps.invert. */
export function invert(): Table {
  return byRule({ below: 0, addend: 0, flip: 255, keep: 255 });
}

export const INVERT: Operation = { name: 'Invert', levels: { Invert: null }, execution: { table: invert }, cost: {} };
