/** A database of run state that dies, comes back, becomes read-only, or stays away. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, test } from 'vitest';
import { parseAddress } from '../../src/runs/store/postgres/address.ts';
import { connect as connectAsServer } from '../../src/runs/store/postgres/connection.ts';
import { PostgresStore } from '../../src/runs/store/postgres/postgres.ts';
import type { IssueBatch, ReportProgress } from '../../src/runs/store/store.ts';
import { RUN } from '../conformance/run-store.ts';
import { Cluster } from '../support/postgres.ts';

const cluster = new Cluster();
afterAll(() => cluster.remove());

const RANKS = 20;
const stages = [{ index: 0, firstStep: 0, steps: 100_000, firstPosition: 0, globalBatch: 4 * RANKS }];

const issue = (rank: number, step: number): IssueBatch => ({
  ...{ kind: 'issue-batch', run: 'r', place: { worldSize: RANKS, rank }, step, badSamples: [], badSamplesAllowed: 0 },
  deliveries: [{ stage: 0, epoch: 0, samples: 4, replayed: 0 }],
});

const report = (rank: number, consumedStep: number): ReportProgress => ({
  ...{ kind: 'report-progress', run: 'r', stages, sampleCount: 1_000_000_000 },
  report: { worldSize: RANKS, rank, consumedStep, stepSeconds: 0.5, stage: 0 },
});

/** Rank by rank, what the ledger has. */
async function counted(store: PostgresStore) {
  const [ledger, progress, times] = await Promise.all([
    store.query({ kind: 'ledger', run: 'r' }),
    store.query({ kind: 'progress', run: 'r' }),
    store.query({ kind: 'step-times', run: 'r' }),
  ]);
  return { ledger, progress, times };
}

/** Issues and reports steps of a rank, one after the other, at one store after the other, until it is told to stop. */
async function write(stores: readonly PostgresStore[], rank: number, stopped: () => boolean): Promise<number> {
  let step = 0;
  for (; !stopped(); step += 1) {
    const store = stores[(step + rank) % stores.length]!;
    assert.deepEqual(await store.apply(issue(rank, step)), { issued: true });
    assert.deepEqual(await store.apply(report(rank, step)), { consumedStep: step });
  }
  return step;
}

const FAULTS: [what: string, fault: () => void][] = [
  ['kill -9 of the postmaster', () => cluster.kill()],
  ['pg_ctl stop -m immediate', () => cluster.stop('immediate')],
];

for (const [what, fault] of FAULTS) {
  test(`after ${what} under 20 writers nothing acknowledged should be missing, and nothing count twice`, async () => {
    const address = cluster.address();
    const stores = await Promise.all([PostgresStore.open(address), PostgresStore.open(address)]);
    await stores[0]!.apply({ kind: 'create-run', run: RUN });
    let [done, written] = [false, 0];
    const ranks = Array.from({ length: RANKS }, (_, k) => k);
    const counting = { stopped: () => done };
    const writing = ranks.map(async (rank) => {
      const steps = await write(stores, rank, counting.stopped);
      written += steps;
      return steps;
    });
    const reaches = async (steps: number): Promise<void> => {
      for (;;) {
        const { progress } = await counted(stores[0]!);
        if (progress.length === RANKS && progress.every(({ consumedStep }) => consumedStep >= steps)) return;
      }
    };
    for (let round = 1; round <= 3; round += 1) {
      await reaches(round * 5);
      fault();
      await cluster.startAgain();
    }
    await reaches(20);
    done = true;
    const steps = await Promise.all(writing);
    const { ledger, progress, times } = await counted(stores[1]!);
    assert.deepEqual(
      progress.map(({ consumedStep }) => consumedStep + 1),
      steps,
    );
    assert.deepEqual(
      ledger.map(({ issued, reissued, acknowledged }) => [issued, reissued, acknowledged]),
      steps.map((count) => [4 * count, 0, 4 * count]),
    );
    assert.deepEqual([times[0]?.steps, times[0]?.seconds], [written, 0.5 * written]);
    for (const store of stores) await store.close();
  });
}

