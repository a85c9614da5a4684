/** The state of runs in PostgreSQL, with a real server. */
import { afterAll } from 'vitest';
import { PostgresStore } from '../../src/runs/store/postgres/postgres.ts';
import { testRunStore } from '../conformance/run-store.ts';
import { Cluster } from '../support/postgres.ts';

const cluster = new Cluster();
afterAll(() => cluster.remove());

testRunStore('PostgreSQL', () => {
  const address = cluster.address();
  return { open: () => PostgresStore.open(address), durable: true, shared: true };
});
