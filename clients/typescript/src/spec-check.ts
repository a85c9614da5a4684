/** Checks a spec by the rules of its definition, before anything is sent. */

import { camelCase, type ValueRule, type WireField } from '@crescendo/proto';
import { CrescendoError } from './errors.ts';
import { nearestName } from './nearest.ts';

type Plain = Record<string, unknown>;

/**
 * Checks the fields of a spec or of one of its parts. Rules that look at several fields are the server's to check.
 *
 * @param path of the part, with a point at its end; empty for the spec itself
 * @param others names that are known besides those of the fields
 * @throws CrescendoError INVALID_FIELD for the first field that is unknown, missing or wrong
 */
export function checkFields(
  fields: readonly WireField[],
  part: unknown,
  path: string,
  others: readonly string[] = [],
): asserts part is Plain {
  if (!isObject(part)) throw wrongField(path.slice(0, -1) || 'spec', part, 'must be an object');
  checkNames(Object.keys(part), [...fields.map(({ name }) => camelCase(name)), ...others], path);
  for (const field of fields) {
    const name = camelCase(field.name);
    const value = part[name];
    if (value !== undefined && value !== null) checkField(field, value, path + name);
    else if (field.required) throw wrongField(path + name, undefined, 'is missing');
  }
}

/** The error for a field, with its path in the caller's spelling. */
export function wrongField(path: string, value: unknown, rule: string, bound?: string): CrescendoError {
  const given = value === undefined ? '' : ` (given: ${shown(value)})`;
  return new CrescendoError('INVALID_ARGUMENT', `invalid run spec: ${path}: ${rule}${given}`, {
    reason: 'INVALID_FIELD',
    metadata: {
      field: path,
      ...(value === undefined ? {} : { value: String(value) }),
      ...(bound === undefined ? {} : { bound }),
    },
  });
}

/** Refuses names that are not known, with the nearest one that is. */
export function checkNames(names: readonly string[], known: readonly string[], path: string): void {
  for (const name of names) {
    if (known.includes(name)) continue;
    throw wrongField(path + name, undefined, `is not a field; ${nearestName(name, known, 'fields')}`);
  }
}

function checkField(field: WireField, value: unknown, path: string): void {
  const { kind, rule, tableRule, fields = [], entries } = field;
  switch (kind) {
    case 'message':
      checkFields(fields, value, `${path}.`);
      return;
    case 'messages':
      for (const [k, entry] of listOf(value, path, entries).entries()) checkFields(fields, entry, `${path}.${k}.`);
      return;
    case 'words':
    case 'values':
      if (field.single && typeof value === 'number') checkValue(rule, value, path);
      else {
        const list = listOf(value, path, entries, field.single);
        for (const [k, entry] of list.entries()) checkValue(rule, entry, `${path}.${k}`);
      }
      return;
    case 'table':
      checkTable(rule, value, path);
      return;
    case 'value_or_table':
      if (isObject(value)) checkTable(rule, value, path);
      else checkValue(rule, value, path);
      return;
    case 'word_or_table':
      if (isObject(value)) checkTable(tableRule, value.table, path);
      else checkValue(rule, value, path);
      return;
    case 'strength':
      if (isObject(value)) checkRamp(rule, value, path);
      else checkValue(rule, value, path);
      return;
    default:
      checkValue(rule, value, path);
  }
}

function checkRamp(rule: ValueRule | undefined, ramp: Plain, path: string): void {
  checkNames(Object.keys(ramp), ['from', 'to'], `${path}.`);
  for (const end of ['from', 'to']) {
    if (ramp[end] === undefined) throw wrongField(`${path}.${end}`, undefined, 'is missing');
    checkValue(rule, ramp[end], `${path}.${end}`);
  }
}

function checkTable(rule: ValueRule | undefined, table: unknown, path: string): void {
  if (!isObject(table) || Object.keys(table).length === 0) {
    throw wrongField(path, table, 'must be a table of numbers by side in pixels');
  }
  for (const [side, value] of Object.entries(table)) {
    if (!/^[1-9]\d*$/.test(side)) throw wrongField(`${path}.${side}`, undefined, 'must be a side in pixels');
    checkValue(rule, value, `${path}.${side}`);
  }
}

function listOf(
  value: unknown,
  path: string,
  [least, most]: readonly [number, number] = [1, Infinity],
  single = false,
): unknown[] {
  if (Array.isArray(value) && value.length >= least && value.length <= most) return value;
  const count = least === most ? `${least}` : most === Infinity ? `${least} or more` : `${least}..${most}`;
  throw wrongField(path, value, `must be ${single ? 'a number, or ' : ''}a list of ${count} entries`, count);
}

function checkValue(rule: ValueRule | undefined, value: unknown, path: string): void {
  if (rule === undefined) return;
  const { type, words } = rule;
  if (words !== undefined) {
    if (words.includes(value as string)) return;
    throw wrongField(path, value, `must be one of ${words.join(', ')}`, words.join(', '));
  }
  if (type === 'string') {
    if (typeof value !== 'string' || value === '') throw wrongField(path, value, 'must be a text that is not empty');
  } else if (type === 'boolean') {
    if (typeof value !== 'boolean') throw wrongField(path, value, 'must be true or false');
  } else if (!isNumber(rule, value)) {
    const bounds = boundsText(rule);
    const kind = type === 'integer' ? 'a whole number' : 'a number';
    throw wrongField(
      path,
      value,
      `must be ${kind}${bounds === '' ? '' : ` ${bounds}`}`,
      bounds.replace(/^in /, '') || kind,
    );
  }
}

function isNumber({ type, least, most, above, below }: ValueRule, value: unknown): boolean {
  if (!Number.isFinite(value)) return false;
  const number = value as number;
  if (type === 'integer' && !Number.isSafeInteger(number)) return false;
  if (least !== undefined && number < least) return false;
  if (most !== undefined && number > most) return false;
  return (above === undefined || number > above) && (below === undefined || number < below);
}

function boundsText({ least, most, above, below }: ValueRule): string {
  if (least !== undefined && most !== undefined) return `in ${least}..${most}`;
  const bounds = [
    ...(least === undefined ? [] : [`of ${least} or more`]),
    ...(above === undefined ? [] : [`above ${above}`]),
    ...(most === undefined ? [] : [`of at most ${most}`]),
    ...(below === undefined ? [] : [`below ${below}`]),
  ];
  return bounds.join(' and ');
}

function isObject(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  return typeof value === 'number' || typeof value === 'bigint'
    ? String(value)
    : (JSON.stringify(value) ?? typeof value);
}