test('a database that stays away should be UNAVAILABLE after the time of grace, and back afterwards', async () => {
  const told: string[] = [];
  const outages = { began: () => told.push('began'), ended: () => told.push('ended') };
  const address = cluster.address();
  const store = await PostgresStore.open(address, { graceMs: 1000, outages });
  await store.apply({ kind: 'create-run', run: RUN });
  await store.apply(issue(0, 0));
  const over = new AbortController();
  const changes = store.changes('r', over.signal)[Symbol.asyncIterator]();
  const before = (await changes.next()).value!;
  cluster.stop('immediate');
  const begin = performance.now();
  const refused = { reason: 'STATE_UNAVAILABLE', code: 'UNAVAILABLE', message: /not been available for \d+ s/ };
  await assert.rejects(store.apply(issue(0, 1)), refused);
  assert.ok(performance.now() - begin >= 900, 'the request should have waited');
  // From then on requests are refused at once, so that what waits stays bounded.
  await assert.rejects(store.query({ kind: 'progress', run: 'r' }), refused);
  assert.deepEqual(told, ['began']);
  cluster.start();
  for (;;) {
    const back = await store.apply(issue(0, 1)).catch(() => undefined);
    if (back !== undefined) break;
    await wait(20);
  }
  await store.apply(report(0, 1));
  const { ledger } = await counted(store);
  assert.deepEqual([ledger[0]?.issued, ledger[0]?.acknowledged], [8, 8]);
  assert.deepEqual(told, ['began', 'ended']);
  assert.ok((await changes.next()).value! > before, 'who watches should be told of what happens afterwards');
  over.abort();
  await changes.next();
  await store.close();
});

test('a store should be told of changes after its connections have broken', async () => {
  const address = cluster.address();
  const [one, two] = await Promise.all([PostgresStore.open(address), PostgresStore.open(address)]);
  await one.apply({ kind: 'create-run', run: RUN });
  const over = new AbortController();
  const changes = two.changes('r', over.signal)[Symbol.asyncIterator]();
  const first = await changes.next();
  await cluster.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'crescendo'");
  await one.apply(report(0, 3));
  const second = await changes.next();
  assert.ok(second.value! > first.value!);
  assert.equal((await two.query({ kind: 'progress', run: 'r' }))[0]?.consumedStep, 3);
  over.abort();
  await changes.next();
  await Promise.all([one.close(), two.close()]);
});

/** Makes the sessions of a cluster read-only, also those that exist, or lets them write again. */
async function makeReadOnly(which: Cluster, readOnly: boolean): Promise<void> {
  await which.sql(
    `ALTER SYSTEM ${readOnly ? 'SET default_transaction_read_only = on' : 'RESET default_transaction_read_only'}`,
  );
  await which.sql('SELECT pg_reload_conf()');
}

test('a primary that becomes read-only should be left for the next host', async () => {
  const other = new Cluster();
  try {
    const hosts = [cluster, other];
    const folders = hosts.map(({ socketFolder }) => socketFolder).join();
    const state = `postgresql://crescendo@/postgres?host=${folders}&port=${cluster.port},${other.port}&schema=moved`;
    const store = await PostgresStore.open(state);
    await store.apply({ kind: 'create-run', run: RUN });
    // The second host is an empty one, so that it shows who has answered.
    await (await PostgresStore.open(other.address('moved'))).close();
    await makeReadOnly(cluster, true);
    // A session learns of its new setting a moment later.
    while (!(await store.apply({ kind: 'create-run', run: RUN })).created);
    await store.apply(issue(0, 0));
    await store.close();
  } finally {
    await makeReadOnly(cluster, false);
    other.remove();
  }
});

test('with one host a request should wait until it can be written to again', async () => {
  const told: string[] = [];
  let began: () => void = () => {};
  const away = new Promise<void>((resolve) => {
    began = resolve;
  });
  const outages = { began: () => began(), ended: () => told.push('ended') };
  const store = await PostgresStore.open(cluster.address(), { outages });
  await store.apply({ kind: 'create-run', run: RUN });
  await makeReadOnly(cluster, true);
  const writing = (async () => {
    for (let step = 0; told.length === 0; step += 1)
      assert.deepEqual(await store.apply(issue(0, step)), { issued: true });
  })();
  await away;
  await makeReadOnly(cluster, false);
  await writing;
  await store.close();
});

