import { invalidOption } from './errors.ts';

/** The enum number of a word; 0, "unspecified", if there is none. Throws INVALID_FIELD for a word that is not known. */
export function enumNumber(
  field: string,
  numbers: Readonly<Record<string, number>>,
  value: string | undefined,
): number {
  if (value === undefined) return 0;
  const found = Object.hasOwn(numbers, value) ? numbers[value] : undefined;
  if (found === undefined) throw invalidOption(field, value, `one of ${Object.keys(numbers).join(', ')}`);
  return found;
}

/** The word of an enum number; undefined for "unspecified" and for a number that is not known. */
export function enumWord<Word extends string>(
  numbers: Readonly<Record<Word, number>>,
  value: number | null | undefined,
): Word | undefined {
  return (Object.keys(numbers) as Word[]).find((key) => numbers[key] === value);
}

/** The two numbers of a list; undefined for an empty one. */
export function pair(values: number[] | null | undefined): [number, number] | undefined {
  const [least, greatest] = values ?? [];
  return least === undefined || greatest === undefined ? undefined : [least, greatest];
}
