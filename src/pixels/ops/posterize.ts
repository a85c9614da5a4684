import { unsigned } from './level-rules.ts';
import type { Operation } from './operation.ts';
import { byRule, type Table } from './table.ts';

/**
 * Keeps the upper bits of every sample. Source: timm's posterize over Pillow's ImageOps.posterize.
 *
 * @param bits bits to keep, a whole number; 0 or less gives black, 8 or more changes nothing
 */
export function posterize(bits: number): Table {
  const mask = bits <= 0 ? 0 : bits >= 8 ? 0xff : (0xff << (8 - bits)) & 0xff;
  return byRule({ below: 0, addend: 0, flip: 0, keep: mask });
}

export const POSTERIZE: Operation = {
  name: 'Posterize',
  argument: { unit: 'bits', usual: [-1, 9], whole: true },
  levels: {
    Posterize: unsigned((share) => Math.trunc(share * 4)),
    PosterizeIncreasing: unsigned((share) => 4 - Math.trunc(share * 4)),
    PosterizeOriginal: unsigned((share) => Math.trunc(share * 4) + 4),
  },
  execution: { table: posterize },
  cost: {},
};
