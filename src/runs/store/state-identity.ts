/**
 * Notices a state file that has lost what it held: one that was emptied, came without its write-ahead log, or was replaced
 * by an older one. SQLite opens such a file without a word, and the runs in it would begin again at an earlier step.
 *
 * The file has an id and a generation, which grows whenever the file is opened and with every change that waits for the
 * disk. A note beside the file, FILE.id, has the id and the last generation; it is written after the change is on the disk,
 * so it is never ahead of a file that is whole.
 */
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { CrescendoError } from '../../errors.ts';

interface Identity {
  id: string;
  generation: number;
}

export class StateIdentity {
  readonly #path: string;
  /** What the note said before the file was opened: another server that has it open may write both at any time. */
  readonly #noted: Identity | undefined;

  /** @param path the state file, which is not open yet; `:memory:` has no note */
  constructor(path: string) {
    this.#path = path;
    const existed = path !== ':memory:' && existsSync(path);
    // The note of a file that was removed goes before the new file is there for another server to see.
    if (!existed && path !== ':memory:') removeNote(noteOf(path));
    this.#noted = existed ? readNote(noteOf(path)) : undefined;
  }

  /**
   * Checks the opened file against the note, within a transaction. A file that did not exist gets an id.
   *
   * @throws DAMAGED_FILE if the file is not the one of the note, or older
   */
  check(database: DatabaseSync): void {
    const found = identityOf(database);
    const noted = this.#noted;
    if (noted !== undefined && (found?.id !== noted.id || found.generation < noted.generation)) {
      throw this.#lost(noted, found);
    }
    if (found === undefined) database.prepare('INSERT INTO identity VALUES (1, ?, 0)').run(randomUUID());
  }

  /** Names the state among all states: a copy of the file has the same id, and is another file. */
  name(database: DatabaseSync): string {
    const { id } = identityOf(database)!;
    if (this.#path === ':memory:') return id;
    const { dev, ino } = statSync(this.#path, { bigint: true });
    return `${id}.${dev}.${ino}`;
  }

  /** Begins another generation, within a transaction that waits for the disk. */
  advance(database: DatabaseSync): void {
    database.exec('UPDATE identity SET generation = generation + 1');
  }

  /** Writes the note, once the transaction is on the disk. A note that cannot be written leaves the file as it is. */
  note(database: DatabaseSync): void {
    const present = identityOf(database);
    if (this.#path === ':memory:' || present === undefined) return;
    const path = noteOf(this.#path);
    const draft = `${path}.${process.pid}`;
    try {
      writeFileSync(draft, `${JSON.stringify(present)}\n`);
      renameSync(draft, path);
    } catch {
      rmSync(draft, { force: true });
    }
  }

  #lost(noted: Identity, found: Identity | undefined): CrescendoError {
    const path = resolve(this.#path);
    const what =
      found === undefined
        ? 'was emptied, was replaced, or has lost its write-ahead log'
        : found.id === noted.id
          ? `is older than it was: it has generation ${found.generation} of ${noted.generation}, as if ${path}-wal were lost`
          : 'was replaced by another one';
    return new CrescendoError(
      'DAMAGED_FILE',
      `the state file ${path} ${what}, so its runs would begin again at an earlier step, without notice. Put back ` +
        `${path} together with its -wal file; or, if this file is what you want, remove ${noteOf(path)}`,
      { option: '--state', path, value: String(found?.generation ?? 0), bound: String(noted.generation) },
    );
  }
}

function noteOf(path: string): string {
  return `${path}.id`;
}

function removeNote(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Opening the state file will say what is wrong with its folder.
  }
}

/** Undefined without a note; a loss of power may leave a note that cannot be read, which says nothing. */
function readNote(path: string): Identity | undefined {
  try {
    const { id, generation } = JSON.parse(readFileSync(path, 'utf8')) as Partial<Identity>;
    return typeof id === 'string' && typeof generation === 'number' ? { id, generation } : undefined;
  } catch {
    return undefined;
  }
}

function identityOf(database: DatabaseSync): Identity | undefined {
  const row = database.prepare('SELECT id, generation FROM identity').get();
  return row && { id: String(row.id), generation: Number(row.generation) };
}
