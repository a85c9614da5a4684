import type { SQLInputValue } from 'node:sqlite';
import type { StateUsage } from '../quota.ts';
import type { StoredRun } from './store.ts';

/** What the commands need of a `SqliteDatabase`, within its transaction. */
export interface SqliteAccess {
  run(name: string): StoredRun | undefined;
  /** Returns how many rows were changed. */
  write(sql: string, ...values: SQLInputValue[]): number;
  /** The first row. */
  get(sql: string, ...values: SQLInputValue[]): Record<string, unknown> | undefined;
  /** All rows; the query names its columns as the fields of T. */
  all<T>(sql: string, ...values: SQLInputValue[]): T[];
  /** Counts a change of a run. */
  touch(run: string): void;
  /** What the runs of an owner take. */
  usage(owner: string): StateUsage;
  /** Unix time in milliseconds. */
  now(): number;
}
