/** Meanings and values as sentences of each language. */

import { different, type JsonType, type SpecField, type SpecPart } from './definition.ts';

/** Breaks a text into lines of at most so many characters. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** Lists of words by what they belong to: those in quotes are values, those in backquotes are names of fields. */
export function respell(text: string, value: (word: string) => string, name: (field: string) => string): string {
  return text
    .replace(/"([^"]+)"/g, (_, word: string) => value(word))
    .replace(/`([a-z_.]+)`/g, (_, field: string) => name(field));
}

/** What a field has if it is left out, as a sentence; undefined if it must be given, or if its absence says itself. */
export function defaultSentence(field: SpecField, value: (value: unknown) => string): string | undefined {
  if (field.absent !== undefined) return `Default: ${field.absent}.`;
  return field.default === undefined ? undefined : `Default ${value(plainDefault(field))}.`;
}

/** A default as a user would write it: a preset's name, one number for three. */
export function plainDefault({ default: value, wire }: SpecField): unknown {
  if (typeof value === 'object' && value !== null && 'preset' in value) return value.preset;
  return wire.single && Array.isArray(value) && new Set(value).size === 1 ? value[0] : value;
}

/** Thirds, which no decimal writes. */
export function number(value: number): string {
  for (const [text, quotient] of [
    ['1/3', 1 / 3],
    ['4/3', 4 / 3],
    ['3/4', 3 / 4],
    ['1/0.3', 1 / 0.3],
  ] as const) {
    if (value === quotient) return text;
  }
  return String(value);
}

/** The fields as clients have them: the base size that stages are written for stands besides the stages. */
export function clientFields(part: SpecPart): SpecField[] {
  return part.fields.flatMap((field) => {
    if (field.part?.name !== 'ScheduleSpec') return [field];
    return [field, ...field.part.fields.filter(({ name }) => name === 'reference_size')];
  });
}

/** The parts that clients have a type for, each before those that use it. */
export function clientParts(part: SpecPart): SpecPart[] {
  const within = part.fields.flatMap((field) => (field.part === undefined ? [] : clientParts(field.part)));
  const parts = part.name === 'ScheduleSpec' ? within : [...within, part];
  return different(parts);
}

/** The alternatives of a type. */
export function alternatives(type: JsonType): JsonType[] {
  return type.anyOf ?? [type];
}

/** The type of a tuple or list. */
export interface ListType {
  entry: JsonType;
  /** Undefined if any number of entries will do. */
  length: number | undefined;
  /** The other length that it may have. */
  longer: number | undefined;
}

/** The type of a tuple or list; undefined for other types. */
export function listType(type: JsonType): ListType | undefined {
  const list = alternatives(type).find((option) => option.type === 'array');
  if (list === undefined) return undefined;
  const entry = list.prefixItems?.[0] ?? (list.items || {});
  const length = list.prefixItems?.length ?? list.minItems;
  const longer = length !== undefined && (list.maxItems ?? 0) > length ? list.maxItems : undefined;
  return { entry, length, longer };
}

/** The type of the values of a table by side. */
export function tableType(type: JsonType): JsonType | undefined {
  return alternatives(type)
    .map(({ additionalProperties }) => additionalProperties)
    .find((values) => values !== undefined && values !== false);
}
