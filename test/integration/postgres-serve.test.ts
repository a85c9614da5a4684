/** Servers that keep the state of their runs in PostgreSQL, and the command line on it. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { connect, type Notice } from '../../clients/typescript/src/index.ts';
import { writeDataset } from '../support/datasets.ts';
import { Cluster } from '../support/postgres.ts';
import { runCli, type ServerProcess, startServer } from '../support/server.ts';

const STEPS = 120;
const SPEC = {
  dataset: 'train',
  baseSize: 32,
  budget: { steps: STEPS },
  globalBatch: 4,
  schedule: 'constant',
} as const;
const SECRET = 's3cret';
const STEPS_IN_ORDER = Array.from({ length: STEPS }, (_, k) => k);

describe('serve --state postgresql://', () => {
  const work = mkdtempSync(join(tmpdir(), 'crescendo-pg-serve-'));
  const data = join(work, 'data');
  let cluster: Cluster;
  let state: string;
  let servers: ServerProcess[] = [];

  beforeAll(async () => {
    writeDataset(data, 12);
    cluster = new Cluster();
    state = cluster.address().replace('crescendo@', `crescendo:${SECRET}@`);
    const flags = ['--state', state, '--workers', '1', '--shared-memory', 'off'];
    servers = await Promise.all([startServer(data, ...flags), startServer(data, ...flags)]);
  });
  afterAll(async () => {
    for (const server of servers) assert.equal(await server.stop(), 0);
    cluster.remove();
    rmSync(work, { recursive: true });
  });

  test('a stream should live through a restart of the database, and the ledger should be exact', async () => {
    const told: Notice[] = [];
    const client = connect(servers[0]!.address, {
      // A slow machine is no outage.
      onNotice: (notice) => notice.reason !== 'NO_ANSWER' && told.push(notice),
    });
    const steps: number[] = [];
    let starting: Promise<void> | undefined;
    for await (const { step } of client.batches({ run: 'a', spec: SPEC })) {
      steps.push(step);
      if (step !== 30) continue;
      cluster.stop('immediate');
      starting = cluster.startAgain();
    }
    await starting;
    assert.deepEqual(steps, STEPS_IN_ORDER);
    assert.deepEqual(told, [], 'the stream should not have ended');
    // Any server of the database knows.
    const other = connect(servers[1]!.address);
    const status = await other.getRun('a');
    assert.deepEqual([status.state, status.ranks[0]?.consumedStep], ['finished', STEPS - 1]);
    assert.deepEqual([status.issuedSamples, status.reissuedSamples, status.acknowledgedSamples], [480, 0, 480]);
    client.close();
    other.close();
  });

  test('a watcher at one server should be told of reports at another one', async () => {
    const [here, there] = servers.map(({ address }) => connect(address));
    await here!.openRun('b', SPEC);
    const over = new AbortController();
    const seen = here!.watchRun('b', { signal: over.signal })[Symbol.asyncIterator]();
    await seen.next();
    await there!.reportProgress({ run: 'b', consumedStep: 7 });
    const { value } = await seen.next();
    assert.equal(value?.ranks[0]?.consumedStep, 7);
    over.abort();
    here!.close();
    there!.close();
  });

  test('runs should list and change the runs of the database, and show no password', async () => {
    const run = async (...args: string[]) => {
      const { code, stdout, stderr } = await runCli('runs', ...args, '--state', state);
      assert.equal(code, 0, stderr);
      assert.ok(!(stdout + stderr).includes(SECRET));
      return { stdout, stderr };
    };
    const client = connect(servers[0]!.address);
    await client.openRun('d', SPEC);
    await client.reportProgress({ run: 'd', consumedStep: 7 });
    client.close();
    const shown = await run('show', 'd', '--json');
    assert.match(shown.stderr, /^state postgresql:\/\/crescendo@\/postgres/);
    const { ledger } = JSON.parse(shown.stdout) as { ledger: { acknowledged: number }[] };
    assert.deepEqual(
      ledger.map(({ acknowledged }) => acknowledged),
      [4],
    );
    await run('rename', 'd', 'e');
    assert.match((await run('list')).stdout, /\be\b/);
    const unknown = await runCli('runs', 'show', 'x', '--state', state);
    assert.match(unknown.stderr, /no run "x" in postgresql:/);
    assert.ok(!unknown.stderr.includes(SECRET));
  });

  test('the password should not be printed with the configuration, nor with what is wrong', async () => {
    const flags = ['serve', '--data', `train=${data}`, '--listen', '127.0.0.1:0'];
    const nobody = state.replace('crescendo:', 'nobody:');
    const away = state.replace('port=5544', 'port=5545');
    const [printed, refused, unreached] = await Promise.all([
      runCli(...flags, '--state', state, '--print-config'),
      runCli(...flags, '--state', nobody, '--state-grace', '0'),
      runCli(...flags, '--state', away, '--state-grace', '0', '--log-level', 'info'),
    ]);
    assert.match(printed.stdout, /^state: postgresql:\/\/crescendo@\/postgres/m);
    assert.match(refused.stderr, /role "nobody" does not exist/);
    assert.match(unreached.stderr, /is not available \(connect ENOENT|ECONNREFUSED/);
    for (const { stdout, stderr } of [printed, refused, unreached]) assert.ok(!(stdout + stderr).includes(SECRET));
  });
});
