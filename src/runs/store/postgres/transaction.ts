import type pg from 'pg';
import type { StateUsage } from '../../quota.ts';
import type { Revision } from '../change-feed.ts';
import { runChanged, unknownRun } from '../life-errors.ts';
import type { StoredRun } from '../store.ts';
import { USAGE } from './usage.ts';

export const RUNS = `SELECT name, spec, spec_digest AS "specDigest", manifest_digest AS "manifestDigest",
  engine_version AS "engineVersion", created_at AS "createdAt", generation, archived, owner
  FROM runs JOIN lives ON lives.run = runs.name`;

/** What a command needs of the database, within its transaction. */
export class Transaction {
  readonly #client: pg.Client;
  readonly #touched = new Set<string>();

  constructor(client: pg.Client) {
    this.#client = client;
  }

  /** Returns how many rows were changed. */
  async write(sql: string, ...values: unknown[]): Promise<number> {
    return (await this.#client.query(sql, values)).rowCount ?? 0;
  }

  /** All rows; the query names its columns as the fields of T. */
  async all<T>(sql: string, ...values: unknown[]): Promise<T[]> {
    return (await this.#client.query(sql, values)).rows;
  }

  /** Writes rows that are given as plain data, the fields of which are named as the columns. */
  async insert(table: string, rows: readonly object[]): Promise<number> {
    if (rows.length === 0) return 0;
    const sql = `INSERT INTO ${table} SELECT * FROM jsonb_populate_recordset(NULL::${table}, $1) ON CONFLICT DO NOTHING`;
    return await this.write(sql, JSON.stringify(rows));
  }

  async run(name: string): Promise<StoredRun | undefined> {
    const [row] = await this.all<RunRow>(`${RUNS} WHERE name = $1`, name);
    return row && storedRun(row);
  }

  /**
   * Finds the run of a command and holds others up that would change it. Throws UNKNOWN_RUN, RUN_CHANGED.
   *
   * @param generation that the run must have; undefined lets any pass
   */
  async held(name: string, generation?: number): Promise<StoredRun> {
    await this.write('SELECT 1 FROM runs WHERE name = $1 FOR NO KEY UPDATE', name);
    const stored = await this.run(name);
    if (stored === undefined) throw unknownRun(name);
    if ((generation ?? stored.generation) !== stored.generation) throw runChanged(name);
    return stored;
  }

  /** What the runs of an owner take. Others that add runs of the owner wait until the end of the transaction. */
  async usage(owner: string): Promise<StateUsage> {
    await this.write("SELECT pg_advisory_xact_lock(hashtextextended('crescendo owner ' || $1, 0))", owner);
    return (await this.all<StateUsage>(USAGE, owner))[0]!;
  }

  /** Counts a change of a run. */
  touch(run: string): void {
    this.#touched.add(run);
  }

  /** Tells the other servers of the runs that have changed; their revisions. */
  async changes(): Promise<Revision[]> {
    if (this.#touched.size === 0) return [];
    const [row] = await this.all<{ changed: Revision[] }>('SELECT touch_1($1) AS changed', [...this.#touched]);
    return row!.changed;
  }
}

export type RunRow = Omit<StoredRun, 'owner'> & { owner: string | null };

export function storedRun({ owner, ...row }: RunRow): StoredRun {
  return { ...row, ...(owner !== null && { owner }) };
}
