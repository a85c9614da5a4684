/** Connections to a database that can be written to. */
import pg from 'pg';
import { CrescendoError } from '../../../errors.ts';
import type { PostgresAddress } from './address.ts';
import { isRefused, wordsOf } from './failure.ts';

const CONNECT_MS = 3000;
const LEAVE_MS = 1000;
/** No statement waits longer for a lock, or takes longer; what a server has begun and not ended does not hold others up. */
const LOCK_MS = 3000;
const STATEMENT_MS = 5000;
const IDLE_IN_TRANSACTION_MS = 2000;
/** After so long without an answer the connection counts as broken: the database's own limits come first. */
const ANSWER_MS = 7000;

/** The type bigint. Steps, times and counts stay below 2^53. */
const INT8 = 20;
const types = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === INT8 ? Number : pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
};

/**
 * Connects to the first host that can be written to.
 *
 * @param address where to look; hosts are tried in order
 * @param pipeline sends statements without waiting for the answer to the one before
 * @throws what the last host said, or a failure that may pass if all of them are read-only
 */
export async function connect({ hosts, schema }: PostgresAddress, pipeline: boolean): Promise<pg.Client> {
  const failures: Error[] = [];
  for (const { connectionString, shown } of hosts) {
    try {
      return await connectTo(connectionString, schema, pipeline);
    } catch (error) {
      if (error instanceof CrescendoError) throw error;
      if (hosts.length === 1 || isRefused(error)) throw error;
      failures.push(new Error(`${shown}: ${wordsOf(error)}`, { cause: error }));
    }
  }
  throw new AggregateError(failures);
}

async function connectTo(connectionString: string, schema: string, pipeline: boolean): Promise<pg.Client> {
  const client = new pg.Client({
    ...{ connectionString, pipeline, types, application_name: 'crescendo' },
    ...{ connectionTimeoutMillis: CONNECT_MS, query_timeout: ANSWER_MS, keepAlive: true },
  });
  // An idle connection may break at any time; the next statement on it fails then.
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query(
      `SELECT set_config('search_path', $1, false), set_config('lock_timeout', '${LOCK_MS}', false),
        set_config('statement_timeout', '${STATEMENT_MS}', false),
        set_config('idle_in_transaction_session_timeout', '${IDLE_IN_TRANSACTION_MS}', false),
        CASE WHEN current_setting('synchronous_commit') = 'off' THEN set_config('synchronous_commit', 'on', false) END,
        current_setting('transaction_read_only') = 'on' AS "readOnly"`,
      [schema],
    );
    if (!rows[0].readOnly) return client;
    throw new Error('the connection leads to a read-only standby');
  } catch (error) {
    discard(client);
    throw error;
  }
}

/** Takes leave of the database, for which it waits a moment. */
export async function end(client: pg.Client): Promise<void> {
  const patience = setTimeout(() => discard(client), LEAVE_MS);
  await client.end().catch(() => {});
  clearTimeout(patience);
}

/** Ends a connection without waiting for an answer. */
export function discard(client: pg.Client): void {
  client.end().catch(() => {});
  // A server that does not answer would hold `end` up.
  (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
}
