/** docs/spec.md: a table of every field. */

import type { JsonType, SpecField, SpecPart } from './definition.ts';
import { allParts } from './definition.ts';
import { alternatives, defaultSentence, listType, number, respell, tableType } from './text.ts';

const INTRODUCTION = `# The fields of a run spec

<!-- Generated from src/spec/fields.ts: npm run generate -->

Every field, as YAML, JSON and the Python client spell it; the TypeScript client has the same names in camel case. A field
whose default is empty must be given. [run-spec.schema.json](run-spec.schema.json) has the same for editors.
[curriculum.md](curriculum.md), [sampling.md](sampling.md), [mixtures.md](mixtures.md), [augmentation.md](augmentation.md) and [fidelity.md](fidelity.md)
explain what the fields do together.

Specs are compared without the fields that have their default. So a run may be joined with a default written out or left
out, and by a client that does not know the field.
`;

const NAMES: Readonly<Record<string, string>> = {
  RunSpec: 'Run',
  MixedDatasetSpec: '`datasets`',
  ShuffleSpec: '`shuffle`',
  ScheduleSpec: '`schedule`',
  StageSpec: '`schedule.stages`',
  ReplaySpec: '`schedule.stages.replay`',
  BudgetSpec: '`budget`',
  ErasingSpec: '`erasing`',
  MixingSpec: '`mixing`',
  ValidationSpec: '`validation`',
};

export function markdown(spec: SpecPart): string {
  const sections = allParts(spec).map((part) => section(part, NAMES[part.name] ?? part.name));
  return [INTRODUCTION, ...sections].join('\n');
}

function section(part: SpecPart, title: string): string {
  const rows = [['field', 'type', 'default', 'meaning'], ...part.fields.map(row)];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((cells) => cells[column]!.length)));
  const lines = rows.map((cells) => `| ${cells.map((cell, k) => cell.padEnd(widths[k]!)).join(' | ')} |`);
  lines.splice(1, 0, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`);
  const meaning = part.meaning === '' ? '' : `${spelled(part.meaning)}\n\n`;
  return `## ${title}\n\n${meaning}${lines.join('\n')}\n`;
}

function row(field: SpecField): string[] {
  const otherwise = defaultSentence(field, literal) ?? (field.required ? '' : 'none');
  const cells = [`\`${field.name}\``, typeText(field), otherwise.replace(/^Default:? |\.$/g, ''), field.meaning];
  return cells.map((cell) => spelled(cell).replaceAll('|', '\\|').replaceAll('*', '\\*'));
}

function typeText({ type, wire, part }: SpecField): string {
  if (part?.name === 'ScheduleSpec') return 'name of a preset, or a mapping';
  if (part !== undefined) return wire.kind === 'messages' ? 'list of mappings' : 'mapping';
  if (wire.kind === 'strength') return `${alternatives(type).map(scalarText)[0]}, or \`{ from, to }\``;
  if (wire.kind === 'word_or_table') return `${wordsText(wire.words ?? [])} or \`{ table }\``;
  const table = tableType(type);
  if (table !== undefined) {
    const values = `${scalarText(table)} by side`;
    return wire.kind === 'value_or_table' ? `${scalarText(alternatives(type)[0]!)}, or ${values}` : values;
  }
  const list = listType(type);
  if (list === undefined) return scalarText(type);
  const many =
    list.length === undefined
      ? `list of ${scalarText(list.entry)}`
      : `${list.length}${list.longer === undefined ? '' : ` or ${list.longer}`} numbers`;
  return wire.single ? `number, or ${many}` : many;
}

function scalarText(type: JsonType): string {
  if (type.anyOf !== undefined) return type.anyOf.some((option) => option.type === 'string') ? 'text' : 'number';
  if (type.enum !== undefined) return wordsText(type.enum);
  if (type.type === 'string') return 'text';
  if (type.type === 'boolean') return 'boolean';
  const kind = type.type === 'integer' ? 'whole number' : 'number';
  return `${kind}${boundsText(type)}`;
}

/** Bounds that every whole number or every double has are left out. */
function boundsText({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: JsonType): string {
  const least = minimum === Number.MIN_SAFE_INTEGER ? undefined : minimum;
  const most = maximum === Number.MAX_SAFE_INTEGER || maximum === 1e30 ? undefined : maximum;
  if (least !== undefined && most !== undefined) return ` ${least}..${most}`;
  const bounds = [
    ...(least === undefined ? [] : [`${least} or more`]),
    ...(exclusiveMinimum === undefined ? [] : [`above ${exclusiveMinimum}`]),
    ...(most === undefined ? [] : [`at most ${most}`]),
    ...(exclusiveMaximum === undefined ? [] : [`below ${exclusiveMaximum}`]),
  ];
  return bounds.length === 0 ? '' : ` ${bounds.join(', ')}`;
}

function wordsText(words: readonly string[]): string {
  return words.map((word) => `\`${word}\``).join(', ');
}

function literal(value: unknown): string {
  if (Array.isArray(value)) {
    return `\`[${value.map((entry) => (typeof entry === 'number' ? number(entry) : entry)).join(', ')}]\``;
  }
  return typeof value === 'number' ? number(value) : `\`${value}\``;
}

function spelled(text: string): string {
  return respell(
    text,
    (word) => `\`${word}\``,
    (name) => `\`${name}\``,
  );
}
