import { dirname, resolve } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { CrescendoError } from '../../errors.ts';
import { isLeaseCommand, leaseExpiry } from '../leases.ts';
import type { StateUsage } from '../quota.ts';
import type { Revision } from './change-feed.ts';
import { runChanged, unknownRun } from './life-errors.ts';
import type { SqliteAccess } from './sqlite-access.ts';
import { applyLeaseCommand, leaseOf } from './sqlite-leases.ts';
import { badSampleCount, issueBatch, ledgerOf, ledgerTotals, reportProgress } from './sqlite-ledger.ts';
import { applyLifeCommand, beginLife, enterOwner } from './sqlite-life.ts';
import { migrate } from './sqlite-migrate.ts';
import { recordUnread, UNREAD, UNREAD_COUNT } from './sqlite-unread.ts';
import { USAGE } from './sqlite-usage.ts';
import { checkPages, checkTables } from './state-damage.ts';
import { StateIdentity } from './state-identity.ts';
import type {
  Command,
  CommandResults,
  CreateRun,
  Query,
  QueryResults,
  ScheduleLogEntry,
  StoredBadSample,
  StoredProgress,
  StoredRun,
  StoredStepTimes,
  StoredUnread,
} from './store.ts';

/** How long a write waits for another process that is writing. Only the database's own thread waits. */
const BUSY_TIMEOUT_MS = 10_000;

/**
 * A run that has no row in `lives` was made by an older Crescendo. An owner is that of a run if it was entered with it: an
 * older Crescendo may have deleted the run, and left its owner.
 */
const RUNS = `SELECT name, spec, spec_digest AS specDigest, manifest_digest AS manifestDigest,
  engine_version AS engineVersion, runs.created_at AS createdAt, coalesce(generation, 0) AS generation,
  coalesce(archived, 0) AS archived, owner FROM runs LEFT JOIN lives ON lives.run = runs.name
  LEFT JOIN owners ON owners.run = runs.name AND owners.created_at = runs.created_at`;

/**
 * Run state in one SQLite file, or in memory: the blocking half of `SqliteStore`. The state survives kill -9 at any
 * point, because every commit is in the write-ahead log. Runs and decided schedules must also survive a loss of power,
 * so they wait for the disk. Progress and the ledger, which are written for every batch, do not; after a loss of power
 * they may be slightly behind, and batches are then sent again.
 */
