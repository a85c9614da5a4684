import type pg from 'pg';
import { leaseExpiry } from '../../leases.ts';
import type { Revision } from '../change-feed.ts';
import type {
  Query,
  QueryResults,
  ScheduleLogEntry,
  StoredBadSample,
  StoredDelivery,
  StoredProgress,
  StoredStepTimes,
  StoredUnread,
} from '../store.ts';
import { leaseOf, MEMBERS, type MemberRow } from './leases.ts';
import { RUNS, type RunRow, storedRun } from './transaction.ts';
import { USAGE } from './usage.ts';

const PROGRESS = `SELECT world_size AS "worldSize", rank, consumed_step AS "consumedStep", step_seconds AS "stepSeconds"
  FROM progress WHERE run = $1 AND consumed_step >= 0 ORDER BY world_size, rank`;
const STEP_TIMES = `SELECT stage, world_size AS "worldSize", steps, seconds, first_steps AS "firstSteps",
  first_seconds AS "firstSeconds" FROM step_times WHERE run = $1 ORDER BY stage, world_size`;
const LEDGER = `SELECT world_size AS "worldSize", rank, stage, epoch, issued, reissued, acknowledged, replayed
  FROM ledger WHERE run = $1 ORDER BY world_size, rank, stage, epoch`;
const TOTALS = `SELECT coalesce(sum(issued), 0)::bigint AS issued, coalesce(sum(reissued), 0)::bigint AS reissued,
  coalesce(sum(acknowledged), 0)::bigint AS acknowledged, coalesce(sum(replayed), 0)::bigint AS replayed
  FROM ledger WHERE run = $1`;
const BAD_SAMPLES = `SELECT sample AS index, key, reason, replaced_by AS "replacedBy", step FROM bad_samples
  WHERE run = $1 ORDER BY key LIMIT $2`;
const UNREAD = `SELECT dataset, key, reason FROM unread_validation WHERE run = $1 ORDER BY dataset, key LIMIT $2`;

/** Names of the statements, by which a connection finds what it has prepared. */
const names = new Map<string, string>();

function nameOf(text: string): string {
  const name = names.get(text) ?? `query ${names.size}`;
  names.set(text, name);
  return name;
}

/** Answers a query. Those that belong together are asked within one transaction, without waiting for each other. */
export async function answerQuery(client: pg.Client, query: Query): Promise<QueryResults[Query['kind']]> {
  const all = async <T>(text: string, ...values: unknown[]): Promise<T[]> =>
    (await client.query({ name: nameOf(text), text, values })).rows;
  const listed = async <T>(table: string, sql: string, { run, limit }: { run: string; limit: number }) => {
    const [[counted], first] = await Promise.all([
      all<{ count: number }>(`SELECT count(*) FROM ${table} WHERE run = $1`, run),
      all<T>(sql, run, limit),
    ]);
    return { count: counted!.count, first };
  };
  switch (query.kind) {
    case 'run':
      return (await all<RunRow>(`${RUNS} WHERE name = $1`, query.run)).map(storedRun)[0];
    case 'runs':
      return (await all<RunRow>(`${RUNS} ORDER BY created_at, name`)).map(storedRun);
    case 'schedule': {
      const sql = 'SELECT sequence, entry FROM schedule_log WHERE run = $1 AND sequence >= $2 ORDER BY sequence';
      return await all<ScheduleLogEntry>(sql, query.run, query.from);
    }
    case 'progress':
      return await all<StoredProgress>(PROGRESS, query.run);
    case 'step-times':
      return await all<StoredStepTimes>(STEP_TIMES, query.run);
    case 'ledger':
      return await all<StoredDelivery>(LEDGER, query.run);
    case 'ledger-totals':
      return (await all<QueryResults['ledger-totals']>(TOTALS, query.run))[0]!;
    case 'bad-samples':
      return await listed<StoredBadSample>('bad_samples', BAD_SAMPLES, query);
    case 'unread':
      return await listed<StoredUnread>('unread_validation', UNREAD, query);
    case 'lease': {
      const { run, place } = query;
      const rows = await all<MemberRow>(MEMBERS, run, place.worldSize, place.rank);
      const lease = leaseOf(place, rows);
      return lease !== undefined && leaseExpiry(lease) > rows[0]!.now ? lease : undefined;
    }
    case 'usage':
      return (await all<QueryResults['usage']>(USAGE, query.owner))[0]!;
    case 'identity':
      return (await all<{ id: string }>('SELECT id FROM state'))[0]!.id;
  }
}

/** Answers queries that are asked at one moment, from one state. */
export async function answerQueries(client: pg.Client, queries: readonly Query[]): Promise<unknown[]> {
  if (queries.length === 1) return [await answerQuery(client, queries[0]!)];
  const statements = [
    client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY'),
    ...queries.map((query) => answerQuery(client, query)),
    client.query('COMMIT'),
  ];
  // None is left alone: each of them fails if the connection breaks.
  const settled = await Promise.allSettled(statements);
  const failed = settled.find((outcome) => outcome.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return settled.slice(1, -1).map((outcome) => (outcome as PromiseFulfilledResult<unknown>).value);
}

/** The revisions of runs, as far as they have any. */
export async function revisionsOf(client: pg.Client, runs: readonly string[]): Promise<Revision[]> {
  const { rows } = await client.query('SELECT run, revision FROM lives WHERE run = ANY($1)', [runs]);
  return rows.map(({ run, revision }) => [run, revision]);
}
