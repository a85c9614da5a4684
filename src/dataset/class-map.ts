import { readFileSync } from 'node:fs';
import { CrescendoError } from '../errors.ts';
import { whyUnreadable } from './unreadable.ts';

/** Labels at most: a greater number is not a label, and would make a list of class names of that length. */
const LABEL_MAX = 999_999;

/** Which label each class has, where the user states it. */
export interface ClassMap {
  /** Names by label; a label that no class has is ''. Of several classes with one label, the first counts. */
  names: readonly string[];
  labels: ReadonlyMap<string, number>;
}

/** The map of a list of class names in the order of their labels. Throws INVALID_FIELD for a name that occurs twice. */
export function classList(names: readonly string[], where: string): ClassMap {
  const labels = new Map<string, number>();
  for (const [label, name] of names.entries()) {
    const before = labels.get(name);
    if (before !== undefined) throw wrong(where, `${JSON.stringify(name)} is class ${before} and class ${label}`);
    labels.set(checkedName(name, where), label);
  }
  if (labels.size === 0) throw wrong(where, 'no class is listed');
  return { names, labels };
}

/** The map of class names to labels. Throws INVALID_FIELD. */
export function classMapping(mapping: Readonly<Record<string, unknown>>, where: string): ClassMap {
  const labels = new Map<string, number>();
  const names: string[] = [];
  for (const [name, label] of Object.entries(mapping)) {
    if (!isLabel(label)) {
      throw wrong(where, `the label of ${JSON.stringify(name)} is ${JSON.stringify(label)}; ${LABEL_RULE}`);
    }
    labels.set(checkedName(name, where), label);
    names[label] ??= name;
  }
  if (labels.size === 0) throw wrong(where, 'no class is listed');
  return { names: Array.from(names, (name) => name ?? ''), labels };
}

/**
 * Reads a class map as timm does: a text file with one class name per line, in the order of the labels, or a JSON file
 * with an object of class names and labels. Throws PATH, INVALID_FIELD.
 */
export function readClassMap(file: string): ClassMap {
  const text = readText(file, 'class map');
  if (!file.toLowerCase().endsWith('.json')) {
    const lines = text.split(/\r?\n/).map((line) => line.trim());
    while (lines.at(-1) === '') lines.pop();
    return classList(lines, file);
  }
  const parsed = parseJson(text, file);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw wrong(file, 'a class map in JSON is an object of class names and labels, {"cat": 0, "dog": 1}');
  }
  return classMapping({ ...parsed }, file);
}

/** True for a whole number that can be a label. */
export function isLabel(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= LABEL_MAX;
}

/** What a label must be. */
export const LABEL_RULE = `a label is a whole number in 0..${LABEL_MAX}`;

/** Reads a text file that the user named; `what` says what it is for. Throws PATH. */
export function readText(file: string, what: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw new CrescendoError('PATH', `cannot read the ${what} ${file}: ${whyUnreadable(file, error)}`, { path: file });
  }
}

/** Throws INVALID_FIELD, naming the file. */
export function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw wrong(file, (error as Error).message);
  }
}

function checkedName(name: string, where: string): string {
  if (name !== '') return name;
  throw wrong(where, 'a class name is empty');
}

function wrong(where: string, why: string): CrescendoError {
  return new CrescendoError('INVALID_FIELD', `${where}: ${why}`, { field: 'class_map', value: where });
}