export class SqliteDatabase {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  /** Runs that the present transaction has changed. */
  readonly #touched = new Set<string>();
  readonly #access: SqliteAccess = {
    run: (name) => this.#run(name),
    write: (sql, ...values) => this.#write(sql, ...values),
    touch: (run) => this.#touch(run),
    get: (sql, ...values) => this.#get(sql, ...values),
    all: <T>(sql: string, ...values: SQLInputValue[]) => this.#all<T>(sql, ...values),
    usage: (owner) => this.#usage(owner),
    now: () => this.#now(),
  };

  readonly #now: () => number;
  readonly #identity: StateIdentity;

  /**
   * @param path the file, made if missing; `:memory:` keeps nothing
   * @param now Unix time in milliseconds, for leases: servers that share the file run on one host, and so on one clock
   * @throws PATH, DAMAGED_FILE
   */
  constructor(path: string, now: () => number = Date.now) {
    this.#now = now;
    this.#identity = new StateIdentity(path);
    try {
      // Revisions and generations of a name outlive its run, and every command looks for its run itself.
      this.#database = new DatabaseSync(path, { enableForeignKeyConstraints: false });
      // The timeout comes first, so that servers that start together on a new file wait for each other from the first
      // pragma on.
      this.#database.exec(
        `PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;`,
      );
    } catch (error) {
      throw new CrescendoError('PATH', `cannot open the state file ${path}: ${whyNotOpened(path, error as Error)}`, {
        option: '--state',
        path,
      });
    }
    try {
      checkPages(this.#database, path);
      this.transaction({ writes: true, toDisk: true, opens: true }, () => {
        migrate(this.#database, path);
        checkTables(this.#database, path);
        this.#identity.check(this.#database);
      });
    } catch (error) {
      this.#database.close();
      throw error;
    }
  }

  /**
   * Runs `work` in one transaction, so that it sees one state and is kept as a whole.
   *
   * @param writes takes the write lock at once, so that nobody writes in between
   * @param toDisk returns only when the commit is on the disk
   * @param opens begins a generation of the state even if no run has changed
   * @returns what `work` returned, and the revisions of the runs that it has changed
   */
  transaction<T>(
    { writes, toDisk, opens = false }: { writes: boolean; toDisk: boolean; opens?: boolean },
    work: () => T,
  ): { result: T; changed: Revision[] } {
    this.#touched.clear();
    if (toDisk) this.#database.exec('PRAGMA synchronous = FULL');
    try {
      this.#database.exec(writes ? 'BEGIN IMMEDIATE' : 'BEGIN');
      const result = work();
      const changed = [...this.#touched].map((run): Revision => [run, this.revision(run)]);
      // A run that is joined changes nothing, and has nothing to wait for.
      const begins = opens || (toDisk && changed.length > 0);
      if (begins) this.#identity.advance(this.#database);
      this.#database.exec('COMMIT');
      if (begins) this.#identity.note(this.#database);
      return { result, changed };
    } catch (error) {
      if (this.inTransaction) this.#database.exec('ROLLBACK');
      throw error;
    } finally {
      if (toDisk) this.#database.exec('PRAGMA synchronous = NORMAL');
    }
  }

  /** Applies a command within a transaction; if it fails, nothing of it is left. */
  apply(command: Command): CommandResults[Command['kind']] {
    this.#database.exec('SAVEPOINT command');
    try {
      const result = this.#apply(command);
      this.#database.exec('RELEASE command');
      return result;
    } catch (error) {
      if (this.inTransaction) this.#database.exec('ROLLBACK TO command; RELEASE command');
      throw error;
    }
  }

  /** False once SQLite has given up the transaction by itself, for instance because the disk is full. */
  get inTransaction(): boolean {
    return this.#database.isTransaction;
  }

  #apply(command: Command): CommandResults[Command['kind']] {
    if (command.kind === 'create-run') return this.#createRun(command);
    const stored = this.#run(command.run);
    if (stored === undefined) throw unknownRun(command.run);
    if ('generation' in command && (command.generation ?? stored.generation) !== stored.generation) {
      throw runChanged(command.run);
    }
    switch (command.kind) {
      case 'update-spec': {
        const { run, spec } = command;
        if (this.#write('UPDATE runs SET spec = ? WHERE name = ? AND spec <> ?', spec, run, spec) > 0) this.#touch(run);
        return undefined;
      }
      case 'append-schedule': {
        const { run, entry } = command;
        const sql = 'INSERT INTO schedule_log VALUES (?, ?, ?) ON CONFLICT DO NOTHING';
        if (this.#write(sql, run, entry.sequence, entry.entry) > 0) this.#touch(run);
        const stands = 'SELECT sequence, entry FROM schedule_log WHERE run = ? AND sequence = ?';
        return this.#one<CommandResults['append-schedule']>(stands, run, entry.sequence)!;
      }
      case 'report-progress':
        return reportProgress(this.#access, command);
      case 'issue-batch':
        return issueBatch(this.#access, command);
      case 'record-unread':
        return recordUnread(this.#access, command);
      default:
        return isLeaseCommand(command)
          ? applyLeaseCommand(this.#access, command)
          : applyLifeCommand(this.#access, command);
    }
  }

  #createRun({ run, quota }: CreateRun): CommandResults['create-run'] {
    const { name, spec, specDigest, manifestDigest, engineVersion, createdAt } = run;
    const sql = 'INSERT INTO runs VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING';
    const created = this.#write(sql, name, spec, specDigest, manifestDigest, engineVersion, createdAt) > 0;
    if (created) {
      enterOwner(this.#access, run, quota);
      beginLife(this.#access, name);
      this.#touch(name);
    }
    return { run: this.#run(name)!, created };
  }

  query(query: Query): QueryResults[Query['kind']] {
    switch (query.kind) {
      case 'run':
        return this.#run(query.run);
      case 'runs':
        return this.#all<RunRow>(`${RUNS} ORDER BY createdAt, name`).map(storedRun);
      case 'schedule':
        return this.#all<ScheduleLogEntry>(
          'SELECT sequence, entry FROM schedule_log WHERE run = ? AND sequence >= ? ORDER BY sequence',
          ...[query.run, query.from],
        );
      case 'progress':
        return this.#all<StoredProgress>(
          `SELECT world_size AS worldSize, rank, consumed_step AS consumedStep, step_seconds AS stepSeconds
            FROM progress WHERE run = ? AND consumed_step >= 0 ORDER BY world_size, rank`,
          query.run,
        );
      case 'step-times':
        return this.#all<StoredStepTimes>(
          `SELECT stage, world_size AS worldSize, step_times.steps, step_times.seconds,
              coalesce(first.steps, 0) AS firstSteps, coalesce(first.seconds, 0) AS firstSeconds
            FROM step_times LEFT JOIN first_step_times AS first USING (run, stage, world_size)
            WHERE run = ? ORDER BY stage, world_size`,
          query.run,
        );
      case 'ledger':
        return ledgerOf(this.#access, query.run);
      case 'ledger-totals':
        return ledgerTotals(this.#access, query.run);
      case 'bad-samples': {
        const first = this.#all<StoredBadSample>(
          `SELECT sample AS "index", key, reason, replaced_by AS replacedBy, step FROM bad_samples
            WHERE run = ? ORDER BY key LIMIT ?`,
          ...[query.run, query.limit],
        );
        return { count: badSampleCount(this.#access, query.run), first };
      }
      case 'lease': {
        const lease = leaseOf(this.#access, query.run, query.place);
        return lease !== undefined && leaseExpiry(lease) > this.#now() ? lease : undefined;
      }
      case 'usage':
        return this.#usage(query.owner);
      case 'identity':
        return this.#identity.name(this.#database);
      case 'unread': {
        const first = this.#all<StoredUnread>(UNREAD, query.run, query.limit);
        return { count: Number(this.#get(UNREAD_COUNT, query.run)?.n ?? 0), first };
      }
    }
  }

  /** Grows with every change of a run; 0 before it was made, or while it has not changed since an older Crescendo. */
  revision(run: string): number {
    return Number(this.#get('SELECT revision FROM revisions WHERE run = ?', run)?.revision ?? 0);
  }

  /** Changes when another connection has written to the database. */
  dataVersion(): number {
    return Number(this.#get('PRAGMA data_version')?.data_version);
  }

  close(): void {
    this.#statements.clear();
    this.#database.close();
  }

  #run(name: string): StoredRun | undefined {
    const row = this.#one<RunRow>(`${RUNS} WHERE name = ?`, name);
    return row && storedRun(row);
  }

  #usage(owner: string): StateUsage {
    return this.#one<StateUsage>(USAGE, owner)!;
  }

  #touch(run: string): void {
    this.#write('INSERT INTO revisions VALUES (?, 1) ON CONFLICT DO UPDATE SET revision = revision + 1', run);
    this.#touched.add(run);
  }

  /** Returns how many rows were changed. */
  #write(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#prepare(sql).run(...values).changes);
  }

  #get(sql: string, ...values: SQLInputValue[]): Record<string, unknown> | undefined {
    return this.#prepare(sql).get(...values);
  }

  /** The casts state what the columns are: each query names them as the fields of T. */
  #one<T>(sql: string, ...values: SQLInputValue[]): T | undefined {
    return this.#prepare(sql).get(...values) as T | undefined;
  }

  #all<T>(sql: string, ...values: SQLInputValue[]): T[] {
    return this.#prepare(sql).all(...values) as T[];
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

/** SQLite has no booleans. */
type RunRow = Omit<StoredRun, 'archived' | 'owner'> & { archived: number; owner: string | null };

function storedRun({ archived, owner, ...row }: RunRow): StoredRun {
  return { ...row, archived: archived !== 0, ...(owner !== null && { owner }) };
}

/** Why SQLite cannot open a file, and what to do. */
function whyNotOpened(path: string, { message }: Error): string {
  if (message.includes('not a database')) {
    return 'it is not a database; give --state another file, or restore this one from a copy if it was one';
  }
  if (message.includes('unable to open')) {
    return `${message}: its folder ${dirname(resolve(path))} must exist and be writable; create it, or give --state another file`;
  }
  if (message.includes('disk is full') || message.includes('disk I/O')) {
    return `${message}: free some space in ${dirname(resolve(path))}, or give --state another file`;
  }
  return message;
}
