/** What passes between a `SqliteStore` and the thread of its database. */
import type { ErrorMetadata, Reason } from '../../errors.ts';
import type { Revision } from './change-feed.ts';
import type { Command, Query } from './store.ts';

/** One piece of work for the database. */
export type Request =
  | { kind: 'apply'; command: Command }
  | { kind: 'query'; query: Query }
  /** Begins to look for changes of a run that others make; answers its revision. */
  | { kind: 'watch'; run: string }
  | { kind: 'unwatch'; run: string }
  | { kind: 'close' };

/** An error as plain data. */
export interface Failure {
  reason: Reason;
  message: string;
  metadata: ErrorMetadata;
}

/** What one request has come to. */
export type Outcome = { value: unknown } | { failure: Failure };

/** The thread's setup. */
export interface SqliteSetup {
  path: string;
}

export type FromThread =
  /** The database is open. */
  | { kind: 'opened' }
  | { kind: 'refused'; failure: Failure }
  /** The outcomes of a group of requests, in order, and the runs that it has changed. */
  | { kind: 'done'; outcomes: Outcome[]; changed: Revision[] }
  /** Runs that were changed through another connection. */
  | { kind: 'changed'; changed: Revision[] };
