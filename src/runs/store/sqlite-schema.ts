/**
 * Raised when an older Crescendo could not use the file any more, with a step in sqlite-migrate.ts; a table that it need
 * not know is no reason.
 */
export const SCHEMA_VERSION = 3;

export const SCHEMA = `
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
    consumed_step INTEGER NOT NULL, first_issued INTEGER NOT NULL, step_seconds REAL NOT NULL,
    PRIMARY KEY (run, world_size, rank)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS issued (
    run TEXT NOT NULL REFERENCES runs(name), world_size INTEGER NOT NULL, rank INTEGER NOT NULL,
    block INTEGER NOT NULL, bits BLOB NOT NULL, PRIMARY KEY (run, world_size, rank, block)
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
  CREATE TABLE IF NOT EXISTS first_step_times (
    run TEXT NOT NULL REFERENCES runs(name), stage INTEGER NOT NULL, world_size INTEGER NOT NULL,
    steps INTEGER NOT NULL, seconds REAL NOT NULL, PRIMARY KEY (run, stage, world_size)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS bad_samples (
    run TEXT NOT NULL REFERENCES runs(name), sample INTEGER NOT NULL, key TEXT NOT NULL, reason TEXT NOT NULL,
    replaced_by TEXT NOT NULL, step INTEGER NOT NULL, PRIMARY KEY (run, sample)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS unread_validation (
    run TEXT NOT NULL REFERENCES runs(name), dataset TEXT NOT NULL, key TEXT NOT NULL, reason TEXT NOT NULL,
    PRIMARY KEY (run, dataset, key)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS identity (
    one INTEGER PRIMARY KEY CHECK (one = 1), id TEXT NOT NULL, generation INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS lives (
    run TEXT PRIMARY KEY, generation INTEGER NOT NULL, archived INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS owners (
    run TEXT PRIMARY KEY, created_at INTEGER NOT NULL, owner TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS owners_by_owner ON owners (owner);
  CREATE TABLE IF NOT EXISTS leases (
    run TEXT NOT NULL REFERENCES runs(name), world_size INTEGER NOT NULL, rank INTEGER NOT NULL,
    stream TEXT NOT NULL, client TEXT NOT NULL, host TEXT NOT NULL,
    taken_at INTEGER NOT NULL, renewed_at INTEGER NOT NULL, expires_at INTEGER NOT NULL,
    PRIMARY KEY (run, world_size, rank, stream)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS revisions (
    run TEXT PRIMARY KEY REFERENCES runs(name), revision INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
`;

/** Tables whose rows belong to a run that exists; those of `owners`, `lives` and `revisions` may outlive their run. */
export const RUN_TABLES = [
  'schedule_log',
  'progress',
  'issued',
  'ledger',
  'step_times',
  'first_step_times',
  'bad_samples',
  'unread_validation',
  'leases',
] as const;
