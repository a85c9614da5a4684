import { InvalidArgumentError } from 'commander';

/** Parsers of option values; their errors name the value, and commander adds the option. */

export function integer(low: number, high: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= low && value <= high) return value;
    throw new InvalidArgumentError(`must be a whole number of ${low}..${high} (given: ${text}).`);
  };
}

/** The word, or a whole number. */
export function integerOr<Word extends string>(word: Word, low: number, high: number): (text: string) => number | Word {
  const number = integer(low, high);
  return (text) => {
    if (text === word) return word;
    if (/^\d+$/.test(text)) return number(text);
    throw new InvalidArgumentError(`must be ${word} or a whole number of ${low}..${high} (given: ${text}).`);
  };
}

export function integers(low: number, high: number): (text: string) => number[] {
  const one = integer(low, high);
  return (text) => text.split(',').map(one);
}

/** Collects repeated `ID=VALUE` options. */
export function assignment(text: string, previous: Record<string, string> = {}): Record<string, string> {
  const match = /^([^=]+)=(.+)$/s.exec(text);
  if (match === null) throw new InvalidArgumentError(`must be ID=PATH, such as train=${text} (given: ${text}).`);
  const [, id, value] = match as unknown as [string, string, string];
  if (Object.hasOwn(previous, id)) {
    throw new InvalidArgumentError(
      `${id} is given twice, as ${previous[id]} and ${value}: choose another id, or list both as root: [${previous[id]}, ` +
        `${value}] in a configuration file if they are one dataset.`,
    );
  }
  return { ...previous, [id]: value };
}

/** A number above 0. */
export function positive(text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError(`must be a number above 0 (given: ${text}).`);
}
