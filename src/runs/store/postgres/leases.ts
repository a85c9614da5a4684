/** The leases of ranks, by the clock of the database: a row for each member. */
import { changeLease, leaseChanges } from '../../leases.ts';
import type { CommandResults, LeaseCommand, LeaseMember, RankId, StoredLease } from '../store.ts';
import type { Transaction } from './transaction.ts';

/** Unix time in milliseconds. */
export const NOW = '(extract(epoch FROM clock_timestamp()) * 1000)::bigint';

/** The members of the lease of a rank, whose values are parameters, and the time. */
export const MEMBERS = `SELECT client, host, taken_at AS "takenAt", stream, renewed_at AS "renewedAt",
  expires_at AS "expiresAt", ${NOW} AS now FROM leases WHERE run = $1 AND world_size = $2 AND rank = $3 ORDER BY stream`;

export type MemberRow = LeaseMember & Pick<StoredLease, 'client' | 'host' | 'takenAt'> & { now: number };

export function leaseOf({ worldSize, rank }: RankId, rows: readonly MemberRow[]): StoredLease | undefined {
  if (rows.length === 0) return undefined;
  const { client, host, takenAt } = rows[0]!;
  const members = rows.map(({ stream, renewedAt, expiresAt }) => ({ stream, renewedAt, expiresAt }));
  return { worldSize, rank, client, host, takenAt, members };
}

/** @param command about a run that the transaction holds */
export async function applyLeaseCommand(
  transaction: Transaction,
  command: LeaseCommand,
): Promise<CommandResults[LeaseCommand['kind']]> {
  const { run, place } = command;
  const rank = [run, place.worldSize, place.rank];
  const [rows, [clock]] = await Promise.all([
    transaction.all<MemberRow>(MEMBERS, ...rank),
    transaction.all<{ now: number }>(`SELECT ${NOW} AS now`),
  ]);
  const before = leaseOf(place, rows);
  const { lease, answer } = changeLease(before, command, clock!.now);
  const { removed, written } = leaseChanges(before, lease);
  if (removed.length > 0) {
    const sql = 'DELETE FROM leases WHERE run = $1 AND world_size = $2 AND rank = $3 AND stream = ANY($4)';
    await transaction.write(sql, ...rank, removed);
  }
  for (const { stream, renewedAt, expiresAt } of written) {
    await transaction.write(
      `INSERT INTO leases VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (run, world_size, rank, stream) DO UPDATE SET client = excluded.client, host = excluded.host,
          taken_at = excluded.taken_at, renewed_at = excluded.renewed_at, expires_at = excluded.expires_at`,
      ...[...rank, stream, lease!.client, lease!.host, lease!.takenAt, renewedAt, expiresAt],
    );
  }
  return answer;
}
