/** Takes a state file of an older release over, within a transaction of `SqliteDatabase`. */
import type { DatabaseSync } from 'node:sqlite';
import { CrescendoError } from '../../errors.ts';
import { blocksUpTo } from './issued-steps.ts';
import { SCHEMA, SCHEMA_VERSION } from './sqlite-schema.ts';

/**
 * Brings the tables to `SCHEMA_VERSION`.
 *
 * @throws DAMAGED_FILE for a file of a newer release
 */
export function migrate(database: DatabaseSync, path: string): void {
  const version = Number(database.prepare('PRAGMA user_version').get()?.user_version ?? 0);
  if (version > SCHEMA_VERSION) {
    throw new CrescendoError(
      'DAMAGED_FILE',
      `the state file ${path} has version ${version}, and this Crescendo supports versions up to ${SCHEMA_VERSION}: use ` +
        'the release that made it, or give --state another file',
      { option: '--state', path, value: String(version), bound: String(SCHEMA_VERSION) },
    );
  }
  // A table that a release only added is missing in files of the same version: the schema makes it below.
  if (version === 1) fromVersion1(database);
  const bitmaps = version === 1 || version === 2 ? fromVersion2(database) : () => {};
  database.exec(SCHEMA);
  bitmaps();
  database.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
}

/** Version 1 had the progress of the ranks of one world only, whose size is in the spec, and no ledger. */
function fromVersion1(database: DatabaseSync): void {
  database.exec(`
    ALTER TABLE progress RENAME TO progress_1;
    CREATE TABLE progress (
      run TEXT NOT NULL REFERENCES runs(name), world_size INTEGER NOT NULL, rank INTEGER NOT NULL,
      consumed_step INTEGER NOT NULL, first_issued INTEGER NOT NULL, last_issued INTEGER NOT NULL,
      step_seconds REAL NOT NULL, PRIMARY KEY (run, world_size, rank)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO progress
      SELECT run, coalesce(json_extract(spec, '$.world_size'), 1), rank, consumed_step, 0, consumed_step, step_seconds
      FROM progress_1 JOIN runs ON runs.name = run;
    DROP TABLE progress_1;
  `);
}

/**
 * Version 2 knew the last step sent to a rank, and one stream for each lease. The column of the last step goes, so that a
 * server of an older release that still has the file open fails instead of counting wrongly.
 *
 * @returns what fills the bitmaps, once there is a table for them
 */
function fromVersion2(database: DatabaseSync): () => void {
  const sent = database.prepare('SELECT run, world_size, rank, last_issued FROM progress WHERE last_issued >= 0').all();
  database.exec('ALTER TABLE progress DROP COLUMN last_issued');
  const leases = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'leases'").get() !== undefined;
  if (leases) database.exec('ALTER TABLE leases RENAME TO leases_2');
  return () => {
    if (leases) database.exec('INSERT INTO leases SELECT * FROM leases_2; DROP TABLE leases_2');
    const insert = database.prepare('INSERT INTO issued VALUES (?, ?, ?, ?, ?)');
    for (const { run, world_size: worldSize, rank, last_issued: last } of sent) {
      for (const { block, bits } of blocksUpTo(Number(last))) insert.run(run!, worldSize!, rank!, block, bits);
    }
  };
}