/** Stands between a store and the cluster. */
async function proxy(): Promise<{ folder: string; swallow(): void; stall(): void; close(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'crescendo-proxy-'));
  const sockets = new Set<Socket>();
  let swallowing = false;
  const server = createServer((near) => {
    const far = connect(`${cluster.socketFolder}/.s.PGSQL.${cluster.port}`);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => [near, far].map((one) => one.destroy()));
    }
    near.on('data', (data) => far.write(data));
    far.on('data', (data) => {
      if (!swallowing) return near.write(data);
      swallowing = false;
      return near.destroy();
    });
  });
  server.listen(join(folder, `.s.PGSQL.${cluster.port}`));
  await once(server, 'listening');
  return {
    folder,
    swallow: () => {
      swallowing = true;
    },
    // Those that come later go through.
    stall: () => {
      for (const socket of sockets) socket.removeAllListeners('data').resume();
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      rmSync(folder, { recursive: true });
    },
  };
}

test('what was recorded but not answered, because the connection broke, should count once', async () => {
  const between = await proxy();
  const address = cluster.address().replace(cluster.socketFolder, between.folder);
  const store = await PostgresStore.open(address);
  await store.apply({ kind: 'create-run', run: RUN });
  for (let step = 0; step < 5; step += 1) {
    between.swallow();
    assert.deepEqual(await store.apply(issue(0, step)), { issued: true });
    between.swallow();
    assert.deepEqual(await store.apply(report(0, step)), { consumedStep: step });
  }
  const { ledger, times } = await counted(store);
  assert.deepEqual(
    ledger.map(({ issued, reissued, acknowledged }) => [issued, reissued, acknowledged]),
    [[20, 0, 20]],
  );
  assert.equal(times[0]?.steps, 5);
  const place = { worldSize: 1, rank: 0 };
  const take = {
    kind: 'take-lease',
    run: 'r',
    place,
    client: 'c',
    host: 'h',
    leaseMs: 60_000,
    takeover: false,
  } as const;
  between.swallow();
  assert.deepEqual(await store.apply({ ...take, stream: 's' }), { held: true });
  await store.close();
  between.close();
});

test('a connection that gives no answer should be replaced', async () => {
  const between = await proxy();
  const store = await PostgresStore.open(cluster.address().replace(cluster.socketFolder, between.folder));
  await store.apply({ kind: 'create-run', run: RUN });
  const over = new AbortController();
  const changes = store.changes('r', over.signal)[Symbol.asyncIterator]();
  await changes.next();
  between.stall();
  assert.deepEqual(await store.apply(issue(0, 0)), { issued: true });
  await store.apply(report(0, 0));
  await changes.next();
  over.abort();
  await changes.next();
  await store.close();
  between.close();
});

test('a database that no longer lets the server in should be UNAVAILABLE', async () => {
  await cluster.sql('CREATE ROLE other LOGIN SUPERUSER');
  const store = await PostgresStore.open(cluster.address().replace('crescendo@', 'other@'), { graceMs: 0 });
  await store.apply({ kind: 'create-run', run: RUN });
  await cluster.sql('ALTER ROLE other NOLOGIN');
  await cluster.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'other'");
  const refused = { reason: 'STATE_UNAVAILABLE', message: /not permitted to log in/ };
  // The first request may meet the end of the connection.
  await store.query({ kind: 'runs' }).catch(() => {});
  await assert.rejects(store.query({ kind: 'runs' }), refused);
  await cluster.sql('ALTER ROLE other LOGIN');
  assert.equal((await store.query({ kind: 'runs' })).length, 1);
  await store.close();
});

test('a server that freezes within a transaction should hold the others up for a moment only', async () => {
  const address = cluster.address();
  const store = await PostgresStore.open(address);
  await store.apply({ kind: 'create-run', run: RUN });
  const frozen = await connectAsServer(parseAddress(address), false);
  await frozen.query("BEGIN; SELECT 1 FROM runs WHERE name = 'r' FOR UPDATE");
  assert.deepEqual(await store.apply(issue(0, 0)), { issued: true });
  await store.close();
  await frozen.end().catch(() => {});
});
