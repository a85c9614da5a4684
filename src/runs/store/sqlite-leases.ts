/** The leases of ranks, within a transaction of `SqliteDatabase`: a row for each member. */
import { changeLease, leaseChanges } from '../leases.ts';
import type { SqliteAccess } from './sqlite-access.ts';
import type { CommandResults, LeaseCommand, LeaseMember, RankId, StoredLease } from './store.ts';

const MEMBERS = `SELECT client, host, taken_at AS takenAt, stream, renewed_at AS renewedAt, expires_at AS expiresAt
  FROM leases WHERE run = ? AND world_size = ? AND rank = ? ORDER BY stream`;

/** The lease of a rank, whether or not it has expired. */
export function leaseOf(
  database: Pick<SqliteAccess, 'all'>,
  run: string,
  { worldSize, rank }: RankId,
): StoredLease | undefined {
  const rows = database.all<LeaseMember & Pick<StoredLease, 'client' | 'host' | 'takenAt'>>(
    MEMBERS,
    ...[run, worldSize, rank],
  );
  if (rows.length === 0) return undefined;
  const { client, host, takenAt } = rows[0]!;
  const members = rows.map(({ stream, renewedAt, expiresAt }) => ({ stream, renewedAt, expiresAt }));
  return { worldSize, rank, client, host, takenAt, members };
}

export function applyLeaseCommand(database: SqliteAccess, command: LeaseCommand): CommandResults[LeaseCommand['kind']] {
  const { run, place } = command;
  const before = leaseOf(database, run, place);
  const { lease, answer } = changeLease(before, command, database.now());
  const { removed, written } = leaseChanges(before, lease);
  const rank = [run, place.worldSize, place.rank];
  for (const stream of removed) {
    database.write('DELETE FROM leases WHERE run = ? AND world_size = ? AND rank = ? AND stream = ?', ...rank, stream);
  }
  for (const { stream, renewedAt, expiresAt } of written) {
    const sql = 'INSERT OR REPLACE INTO leases VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)';
    const { client, host, takenAt } = lease!;
    database.write(sql, ...rank, stream, client, host, takenAt, renewedAt, expiresAt);
  }
  return answer;
}
