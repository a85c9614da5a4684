/** Where the state of runs is, as options name it: a SQLite file, `:memory:`, or the address of a PostgreSQL database. */
import { resolve } from 'node:path';
import { isPostgres, shownState } from '../runs/store/postgres/address.ts';
import type { OutageListener } from '../runs/store/postgres/link.ts';
import { SqliteStore } from '../runs/store/sqlite.ts';
import type { RunStore } from '../runs/store/store.ts';

const IN_MEMORY = ':memory:';

/**
 * Opens the state of runs.
 *
 * @param graceSeconds how long requests wait for a database that is away
 * @throws as `SqliteStore.open` and `PostgresStore.open` do
 */
export async function openState(state: string, graceSeconds?: number, outages?: OutageListener): Promise<RunStore> {
  if (!isPostgres(state)) return await SqliteStore.open(state);
  // A server that keeps its state in a file need not load the package pg.
  const { PostgresStore } = await import('../runs/store/postgres/postgres.ts');
  return await PostgresStore.open(state, {
    ...(graceSeconds !== undefined && { graceMs: graceSeconds * 1000 }),
    ...(outages !== undefined && { outages }),
  });
}

/** The state such that it means the same in any folder, without the password of a database. */
export function statePlace(state: string): string {
  if (state === IN_MEMORY) return state;
  return isPostgres(state) ? shownState(state) : resolve(state);
}

/** The same in words. */
export function stateWords(state: string): string {
  return state === IN_MEMORY ? 'in memory, lost at the end' : statePlace(state);
}
