/** A rank has one trainer at a time, whatever server it reads from. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { type Batch, type BatchStream, connect, type RunSpec } from '../../clients/typescript/src/index.ts';
import { DatasetRegistry } from '../../src/dataset/dataset.ts';
import { openFolder } from '../../src/dataset/open-folder.ts';
import type { LeaseTiming } from '../../src/runs/rank-lease.ts';
import { SqliteStore } from '../../src/runs/store/sqlite.ts';
import { CrescendoServer } from '../../src/server/server.ts';
import { writeDataset } from '../support/datasets.ts';
import { rawStream } from '../support/raw-stream.ts';
import { type ServerProcess, startServer } from '../support/server.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-leases-'));
const data = join(work, 'data');
const state = join(work, 'state.sqlite');
afterAll(() => rmSync(work, { recursive: true }));

const SPEC: RunSpec = { dataset: 'train', baseSize: 32, budget: { steps: 12 }, globalBatch: 4 };

/** A stream of which the first batch has come. */
async function begin(stream: BatchStream): Promise<AsyncGenerator<Batch, void, void>> {
  const batches = stream[Symbol.asyncIterator]() as AsyncGenerator<Batch, void, void>;
  assert.ok((await batches.next()).value);
  return batches;
}

/** A server in this process, whose leases are renewed when a test says so. */
async function serve(leaseMs: number): Promise<{ server: CrescendoServer; tick: () => void }> {
  const ticks = new Set<() => void>();
  const every: LeaseTiming['every'] = (_, tick) => {
    ticks.add(tick);
    return () => ticks.delete(tick);
  };
  const datasets = new DatasetRegistry();
  datasets.add(await openFolder('train', data, undefined, {}));
  const server = await CrescendoServer.start({
    ...{ listen: '127.0.0.1:0', datasets, store: await SqliteStore.open(':memory:'), workers: 1 },
    ...{ log: pino({ level: 'silent' }), leaseTiming: { leaseMs, every } },
  });
  return {
    server,
    tick: () => {
      for (const tick of ticks) tick();
    },
  };
}

describe('two trainers of one rank', () => {
  let servers: ServerProcess[] = [];
  beforeAll(async () => {
    writeDataset(data, 12);
    servers = await Promise.all([0, 1].map(() => startServer(data, '--state', state, '--workers', '1')));
  });

  test('the second one should be refused at any server, until the first one has stopped', async () => {
    const [one, two] = servers.map(({ address }) => connect(address));
    const given = { run: 'r', spec: SPEC, start: 'beginning' } as const;
    const first = await begin(one!.batches(given));
    const refused = { code: 'FAILED_PRECONDITION', reason: 'RANK_TAKEN' };
    const message = new RegExp(`rank 0 of 1 of run r is taken: a trainer on host ${hostname()} has had it for \\d+ s`);
    for (const client of [one!, two!]) await assert.rejects(begin(client.batches(given)), { ...refused, message });
    // Another rank, another run, and validation are free.
    await (await begin(two!.batches({ ...given, run: 'other' }))).return();
    await first.return();
    const second = await begin(two!.batches(given));
    await assert.rejects(begin(one!.batches(given)), refused);
    // The rest of the stream, to its end: then the rank is free.
    for await (const _ of second);
    for await (const _ of one!.batches(given));
    for (const client of [one!, two!]) client.close();
  });

  test('a takeover should begin at once, although the first trainer lives', async () => {
    const [one, two] = servers.map(({ address }) => connect(address));
    const given = { run: 'taken', spec: SPEC, start: 'beginning' } as const;
    const first = await begin(one!.batches(given));
    const second = await begin(two!.batches({ ...given, takeover: true }));
    await assert.rejects(begin(one!.batches(given)), { reason: 'RANK_TAKEN' });
    for await (const _ of second);
    await first.return();
    for (const client of [one!, two!]) client.close();
  });

  test('a client that gives no id should be served beside any other, as older ones are', async () => {
    const client = connect(servers[0]!.address);
    const run = await client.openRun('older', SPEC);
    const streams = [rawStream(servers[0]!.address), rawStream(servers[1]!.address)];
    for (const stream of streams) {
      stream.send({ subscribe: { run: run.run, rank: 0, worldSize: 1, step: 0 } });
      await stream.until(({ header }) => header != null);
    }
    for (const stream of streams) stream.close();
    client.close();
  });

  test('a server that was killed should give the rank back to its trainer, and to nobody else', async () => {
    const client = connect(servers[1]!.address);
    const stream = client.batches({ run: 'killed', spec: SPEC });
    const steps: number[] = [];
    for await (const { step } of stream) {
      steps.push(step);
      if (step !== 3) continue;
      const { address } = servers[1]!;
      await servers[1]!.stop('SIGKILL');
      const other = connect(servers[0]!.address);
      const given = { run: 'killed', start: 'beginning' } as const;
      await assert.rejects(begin(other.batches(given)), { reason: 'RANK_TAKEN' });
      other.close();
      servers[1] = await startServer(data, '--state', state, '--workers', '1', '--listen', address);
    }
    assert.deepEqual(
      steps,
      Array.from({ length: stream.run!.totalSteps! }, (_, k) => k),
    );
    client.close();
  });

  test('a trainer whose rank was taken over, or whose lease has expired and was taken, should fail', async () => {
    for (const [leaseMs, takeover] of [
      [60_000, true],
      [0, false],
    ] as const) {
      const { server, tick } = await serve(leaseMs);
      const client = connect(server.address);
      const given = { run: 'r', spec: SPEC, start: 'beginning' } as const;
      const first = await begin(client.batches(given));
      const second = await begin(client.batches({ ...given, takeover }));
      tick();
      const rest = async (batches: AsyncIterable<Batch>) => {
        for await (const _ of batches);
      };
      await assert.rejects(rest(first), { reason: 'RANK_TAKEN', message: /has taken it over. Stop this trainer/ });
      await rest(second);
      client.close();
      await server.stop();
    }
  });

  test('an id that is too long should be named', async () => {
    const stream = rawStream(servers[0]!.address);
    stream.send({ subscribe: { run: 'killed', rank: 0, worldSize: 1, step: 0, clientId: 'x'.repeat(129) } });
    await assert.rejects(
      stream.until(() => false),
      /subscribe.client_id: must have at most 128 characters \(given: 129\)/,
    );
    stream.close();
  });
});
