/** The dataclasses of the Python client. */

import { OPERATIONAL_FIELDS } from '../../src/spec/fields.ts';
import type { JsonType, SpecField, SpecPart } from './definition.ts';
import { clientFields, clientParts, defaultSentence, listType, number, respell, tableType, wrap } from './text.ts';

const WIDTH = 120;

const HEADER = `"""Run specs as users write them. Generated from the server's src/spec/fields.ts: see \`\`npm run generate\`\`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from crescendo import _spec_codec
from crescendo._gen import crescendo_pb2 as pb

__all__ = ALL

Strength = float | tuple[float, float]
"""A constant, or where a straight line over the stage's share of the budget begins and ends."""
`;

const METHODS = `
    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> RunSpec:
        """Makes a spec of \`\`values\`\`, plain data with the field names of the YAML configuration.

        \`\`schedule\`\` may be a preset's name, a list of stages, \`\`{"preset": name}\`\` or \`\`{"stages": [...]}\`\`.

        Raises:
            InvalidSpec: A field is unknown or missing.
        """
        return _spec_codec.run_from_dict(cls, StageSpec, values)

    def to_message(self) -> pb.RunSpec:
        """Returns the protobuf form.

        Raises:
            InvalidSpec: A value is of a wrong type, out of the field's range or not among its words. Rules that
                look at several fields are the server's to check.
        """
        return _spec_codec.run_message(self)

    @classmethod
    def from_message(cls, message: pb.RunSpec) -> RunSpec:
        """Reads \`\`message\`\`, the protobuf form, in which the server has filled in every default."""
        return _spec_codec.run_from_message(cls, StageSpec, message)


REVISIONS: Mapping[str, tuple[int, Any]] = {REVISIONS_HERE}
"""Fields that came after the contract's first revision, with that revision and their default."""

LIST_REVISIONS: Mapping[str, int] = {LISTS_HERE}
"""Fields of a single number that became lists in a later revision, with that revision."""


def as_spec(spec: RunSpec | Mapping[str, Any]) -> RunSpec:
    """Makes a RunSpec of a dict; a RunSpec is returned as it is."""
    return spec if isinstance(spec, RunSpec) else RunSpec.from_dict(spec)
`;

const EXAMPLE = [
  '    Example:',
  '        >>> RunSpec(dataset="imagenet", equivalent_epochs=200, global_batch=1024, world_size=8)',
  "        RunSpec(dataset='imagenet', ...)",
];

export function pythonModule(spec: SpecPart): string {
  const parts = clientParts(spec);
  const exported = ['Strength', ...parts.map(({ name }) => name)].sort().map((name) => `"${name}"`);
  return (
    HEADER.replace('ALL', `[\n${exported.map((name) => `    ${name},\n`).join('')}]`) +
    parts.map(dataclass).join('') +
    METHODS.replace('{REVISIONS_HERE}', `{${revisions(spec)}}`).replace('{LISTS_HERE}', `{${listRevisions(spec)}}`)
  );
}

/** The fields that not every server knows, as the entries of a Python dictionary. */
function revisions(spec: SpecPart): string {
  const python = (value: unknown): string =>
    value === undefined
      ? 'None'
      : Array.isArray(value)
        ? `(${value.map((entry) => `${JSON.stringify(entry)},`).join(' ')})`
        : JSON.stringify(value);
  const entries = laterFields(spec).map(
    ([path, { since, otherwise }]) => `    "${path}": (${since}, ${python(otherwise)}),\n`,
  );
  return `\n${entries.join('')}`;
}

/**
 * The fields that came after the contract's first revision, by their path. Throws for one in a list, where it has no path,
 * unless the whole list came after that revision.
 */
function laterFields(part: SpecPart, path = ''): [string, SpecField['wire']][] {
  return part.fields.flatMap(({ name, wire, part: inner }): [string, SpecField['wire']][] => {
    const within = inner === undefined ? [] : laterFields(inner, `${path}${name}.`);
    if (wire.kind === 'messages' && wire.since !== undefined) within.length = 0;
    if (wire.kind === 'messages' && within.length > 0) throw new Error(`${within[0]![0]}: no revision within a list`);
    return [...(wire.since === undefined ? [] : [[`${path}${name}`, wire] as [string, typeof wire]]), ...within];
  });
}

/** The fields whose lists not every server knows. */
function listRevisions(spec: SpecPart): string {
  const later = spec.fields.filter(({ wire }) => wire.listSince !== undefined);
  return later.map(({ name, wire }) => `"${name}": ${wire.listSince}`).join(', ');
}

