/**
 * Notices a state file of which a part is not what was written. SQLite reads a page only when it needs it, and a page of
 * zeros is an empty table to it: runs would then begin again at step 0 without a word.
 */
import { DatabaseSync } from 'node:sqlite';
import { CrescendoError } from '../../errors.ts';
import { RUN_TABLES, SCHEMA } from './sqlite-schema.ts';

/**
 * Reads the whole file once. Changes within a value are not noticed: SQLite has no checksums.
 *
 * @throws DAMAGED_FILE, and what SQLite throws
 */
export function checkPages(database: DatabaseSync, path: string): void {
  const found = String(database.prepare('PRAGMA integrity_check(1)').get()?.integrity_check);
  if (found !== 'ok') throw damaged(path, found.replace(/^\*\*\*.*\n/, '').replaceAll('\n', '; '));
}

/**
 * Checks the tables of a file that has the present schema.
 *
 * @throws DAMAGED_FILE, and what SQLite throws
 */
export function checkTables(database: DatabaseSync, path: string): void {
  const other = alteredTable(database);
  if (other !== undefined) throw damaged(path, `table ${other} has other columns than this Crescendo gives it`);
  for (const table of RUN_TABLES) {
    const orphan = database.prepare(`SELECT 1 FROM ${table} WHERE run NOT IN (SELECT name FROM runs) LIMIT 1`).get();
    if (orphan !== undefined) throw damaged(path, `table ${table} has a row of a run that is not there`);
  }
}

/** The first table whose columns are not those of the schema, which is text in the file as well. */
function alteredTable(database: DatabaseSync): string | undefined {
  const intended = new DatabaseSync(':memory:');
  try {
    intended.exec(SCHEMA);
    const tables = intended.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
    const columns = (of: DatabaseSync, name: string): string =>
      JSON.stringify(of.prepare(`PRAGMA table_info(${name})`).all());
    return tables.map(({ name }) => String(name)).find((name) => columns(database, name) !== columns(intended, name));
  } finally {
    intended.close();
  }
}

function damaged(path: string, what: string): CrescendoError {
  return new CrescendoError(
    'DAMAGED_FILE',
    `the state file ${path} is damaged (${what}): restore it from a copy, or give another one`,
    { option: '--state', path },
  );
}
