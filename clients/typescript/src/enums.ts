/** The word of an enum number; undefined for "unspecified" and for an unknown number. */
export function enumWord<Word extends string>(
  numbers: Readonly<Record<Word, number>>,
  value: number | null | undefined,
): Word | undefined {
  return (Object.keys(numbers) as Word[]).find((key) => numbers[key] === value);
}
