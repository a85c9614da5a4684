/** The tables of reasons in docs/errors.md. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { REASONS } from '../../../src/errors.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const read = (...path: string[]): string => readFileSync(join(root, ...path), 'utf8');

/** Reasons that only the Python client has. */
const PYTHON_ONLY: Readonly<Record<string, string>> = {
  NO_VALIDATION: 'The run has no validation data.',
  POSITION_MISMATCH: "The framework's position, in its checkpoint or its loop, is not that of the run's data.",
  SHARED_MEMORY: 'Another process wrote to the shared memory of a batch while it was in use.',
  SIDE_MISMATCH: 'A stage of the run has a side that the model cannot take.',
  TIMEOUT: 'The server gave no answer within the time that the call has.',
  WINDOW: 'With `auto_acknowledge=False`, a whole window of batches is unacknowledged.',
};

/** The sentence above each reason in src/errors.ts. */
export function serverReasons(): string {
  const source = read('src', 'errors.ts');
  const rows = Object.entries(REASONS).map(([reason, code]) => {
    const [, sentence] = new RegExp(`/\\*\\* ([^\\n]*) \\*/\\n  ${reason}:`).exec(source) ?? [];
    if (sentence === undefined) throw new Error(`src/errors.ts has no sentence above ${reason}`);
    return [`\`${reason}\``, code, sentence];
  });
  return table([['reason', 'code', 'meaning'], ...rows]);
}

/** Reasons of the clients' own: those of the TypeScript client's type, and those that only Python has. */
export function clientReasons(): string {
  const union = /export type ErrorReason =(.*?);/s.exec(read('clients', 'typescript', 'src', 'errors.ts'))![1]!;
  const shared = [...union.matchAll(/\/\*\* (.*?) \*\/\s*\| '([A-Z_]+)'/g)].map(([, text, reason]) => [reason!, text!]);
  const rows = [...shared, ...Object.entries(PYTHON_ONLY)].sort(([a], [b]) => (a! < b! ? -1 : 1));
  const known = new Set([...Object.keys(REASONS), ...rows.map(([reason]) => reason)]);
  const missing = pythonReasons().filter((reason) => !known.has(reason));
  if (missing.length > 0) throw new Error(`docs/errors.md must explain ${missing.join(', ')}: see ${import.meta.url}`);
  return table([['reason', 'meaning'], ...rows.map(([reason, text]) => [`\`${reason}\``, text!])]);
}

function pythonReasons(): string[] {
  const folder = ['clients', 'python', 'src', 'crescendo'];
  const files = readdirSync(join(root, ...folder)).filter((name) => name.endsWith('.py'));
  return files.flatMap((name) =>
    [...read(...folder, name).matchAll(/reason="([A-Z_]+)"/g)].map(([, reason]) => reason!),
  );
}

function table(rows: readonly string[][]): string {
  const widths = rows[0]!.map((_, k) => Math.max(...rows.map((row) => row[k]!.length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, k) => cell.padEnd(widths[k]!)).join(' | ')} |`;
  const [head, ...body] = rows;
  return [line(head!), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}
