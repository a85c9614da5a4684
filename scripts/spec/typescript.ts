/** The types of the TypeScript client. */

import { camelCase } from '../../proto/spec-codec.ts';
import { PRESET_NAMES } from '../../src/spec/presets.ts';
import type { SpecField, SpecPart } from './definition.ts';
import { clientFields, clientParts, defaultSentence, type ListType, listType, number, respell, wrap } from './text.ts';

const HEADER = `/** What a run spec says. Generated from src/spec/fields.ts. */

/** A strength of a stage: a constant, or a straight line over the stage's share of the budget. */
export type Strength =
  | number
  | {
      /** Strength at the stage's first step. */
      from: number;
      /** Strength that the line reaches at the stage's end. */
      to: number;
    };

/** Name of a published schedule. */
export type PresetName =PRESETS;

/** A curriculum: name of a preset, or stages in order. The objects are the long form, as in the server's YAML. */
export type ScheduleSpec =
  | PresetName
  | readonly StageSpec[]
  | {
      /** Name of a published schedule. */
      readonly preset: PresetName;
    }
  | {
      /** The stages in order. */
      readonly stages: readonly StageSpec[];
      /** The run's reference size. */
      readonly referenceSize?: number;
    };

/** Cost of a sample by its side: its area, a table by side in pixels, or fitted to the reported step times. */
export type CostSpec = 'quadratic' | 'measured' | Readonly<Record<number, number>>;
`;

export function typescriptTypes(spec: SpecPart): string {
  const parts = clientParts(spec);
  const words = namedWords(parts);
  const aliases = [...words].map(
    ([name, { field, type }]) => `${comment(sentence(field.meaning), '')}\nexport type ${name} = ${type};\n`,
  );
  const header = HEADER.replace('PRESETS', PRESET_NAMES.map((name) => `\n  | '${name}'`).join(''));
  return [header, ...aliases, ...parts.map((part) => interfaceOf(part, words))].join('\n');
}

type NamedWords = ReadonlyMap<string, { field: SpecField; type: string }>;

/** Lists of words that the client exports under a name: that of their enum, or of their field. */
const NAMED = new Set(
  'Dtype Fidelity LowFrequency LabelJoining CropPlace Interpolation AugmentInterpolation ErasingMode'.split(' '),
);

function namedWords(parts: readonly SpecPart[]): NamedWords {
  const named = new Map<string, { field: SpecField; type: string }>();
  for (const field of [...parts].reverse().flatMap((part) => part.fields)) {
    const name = wordsName(field);
    if (name !== undefined && NAMED.has(name) && !named.has(name))
      named.set(name, { field, type: union(field.type.enum!) });
  }
  return named;
}

function wordsName({ type, wire, name }: SpecField): string | undefined {
  if (type.enum === undefined) return undefined;
  return wire.enum ?? camelCase(`_${name}`);
}

const union = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(' | ');

function interfaceOf(part: SpecPart, words: NamedWords): string {
  const fields = clientFields(part).map((field) => {
    const text = [sentence(field.meaning), sentence(defaultSentence(field, literal) ?? '')].join(' ').trim();
    const name = camelCase(field.name);
    return `${comment(text, '  ')}\n  ${name}${field.required ? '' : '?'}: ${typeOf(field, words)};\n`;
  });
  return `${comment(sentence(part.meaning), '')}\nexport interface ${part.name} {\n${fields.join('')}}\n`;
}

function typeOf(field: SpecField, words: NamedWords): string {
  const { wire, type, part } = field;
  if (part?.name === 'ScheduleSpec') return 'ScheduleSpec';
  if (part !== undefined) return wire.kind === 'messages' ? `readonly ${part.name}[]` : part.name;
  if (wire.kind === 'strength') return 'Strength';
  if (wire.kind === 'word_or_table') return 'CostSpec';
  const table = 'Readonly<Record<number, number>>';
  if (wire.kind === 'table') return table;
  if (wire.kind === 'value_or_table') return `number | ${table}`;
  const list = listType(type);
  if (list !== undefined) return listOf(list, wire.single);
  if (type.enum !== undefined) {
    const name = wordsName(field)!;
    return words.get(name)?.type === union(type.enum) ? name : union(type.enum);
  }
  return type.type === 'integer' ? 'number' : (type.type ?? 'string');
}

function listOf({ entry, length, longer }: ListType, single: boolean | undefined): string {
  if (length === undefined) return entry.enum === undefined ? 'readonly number[]' : `readonly (${union(entry.enum)})[]`;
  const tuple = [length, ...(longer === undefined ? [] : [longer])]
    .map((entries) => `readonly [${Array.from({ length: entries }, () => 'number').join(', ')}]`)
    .join(' | ');
  return single ? `number | ${tuple}` : tuple;
}

function literal(value: unknown): string {
  if (Array.isArray(value)) return value.map(literal).join(value.length === 2 ? ' and ' : ', ');
  return typeof value === 'number' ? number(value) : typeof value === 'string' ? `"${value}"` : String(value);
}

function sentence(text: string): string {
  return respell(
    text,
    (word) => `\`${word}\``,
    (name) => `\`${camelCase(name)}\``,
  );
}

function comment(text: string, indent: string): string {
  const line = `${indent}/** ${text} */`;
  if (line.length <= 120) return line;
  const lines = wrap(text, 120 - indent.length - 3).map((part) => `${indent} * ${part}`);
  return [`${indent}/**`, ...lines, `${indent} */`].join('\n');
}
