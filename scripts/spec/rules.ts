/** The rules by which both clients check a spec's values before they send them. */

import type { ValueRule } from '../../proto/spec-codec.ts';
import type { JsonType } from './definition.ts';
import { alternatives, listType, tableType } from './text.ts';

/** The greatest value of each of the contract's whole numbers. A greater one would arrive as another. */
const MOST: Readonly<Record<string, number>> = { uint32: 2 ** 32 - 1, uint64: Number.MAX_SAFE_INTEGER };

/**
 * The rule of a field's single values.
 *
 * @param wireType type of the contract's field
 * @param words those of the contract's enum
 */
export function ruleOf(type: JsonType, wireType: string, words?: readonly string[]): ValueRule {
  if (words !== undefined) return { type: 'string', words };
  const [first] = alternatives(type);
  const single = listType(type)?.entry ?? (first === undefined || first.type === 'object' ? tableType(type) : first);
  const value = alternatives(single ?? {}).at(-1)!;
  if (value.enum !== undefined) return { type: 'string', words: value.enum };
  if (value.type === 'boolean' || value.type === 'string') return { type: value.type };
  if (value.type === 'object' && value.properties !== undefined) return ruleOf(value.properties.from!, wireType);
  const { minimum, maximum, exclusiveMinimum: above, exclusiveMaximum: below } = value;
  // The contract has no negative whole numbers.
  const whole = value.type === 'integer';
  const least = whole ? Math.max(0, minimum ?? 0) : minimum;
  const most = whole ? Math.min(MOST[wireType] ?? MOST.uint32!, maximum ?? Number.MAX_SAFE_INTEGER) : maximum;
  return {
    type: whole ? 'integer' : 'number',
    ...(least === undefined ? {} : { least }),
    ...(most === undefined ? {} : { most }),
    ...(above === undefined ? {} : { above }),
    ...(below === undefined ? {} : { below }),
  };
}

/** The rule of the values of `{ table }`, which stands where a word may. */
export function tableRuleOf(type: JsonType, wireType: string): ValueRule {
  const table = alternatives(type).find(({ properties }) => properties?.table !== undefined);
  return ruleOf(table?.properties?.table ?? {}, wireType);
}

/** How many entries a list may have; undefined for other types and for lists of any length. */
export function entriesOf(type: JsonType): [least: number, greatest: number] | undefined {
  const list = listType(type);
  if (list?.length === undefined) return undefined;
  const most = alternatives(type).find((option) => option.type === 'array')?.maxItems;
  return [list.length, list.longer ?? most ?? list.length];
}
