/** The rules by which the Python client checks a spec's values. */

import type { ValueRule, WireField } from '../../proto/spec-codec.ts';
import type { SpecPart } from './definition.ts';
import { clientFields, clientParts } from './text.ts';

const HEADER = `"""The rules of a run spec's values. Generated from the server's src/spec/fields.ts."""

from __future__ import annotations

import math

from crescendo._spec_check import Rule

`;

export function pythonRules(spec: SpecPart): string {
  const schedule = spec.fields.find(({ part }) => part?.name === 'ScheduleSpec')!.part!.fields;
  const preset = schedule.find(({ name }) => name === 'preset')!.wire;
  const stages = schedule.find(({ name }) => name === 'stages')!.wire;
  const parts = clientParts(spec).map((part) => {
    const rules = clientFields(part).flatMap(({ name, wire }) =>
      wire.rule === undefined ? [] : [`        "${name}": Rule(${ruleOf(wire).join(', ')}),`],
    );
    return [`    "${part.name}": {`, ...rules, '    },'];
  });
  const constants = [
    ...[
      'PRESETS = (',
      ...preset.rule!.words!.map((word) => `    "${word}",`),
      ')',
      'PRESET = Rule("string", words=PRESETS)',
    ],
    `STAGES_MOST = ${stages.entries![1]}`,
  ];
  return HEADER + [...constants, 'RULES: dict[str, dict[str, Rule]] = {', ...parts.flat(), '}', ''].join('\n');
}

/** The arguments of a rule's constructor. */
function ruleOf({ kind, rule, tableRule, entries, single }: WireField): string[] {
  const isList = kind === 'values' || kind === 'words';
  const [least, most] = entries ?? [1, 'math.inf'];
  const table = kind === 'table' || kind === 'value_or_table' ? rule : tableRule;
  return [
    ...valueRule(rule!),
    ...(isList ? [`entries=(${least}, ${most})`] : []),
    ...(kind === 'strength' ? ['ramp=True'] : []),
    ...(table === undefined ? [] : [`table=Rule(${valueRule(table).join(', ')})`]),
    ...((isList && !single) || kind === 'table' ? ['alone=False'] : []),
  ];
}

function valueRule({ type, words, ...bounds }: ValueRule): string[] {
  const texts = words?.map((word) => `"${word}"`);
  return [
    `"${type}"`,
    ...(texts === undefined ? [] : [`words=(${texts.join(', ')}${texts.length === 1 ? ',' : ''})`]),
    ...Object.entries(bounds).map(([name, bound]) => `${name}=${String(bound).replace('e+', 'e')}`),
  ];
}