function dataclass(part: SpecPart): string {
  const fields = clientFields(part);
  const lines = ['', '', '@dataclass(frozen=True)', `class ${part.name}:`, ...documentation(part, fields), ''];
  return `${[...lines, ...fields.flatMap((field) => attribute(field, part.name === 'RunSpec'))].join('\n')}\n`;
}

function documentation(part: SpecPart, fields: readonly SpecField[]): string[] {
  const text = respelled(part.meaning);
  const end = text.indexOf('. ');
  const [summary, rest] = end < 0 ? [text, ''] : [text.slice(0, end + 1), text.slice(end + 2)];
  const more = [rest, "None leaves a field to the server's default, which is given below."].join(' ').trim();
  return [
    `    """${summary}`,
    '',
    ...wrap(more, WIDTH - 4).map((line) => `    ${line}`),
    '',
    '    Attributes:',
    ...fields.flatMap(attributeText),
    ...(part.name === 'RunSpec' ? ['', ...EXAMPLE] : []),
    '    """',
  ];
}

function attributeText(field: SpecField): string[] {
  const otherwise = defaultSentence(field, literal);
  const text = [field.meaning, ...(otherwise === undefined ? [] : [otherwise])].map(respelled).join(' ');
  const [first = '', ...rest] = wrap(`${field.name}: ${text}`, WIDTH - 12);
  return [`        ${first}`, ...rest.map((line) => `            ${line}`)];
}

function attribute(field: SpecField, ofRun: boolean): string[] {
  const type = typeOf(field);
  if (field.required) return [`    ${field.name}: ${type}`];
  // They may differ between specs of one run.
  const compared = !ofRun || field.name === 'world_size' || !OPERATIONAL_FIELDS.has(field.name);
  const facts = metadata(field);
  const given = ['default=None', ...(compared ? [] : ['compare=False'])];
  if (facts.length > 0) given.push(`metadata={${facts.join(', ')}}`);
  const start = `    ${field.name}: ${type} | None = `;
  if (given.length === 1) return [`${start}None`];
  const line = `${start}field(${given.join(', ')})`;
  return line.length <= WIDTH ? [line] : [`${start}field(`, `        ${given.join(', ')}`, '    )'];
}

/** What the descriptors of protobuf do not say of a field. */
function metadata({ wire, part, type, name }: SpecField): string[] {
  const list = listType(type);
  return [
    ...(part === undefined || part.name === 'ScheduleSpec' ? [] : [`"part": ${part.name}`]),
    ...(list?.length === undefined ? [] : [`"count": ${list.length}`]),
    ...(list?.longer === undefined ? [] : [`"longer": ${list.longer}`]),
    ...(list !== undefined && list.length === undefined ? ['"list": True'] : []),
    ...(wire.single ? ['"single": True'] : []),
    ...(wire.zero === undefined ? [] : ['"zero": True']),
    ...(wire.table === undefined
      ? []
      : [`"value": "${snake(wire.wire, name)}"`, `"table": "${snake(wire.table, name)}"`]),
  ];
}

function snake(wire: string, name: string): string {
  return wire === name ? name : wire.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function typeOf({ wire, type, part }: SpecField): string {
  if (part?.name === 'ScheduleSpec') return 'str | Sequence[StageSpec]';
  if (part !== undefined) return wire.kind === 'messages' ? `Sequence[${part.name}]` : part.name;
  if (wire.kind === 'strength') return 'Strength';
  const table = tableType(type);
  if (wire.kind === 'word_or_table') return 'str | Mapping[int, float]';
  if (wire.kind === 'value_or_table') return 'float | Mapping[int, float]';
  if (table !== undefined) return `Mapping[int, ${scalar(table)}]`;
  const list = listType(type);
  if (list === undefined) return scalar(type);
  if (list.length === undefined) return `Sequence[${scalar(list.entry)}]`;
  const tuple = [list.length, ...(list.longer === undefined ? [] : [list.longer])]
    .map((length) => `tuple[${Array.from({ length }, () => scalar(list.entry)).join(', ')}]`)
    .join(' | ');
  return wire.single ? `${scalar(list.entry)} | ${tuple}` : tuple;
}

function scalar(type: JsonType): string {
  const words: Record<string, string> = { integer: 'int', number: 'float', boolean: 'bool' };
  return words[type.type ?? ''] ?? 'str';
}

function literal(value: unknown): string {
  if (Array.isArray(value) && value.every((entry) => typeof entry === 'string')) return value.map(literal).join(', ');
  if (Array.isArray(value)) return `(${value.map(literal).join(', ')})`;
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  return typeof value === 'number' ? number(value) : `"${value}"`;
}

function respelled(text: string): string {
  return respell(
    text,
    (word) => `\`\`"${word}"\`\``,
    (name) => `\`\`${name}\`\``,
  );
}
