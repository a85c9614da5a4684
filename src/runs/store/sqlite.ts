import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { CrescendoError } from '../../errors.ts';
import type {
  Delivery,
  RankId,
  RunStore,
  ScheduleLogEntry,
  StoredBadSample,
  StoredDelivery,
  StoredProgress,
  StoredReport,
  StoredRun,
  StoredStepTimes,
} from './store.ts';

const SCHEMA_VERSION = 2;

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
    run TEXT NOT NULL REFERENCES runs(name), world_size INTEGER NOT NULL, rank INTEGER NOT NULL,
    consumed_step INTEGER NOT NULL, first_issued INTEGER NOT NULL, last_issued INTEGER NOT NULL,
    step_seconds REAL NOT NULL,
    PRIMARY KEY (run, world_size, rank)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS ledger (
    run TEXT NOT NULL REFERENCES runs(name), world_size INTEGER NOT NULL, rank INTEGER NOT NULL,
    stage INTEGER NOT NULL, epoch INTEGER NOT NULL, issued INTEGER NOT NULL, reissued INTEGER NOT NULL,
    acknowledged INTEGER NOT NULL, replayed INTEGER NOT NULL, PRIMARY KEY (run, world_size, rank, stage, epoch)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS step_times (
    run TEXT NOT NULL REFERENCES runs(name), stage INTEGER NOT NULL, world_size INTEGER NOT NULL,
    steps INTEGER NOT NULL, seconds REAL NOT NULL, PRIMARY KEY (run, stage, world_size)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS bad_samples (
    run TEXT NOT NULL REFERENCES runs(name), sample INTEGER NOT NULL, key TEXT NOT NULL, reason TEXT NOT NULL,
    replaced_by TEXT NOT NULL, step INTEGER NOT NULL, PRIMARY KEY (run, sample)
  ) STRICT, WITHOUT ROWID;
`;

const RUN_COLUMNS = `name, spec, spec_digest AS specDigest, manifest_digest AS manifestDigest,
  engine_version AS engineVersion, created_at AS createdAt`;

/**
 * Run state in one SQLite file, or in memory. Survives kill -9 at any point: every commit is in the write-ahead log. What
 * must survive a loss of power as well, runs and decided schedules, waits for the disk; progress and the ledger, written
 * for every batch, do not, and may fall back a little there: batches are then sent again.
 */
export class SqliteStore implements RunStore {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  /** @param path the file, made if missing; `:memory:` keeps nothing */
  constructor(path: string) {
    try {
      this.#database = new DatabaseSync(path);
      // The timeout first: servers that start together on a new file wait for each other from the first pragma on.
      this.#database.exec('PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
    } catch (error) {
      throw new CrescendoError('PATH', `cannot open the state file ${path}: ${(error as Error).message}`, {
        option: '--state',
        path,
      });
    }
    const version = Number(this.#database.prepare('PRAGMA user_version').get()?.user_version ?? 0);
    if (version !== 0 && version !== SCHEMA_VERSION) {
      throw new CrescendoError(
        'DAMAGED_FILE',
        `the state file ${path} is of version ${version}; this Crescendo knows version ${SCHEMA_VERSION}`,
        { option: '--state', path, value: String(version), bound: String(SCHEMA_VERSION) },
      );
    }
    this.#database.exec(SCHEMA);
    this.#database.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
  }

  createRun(run: StoredRun): { run: StoredRun; created: boolean } {
    const { changes } = this.#durably(() =>
      this.#prepare('INSERT INTO runs VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING').run(
        run.name,
        run.spec,
        run.specDigest,
        run.manifestDigest,
        run.engineVersion,
        run.createdAt,
      ),
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

  recordProgress(name: string, report: StoredReport, acknowledged: (from: number, to: number) => Delivery[]): number {
    const { worldSize, rank, consumedStep, stepSeconds, stage } = report;
    return this.#transaction(() => {
      const before = this.#before(name, report);
      if (consumedStep <= before) return before;
      this.#prepare(
        `INSERT INTO progress VALUES (?, ?, ?, ?, -1, -1, ?) ON CONFLICT DO UPDATE SET
           consumed_step = excluded.consumed_step,
           step_seconds = CASE WHEN excluded.step_seconds > 0 THEN excluded.step_seconds ELSE step_seconds END`,
      ).run(name, worldSize, rank, consumedStep, stepSeconds);
      for (const { stage: of, epoch, samples } of acknowledged(before, consumedStep)) {
        this.#prepare(
          `INSERT INTO ledger VALUES (?, ?, ?, ?, ?, 0, 0, ?, 0) ON CONFLICT DO UPDATE SET
             acknowledged = acknowledged + excluded.acknowledged`,
        ).run(name, worldSize, rank, of, epoch, samples);
      }
      if (stepSeconds > 0) {
        // A report may speak for several steps.
        const steps = consumedStep - before;
        this.#prepare(
          `INSERT INTO step_times VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
             steps = steps + excluded.steps, seconds = seconds + excluded.seconds`,
        ).run(name, stage, worldSize, steps, steps * stepSeconds);
      }
      return consumedStep;
    });
  }

  /** The step before the first that a report newly speaks for: a rank may have begun in the middle of the run. */
  #before(name: string, { worldSize, rank, consumedStep }: StoredReport): number {
    const sql = `SELECT consumed_step AS consumed, first_issued AS first FROM progress
      WHERE run = ? AND world_size = ? AND rank = ?`;
    const row = this.#prepare(sql).get(name, worldSize, rank);
    const [consumed, first] = [Number(row?.consumed ?? -1), Number(row?.first ?? -1)];
    if (consumed >= 0) return consumed;
    return first >= 0 && first <= consumedStep ? first - 1 : consumedStep - 1;
  }

  progress(name: string): StoredProgress[] {
    const sql = `SELECT world_size AS worldSize, rank, consumed_step AS consumedStep, step_seconds AS stepSeconds
      FROM progress WHERE run = ? AND consumed_step >= 0 ORDER BY world_size, rank`;
    return rows<StoredProgress>(this.#prepare(sql).all(name));
  }

  rankProgress(name: string, { worldSize, rank }: RankId): number | undefined {
    const sql = `SELECT consumed_step AS step FROM progress
      WHERE run = ? AND world_size = ? AND rank = ? AND consumed_step >= 0`;
    const row = this.#prepare(sql).get(name, worldSize, rank);
    return row === undefined ? undefined : Number(row.step);
  }

  recordIssued(name: string, { worldSize, rank }: RankId, step: number, deliveries: readonly Delivery[]): void {
    this.#transaction(() => {
      const row = this.#prepare(
        'SELECT last_issued AS step FROM progress WHERE run = ? AND world_size = ? AND rank = ?',
      ).get(name, worldSize, rank);
      const again = row !== undefined && step <= Number(row.step);
      this.#prepare(
        `INSERT INTO progress VALUES (?, ?, ?, -1, ?, ?, 0) ON CONFLICT DO UPDATE SET
           first_issued = CASE WHEN first_issued < 0 THEN excluded.first_issued ELSE first_issued END,
           last_issued = max(last_issued, excluded.last_issued)`,
      ).run(name, worldSize, rank, step, step);
      for (const { stage, epoch, samples, replayed } of deliveries) {
        this.#prepare(
          `INSERT INTO ledger VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?) ON CONFLICT DO UPDATE SET
             issued = issued + excluded.issued, reissued = reissued + excluded.reissued,
             replayed = replayed + excluded.replayed`,
        ).run(name, worldSize, rank, stage, epoch, again ? 0 : samples, again ? samples : 0, again ? 0 : replayed);
      }
    });
  }

  ledger(name: string): StoredDelivery[] {
    const sql = `SELECT world_size AS worldSize, rank, stage, epoch, issued, reissued, acknowledged, replayed
      FROM ledger WHERE run = ? ORDER BY world_size, rank, stage, epoch`;
    return rows<StoredDelivery>(this.#prepare(sql).all(name));
  }

  stepTimes(name: string): StoredStepTimes[] {
    const sql = `SELECT stage, world_size AS worldSize, steps, seconds FROM step_times
      WHERE run = ? ORDER BY stage, world_size`;
    return rows<StoredStepTimes>(this.#prepare(sql).all(name));
  }

  recordBadSamples(name: string, samples: readonly StoredBadSample[]): number {
    return this.#transaction(() => {
      const insert = this.#prepare('INSERT INTO bad_samples VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING');
      for (const { index, key, reason, replacedBy, step } of samples) {
        insert.run(name, index, key, reason, replacedBy, step);
      }
      return this.badSampleCount(name);
    });
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
    this.#durably(() => insert.run(name, entry.sequence, entry.entry));
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

  /** All of `work` or nothing of it, and nobody else's in between. */
  #transaction<T>(work: () => T): T {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.#database.exec('COMMIT');
      return result;
    } catch (error) {
      this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  /** A commit that is on the disk when this returns. */
  #durably<T>(work: () => T): T {
    this.#database.exec('PRAGMA synchronous = FULL');
    try {
      return work();
    } finally {
      this.#database.exec('PRAGMA synchronous = NORMAL');
    }
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
