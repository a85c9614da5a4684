/** The tables of a cache's index. */

/** Rises when an older Crescendo must not use the cache any more. */
export const FORMAT = 1;

/**
 * - `settings`: `limit` is the bytes that the cache may take; `used` the sum of `charged`, which triggers maintain;
 *   `ceiling` what it may take until `ceiling_until`, because the disk was full.
 * - `owners`: the processes that use the cache.
 * - `parts`: those that are there (`ready`) and those that are being written, whose room is reserved. `charged` is what
 *   a part counts on disk. `wanted` says whether a row of `uses` names it. `renewed` is the writer's last sign of life.
 * - `streams`: streams of batches, each at its `step`; `uses`: the next two steps of a stream that read from a part, and the
 *   bytes that all its known steps read from it. Parts that are not in the cache have rows as well (`cached` 0).
 */
export const SCHEMA = `
  CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
  INSERT OR IGNORE INTO settings VALUES ('limit', 0), ('used', 0), ('ceiling', 0), ('ceiling_until', 0);

  CREATE TABLE IF NOT EXISTS owners (
    id INTEGER PRIMARY KEY, boot TEXT NOT NULL, namespace TEXT NOT NULL, pid INTEGER NOT NULL, start TEXT NOT NULL,
    seen INTEGER NOT NULL, UNIQUE (boot, namespace, pid, start));

  CREATE TABLE IF NOT EXISTS places (id INTEGER PRIMARY KEY, place TEXT NOT NULL UNIQUE);

  CREATE TABLE IF NOT EXISTS parts (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, place INTEGER NOT NULL, bytes INTEGER NOT NULL,
    charged INTEGER NOT NULL, ready INTEGER NOT NULL, owner INTEGER NOT NULL, token TEXT NOT NULL,
    renewed INTEGER NOT NULL, checksum INTEGER NOT NULL, wanted INTEGER NOT NULL, last_use INTEGER NOT NULL);
  CREATE INDEX IF NOT EXISTS unwanted ON parts (last_use) WHERE ready = 1 AND wanted = 0;
  CREATE INDEX IF NOT EXISTS unready ON parts (owner) WHERE ready = 0;
  CREATE TRIGGER IF NOT EXISTS charge AFTER INSERT ON parts BEGIN
    UPDATE settings SET value = value + new.charged WHERE name = 'used';
  END;
  CREATE TRIGGER IF NOT EXISTS discharge AFTER DELETE ON parts BEGIN
    UPDATE settings SET value = value - old.charged WHERE name = 'used';
  END;

  CREATE TABLE IF NOT EXISTS streams (id INTEGER PRIMARY KEY AUTOINCREMENT, owner INTEGER NOT NULL, step INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS uses (
    stream INTEGER NOT NULL, name TEXT NOT NULL, step INTEGER NOT NULL, again INTEGER, bytes INTEGER NOT NULL,
    cached INTEGER NOT NULL, PRIMARY KEY (stream, name)) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS uses_by_name ON uses (name);
  CREATE INDEX IF NOT EXISTS uses_by_step ON uses (stream, cached, step);
`;
