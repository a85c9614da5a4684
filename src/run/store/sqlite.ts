import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { CrescendoError } from '../../errors.ts';
import type { RunStore, ScheduleLogEntry, StoredBadSample, StoredProgress, StoredRun } from './store.ts';

const SCHEMA_VERSION = 1;

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS runs (
    name TEXT PRIMARY KEY, spec TEXT NOT NULL, spec_digest TEXT NOT NULL, manifest_digest TEXT NOT NULL,
    engine_version TEXT NOT NULL, created_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS schedule_log (
    run TEXT NOT NULL REFERENCES runs(name), sequence INTEGER NOT NULL, entry TEXT NOT NULL,
    PRIMARY KEY (run, sequence)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS progress (
    run TEXT NOT NULL REFERENCES runs(name), rank INTEGER NOT NULL, consumed_step INTEGER NOT NULL,
    step_seconds REAL NOT NULL, PRIMARY KEY (run, rank)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS bad_samples (
    run TEXT NOT NULL REFERENCES runs(name), sample INTEGER NOT NULL, key TEXT NOT NULL, reason TEXT NOT NULL,
    replaced_by TEXT NOT NULL, step INTEGER NOT NULL, PRIMARY KEY (run, sample)
  ) STRICT, WITHOUT ROWID;
`;

const RUN_COLUMNS = `name, spec, spec_digest AS specDigest, manifest_digest AS manifestDigest,
  engine_version AS engineVersion, created_at AS createdAt`;

/** Run state in one SQLite file, or in memory. Survives kill -9 at any point: WAL with full synchronisation. */
export class SqliteStore implements RunStore {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  /** @param path the file, made if missing; `:memory:` keeps nothing */
  constructor(path: string) {
    try {
      this.#database = new DatabaseSync(path);
      this.#database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 10000;');
    } catch (error) {
      throw new CrescendoError('PATH', `cannot open the state file ${path}: ${(error as Error).message}`, {
        option: '--state',
        path,
      });
    }
    const version = Number(this.#database.prepare('PRAGMA user_version').get()?.user_version ?? 0);
    if (version > SCHEMA_VERSION) {
      throw new CrescendoError(
        'DAMAGED_FILE',
        `the state file ${path} is of version ${version}; this Crescendo knows versions up to ${SCHEMA_VERSION}`,
        { option: '--state', path, value: String(version), bound: String(SCHEMA_VERSION) },
      );
    }
    this.#database.exec(SCHEMA);
    this.#database.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
  }

  createRun(run: StoredRun): { run: StoredRun; created: boolean } {
    const { changes } = this.#prepare('INSERT INTO runs VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING').run(
      run.name,
      run.spec,
      run.specDigest,
      run.manifestDigest,
      run.engineVersion,
      run.createdAt,
    );
    const stored = this.getRun(run.name);
    if (stored === undefined) throw new CrescendoError('INTERNAL', `run ${run.name} was not stored`);
    return { run: stored, created: Number(changes) === 1 };
  }

  getRun(name: string): StoredRun | undefined {
    return this.#prepare(`SELECT ${RUN_COLUMNS} FROM runs WHERE name = ?`).get(name) as StoredRun | undefined;
  }

  listRuns(): StoredRun[] {
    return rows<StoredRun>(this.#prepare(`SELECT ${RUN_COLUMNS} FROM runs ORDER BY created_at, name`).all());
  }

  updateSpec(name: string, spec: string): void {
    this.#prepare('UPDATE runs SET spec = ? WHERE name = ?').run(spec, name);
  }

  recordProgress(name: string, rank: number, consumedStep: number, stepSeconds: number): number {
    const row = this.#prepare(
      `INSERT INTO progress VALUES (?, ?, ?, ?) ON CONFLICT (run, rank) DO UPDATE SET
         consumed_step = max(consumed_step, excluded.consumed_step),
         step_seconds = CASE WHEN excluded.step_seconds > 0 THEN excluded.step_seconds ELSE step_seconds END
       RETURNING consumed_step AS step`,
    ).get(name, rank, consumedStep, stepSeconds);
    return Number(row?.step ?? consumedStep);
  }

  progress(name: string): StoredProgress[] {
    const sql = `SELECT rank, consumed_step AS consumedStep, step_seconds AS stepSeconds FROM progress
      WHERE run = ? ORDER BY rank`;
    return rows<StoredProgress>(this.#prepare(sql).all(name));
  }

  rankProgress(name: string, rank: number): number | undefined {
    const row = this.#prepare('SELECT consumed_step AS step FROM progress WHERE run = ? AND rank = ?').get(name, rank);
    return row === undefined ? undefined : Number(row.step);
  }

  recordBadSamples(name: string, samples: readonly StoredBadSample[]): number {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      const insert = this.#prepare('INSERT INTO bad_samples VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING');
      for (const { index, key, reason, replacedBy, step } of samples) {
        insert.run(name, index, key, reason, replacedBy, step);
      }
      const count = this.badSampleCount(name);
      this.#database.exec('COMMIT');
      return count;
    } catch (error) {
      this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  badSampleCount(name: string): number {
    return Number(this.#prepare('SELECT count(*) AS n FROM bad_samples WHERE run = ?').get(name)?.n ?? 0);
  }

  badSamples(name: string, limit: number): StoredBadSample[] {
    const sql = `SELECT sample AS "index", key, reason, replaced_by AS replacedBy, step FROM bad_samples
      WHERE run = ? ORDER BY key LIMIT ?`;
    return rows<StoredBadSample>(this.#prepare(sql).all(name, limit));
  }

  appendSchedule(name: string, entry: ScheduleLogEntry): ScheduleLogEntry {
    const insert = this.#prepare('INSERT INTO schedule_log VALUES (?, ?, ?) ON CONFLICT DO NOTHING');
    insert.run(name, entry.sequence, entry.entry);
    const select = this.#prepare('SELECT sequence, entry FROM schedule_log WHERE run = ? AND sequence = ?');
    return select.get(name, entry.sequence) as unknown as ScheduleLogEntry;
  }

  scheduleLog(name: string): ScheduleLogEntry[] {
    const sql = 'SELECT sequence, entry FROM schedule_log WHERE run = ? ORDER BY sequence';
    return rows<ScheduleLogEntry>(this.#prepare(sql).all(name));
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
}

/** node:sqlite gives rows as records of unknown values; the columns are named as the fields of T in every query. */
function rows<T>(found: unknown[]): T[] {
  return found as T[];
}
