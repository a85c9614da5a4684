import { statSync } from 'node:fs';
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { CrescendoError } from '../../errors.ts';
import { attempt, type CacheFolder } from './folder.ts';
import { FORMAT, SCHEMA } from './schema.ts';

/**
 * How long a transaction waits for those of others. They take less than a millisecond each; a process that was stopped in the
 * middle of one must not stop the others, so their reads then go to the storage.
 */
const BUSY_TIMEOUT_MS = 2000;
/** Pages after which the write-ahead log is written back: 1 MiB. */
const CHECKPOINT_PAGES = 256;
const SQLITE_DAMAGED = [11, 26];
const SQLITE_FULL = 13;

/**
 * The index of a cache: a SQLite database that all its threads and processes use. Its commits need not survive a loss of
 * power, but it must be whole afterwards.
 */
export class CacheDatabase {
  readonly folder: CacheFolder;
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  /** Throws PATH, or DAMAGED_FILE for an index that is damaged or of another Crescendo. */
  constructor(folder: CacheFolder) {
    this.folder = folder;
    this.#database = attempt(folder.root, () => openDatabase(folder));
    try {
      this.#setUp();
    } catch (error) {
      this.#database.close();
      throw error;
    }
  }

  /** One transaction, alone with the index from its beginning. What throws within it leaves nothing. */
  write<T>(work: () => T): T {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.#database.exec('COMMIT');
      return result;
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  /** Part of a transaction, whose changes are taken back if it returns undefined. */
  tentative<T>(work: () => T | undefined): T | undefined {
    this.#database.exec('SAVEPOINT tentative');
    const result = work();
    this.#database.exec(result === undefined ? 'ROLLBACK TO tentative; RELEASE tentative' : 'RELEASE tentative');
    return result;
  }

  run(sql: string, ...values: SQLInputValue[]): { changes: number; id: number } {
    const { changes, lastInsertRowid } = this.#prepare(sql).run(...values);
    return { changes: Number(changes), id: Number(lastInsertRowid) };
  }

  /** The first row; the query names its columns as the fields of T. */
  get<T>(sql: string, ...values: SQLInputValue[]): T | undefined {
    return this.#prepare(sql).get(...values) as T | undefined;
  }

  all<T>(sql: string, ...values: SQLInputValue[]): T[] {
    return this.#prepare(sql).all(...values) as T[];
  }

  /** Rows one by one, for those who do not need all. */
  each<T>(sql: string, ...values: SQLInputValue[]): IterableIterator<T> {
    // Not a shared statement: a reader may stop in the middle.
    return this.#database.prepare(sql).iterate(...values) as IterableIterator<T>;
  }

  /** Bytes of the database, whether they are in it or still in its log. */
  get bytes(): number {
    const { page_count: pages } = this.get<{ page_count: number }>('PRAGMA page_count')!;
    const { page_size: size } = this.get<{ page_size: number }>('PRAGMA page_size')!;
    return pages * size;
  }

  /** Bytes of its log, which are used again after each checkpoint. */
  get logBytes(): number {
    return statSync(`${this.folder.index}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  }

  close(): void {
    this.#statements.clear();
    this.#database.close();
  }

  #prepare(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  #setUp(): void {
    const { root } = this.folder;
    try {
      this.write(() => {
        const { user_version: format } = this.get<{ user_version: number }>('PRAGMA user_version')!;
        if (format > FORMAT) throw damaged(root, `its format ${format} is that of a later Crescendo`);
        this.#database.exec(SCHEMA);
        this.#database.exec(`PRAGMA user_version = ${FORMAT}`);
      });
    } catch (error) {
      if (error instanceof CrescendoError) throw error;
      if (isDamaged(error)) throw damaged(root, (error as Error).message);
      attempt(root, () => {
        throw error;
      });
    }
  }
}

/**
 * SQLite, loaded when the first cache is opened: every worker loads this file, and few have a cache. It still announces itself
 * as experimental, and a server's log is no place for that.
 */
function loadSqlite(): typeof import('node:sqlite') {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return process.getBuiltinModule('node:sqlite');
  } finally {
    process.emitWarning = emitWarning;
  }
}

function openDatabase(folder: CacheFolder): DatabaseSync {
  const { DatabaseSync } = loadSqlite();
  const database = new DatabaseSync(folder.index);
  try {
    // The timeout comes first, so that threads that start together wait for each other from the first pragma on.
    database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
      PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}; PRAGMA journal_size_limit = ${CHECKPOINT_PAGES * 4096};`);
    return database;
  } catch (error) {
    database.close();
    if (isDamaged(error)) throw damaged(folder.root, (error as Error).message);
    throw error;
  }
}

/** Whether SQLite has found the disk full. */
export function isFull(error: unknown): boolean {
  return codeOf(error) === SQLITE_FULL;
}

function isDamaged(error: unknown): boolean {
  return SQLITE_DAMAGED.includes(codeOf(error));
}

function codeOf(error: unknown): number {
  return error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : 0;
}

function damaged(root: string, why: string): CrescendoError {
  return new CrescendoError(
    'DAMAGED_FILE',
    `the index of the cache ${root} cannot be used (${why}): end the servers that use it and remove ` +
      `${root}/crescendo-cache, or give --cache another folder; no data is lost`,
    { option: '--cache', path: root },
  );
}
