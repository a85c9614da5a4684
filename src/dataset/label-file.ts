import { parse } from 'csv-parse/sync';
import { CrescendoError } from '../errors.ts';
import { type ClassMap, isLabel, LABEL_RULE, parseJson, readText } from './class-map.ts';

/** One sample of a label file. */
export interface LabelledPath {
  /** Path below the dataset's folder, with `/` between the parts. */
  path: string;
  /** Name or number of the class, as written. */
  label: string;
}

/**
 * Reads the labels of samples: a CSV file whose first line names the columns `path` and `label`, or a JSON file with an
 * object of paths and labels or a list of objects with `path` and `label`. Other columns are ignored. Labels are class
 * names or numbers.
 *
 * @returns the samples in order of the bytes of their paths, whatever the order of the lines
 * @throws PATH, INVALID_FIELD
 */
export function readLabelFile(file: string): LabelledPath[] {
  const text = readText(file, 'label file');
  const rows = file.toLowerCase().endsWith('.json') ? jsonRows(parseJson(text, file), file) : csvRows(text, file);
  if (rows.length === 0) throw wrong(file, 'it lists no samples');
  const sorted = rows
    .map((row) => ({ ...row, bytes: Buffer.from(row.path) }))
    .sort((a, b) => Buffer.compare(a.bytes, b.bytes));
  for (const [k, { path, label }] of sorted.entries()) {
    checkPath(path, file);
    const next = sorted[k + 1];
    if (next?.path === path) {
      throw wrong(
        file,
        `${path} is listed twice, with the labels ${JSON.stringify(label)} and ${JSON.stringify(next.label)}`,
      );
    }
  }
  return sorted.map(({ path, label }) => ({ path, label }));
}

/**
 * The number of every label. With a class map, labels are its names, or its numbers if not all are names. Without one,
 * whole numbers stand for themselves, and names are numbered in the order of their bytes.
 *
 * @param where what has the labels, for people
 * @throws INVALID_FIELD
 */
export function numberLabels(labels: ReadonlySet<string>, where: string, map?: ClassMap): ClassMap {
  const fail = (why: string): CrescendoError =>
    new CrescendoError('INVALID_FIELD', `${where}: ${why}`, { field: 'label_file', value: where });
  const all = [...labels];
  if (map !== undefined) {
    const unknown = all.find((label) => !map.labels.has(label));
    if (unknown === undefined) return map;
    const numbers = all.every((label) => wholeNumber(label) < map.names.length);
    if (numbers) return { names: map.names, labels: new Map(all.map((label) => [label, Number(label)])) };
    throw fail(`the label ${JSON.stringify(unknown)} is not in the list of classes`);
  }
  if (all.every(isWholeNumber)) {
    const greatest = all.reduce((most, label) => Math.max(most, Number(label)), 0);
    if (!isLabel(greatest)) throw fail(`the label ${greatest} is too great: ${LABEL_RULE}`);
    const names = Array.from({ length: greatest + 1 }, (_, label) => String(label));
    return { names, labels: new Map(names.map((name, label) => [name, label])) };
  }
  const names = all.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  return { names, labels: new Map(names.map((name, label) => [name, label])) };
}

/** True for a label that is written as a whole number. */
export function isWholeNumber(label: string): boolean {
  return wholeNumber(label) < Infinity;
}

/** The number that a label is written as, without leading zeros; Infinity if it is no number. */
function wholeNumber(label: string): number {
  return /^(0|[1-9]\d*)$/.test(label) ? Number(label) : Infinity;
}

function csvRows(text: string, file: string): LabelledPath[] {
  let records: Record<string, string>[];
  try {
    records = parse(text, { columns: true, skip_empty_lines: true, trim: true });
  } catch (error) {
    throw wrong(file, (error as Error).message);
  }
  const columns = Object.keys(records[0] ?? { path: '', label: '' });
  if (!columns.includes('path') || !columns.includes('label')) {
    throw wrong(file, `its first line must name the columns path and label (it names ${columns.join(', ')})`);
  }
  return records.map((record, k) => row(record.path, record.label, file, `sample ${k + 1}`));
}

function jsonRows(parsed: unknown, file: string): LabelledPath[] {
  if (Array.isArray(parsed)) {
    return parsed.map((entry: unknown, k) => {
      const { path, label } = { ...(typeof entry === 'object' ? entry : {}) } as { path?: unknown; label?: unknown };
      return row(path, label, file, `entry ${k}`);
    });
  }
  if (typeof parsed === 'object' && parsed !== null) {
    return Object.entries(parsed).map(([path, label]) => row(path, label, file, JSON.stringify(path)));
  }
  throw wrong(file, 'it must be an object of paths and labels, or a list of objects with path and label');
}

function row(path: unknown, label: unknown, file: string, where: string): LabelledPath {
  const text = typeof label === 'number' && isLabel(label) ? String(label) : label;
  if (typeof path === 'string' && path !== '' && typeof text === 'string' && text !== '') return { path, label: text };
  throw wrong(file, `${where} needs a path and a label (path ${JSON.stringify(path)}, label ${JSON.stringify(label)})`);
}

function checkPath(path: string, file: string): void {
  const parts = path.split('/');
  if (!parts.some((part) => part === '' || part === '.' || part === '..') && !/[\\\0\uFFFD]/.test(path)) return;
  throw wrong(file, `${JSON.stringify(path)} is not a path below the dataset's folder, like "cats/1.jpg"`);
}

function wrong(file: string, why: string): CrescendoError {
  return new CrescendoError('INVALID_FIELD', `label file ${file}: ${why}`, { field: 'label_file', value: file });
}
