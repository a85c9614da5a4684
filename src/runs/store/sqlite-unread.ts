/** Validation samples that could not be read, within a transaction of `SqliteDatabase`. */
import type { SqliteAccess } from './sqlite-access.ts';
import type { RecordUnread, StoredUnread } from './store.ts';

/** The first of a run in order of dataset and key. */
export const UNREAD = 'SELECT dataset, key, reason FROM unread_validation WHERE run = ? ORDER BY dataset, key LIMIT ?';
export const UNREAD_COUNT = 'SELECT count(*) AS n FROM unread_validation WHERE run = ?';

export function recordUnread(
  database: Pick<SqliteAccess, 'write' | 'touch'>,
  { run, samples }: RecordUnread,
): undefined {
  const added = samples.map(({ dataset, key, reason }: StoredUnread) =>
    database.write(
      'INSERT INTO unread_validation VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
      run,
      dataset,
      key,
      reason,
    ),
  );
  if (added.some((rows) => rows > 0)) database.touch(run);
}
