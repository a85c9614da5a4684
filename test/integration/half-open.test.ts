/** A trainer whose connection is dead, which the server has not noticed: the trainer subscribes again and goes on. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { connect } from '../../clients/typescript/src/index.ts';
import { DatasetRegistry } from '../../src/dataset/dataset.ts';
import { openFolder } from '../../src/dataset/open-folder.ts';
import { SqliteStore } from '../../src/runs/store/sqlite.ts';
import { CrescendoServer } from '../../src/server/server.ts';
import { writeDataset } from '../support/datasets.ts';
import { frozenProxy } from '../support/frozen-proxy.ts';
import { rawStream } from '../support/raw-stream.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-half-open-'));
const MIB = 1024 * 1024;
/** A batch of this spec takes three quarters of the server's memory, so a second stream has no room. */
const SPEC = { dataset: 'train', baseSize: 256, globalBatch: 4, budget: { steps: 6 }, schedule: 'constant' } as const;

describe('a stream whose connection takes nothing any more', () => {
  let server: CrescendoServer;
  let store: SqliteStore;

  beforeAll(async () => {
    writeDataset(join(work, 'data'), 12);
    store = await SqliteStore.open(':memory:');
    const datasets = new DatasetRegistry();
    datasets.add(await openFolder('train', join(work, 'data'), undefined, {}));
    const log = pino({ level: 'silent' });
    server = await CrescendoServer.start({
      ...{ listen: '127.0.0.1:0', datasets, store, workers: 1, sharedMemory: 'off', memoryBytes: MIB, log },
    });
    const client = connect(server.address);
    await client.openRun('r', SPEC);
    client.close();
  });

  afterAll(async () => {
    await server.stop();
    await store.close();
    rmSync(work, { recursive: true });
  });

  test('it should give its memory to the next stream of the same client, and to nobody else', async () => {
    const proxy = await frozenProxy(server.address);
    const subscribe = { run: 'r', rank: 0, worldSize: 1, step: 0, window: 1, clientId: 'c', clientHost: 'h' };
    const old = rawStream(proxy.address);
    old.send({ subscribe });
    await old.until(({ header }) => header != null);
    proxy.freeze();

    const stranger = rawStream(server.address);
    stranger.send({ subscribe: { ...subscribe, clientId: 'other' } });
    await assert.rejects(
      stranger.until(() => false),
      /rank 0 of 1 of run r is taken/,
    );
    const again = rawStream(server.address);
    again.send({ subscribe });
    const { header } = await again.until((response) => response.header != null);
    assert.equal(Number(header!.step), 0);
    for (const stream of [stranger, again, old]) stream.close();
    proxy.close();
  });

  test('a trainer that finds no room should wait until another one leaves', async () => {
    const subscribe = { run: 'r', rank: 0, worldSize: 1, step: 0, window: 1, clientId: 'first', clientHost: 'h' };
    const first = rawStream(server.address);
    first.send({ subscribe });
    await first.until(({ header }) => header != null);
    const client = connect(server.address);
    await client.openRun('second', SPEC);
    const steps: number[] = [];
    const notices: string[] = [];
    // It says why it waits; then there is room.
    const onNotice = ({ message }: { message: string }): void => {
      notices.push(message);
      first.close();
    };
    for await (const { step } of client.batches({ run: 'second', window: 1, onNotice })) steps.push(step);
    client.close();
    assert.deepEqual(steps, [0, 1, 2, 3, 4, 5]);
    assert.match(notices[0]!, /other streams hold 1 MiB/);
  });

  test('a trainer whose batches never fit should be told so at once', async () => {
    const client = connect(server.address);
    const large = { ...SPEC, globalBatch: 64 };
    const read = client.batches({ run: 'large', spec: large, window: 1 })[Symbol.asyncIterator]().next();
    await assert.rejects(read, { code: 'RESOURCE_EXHAUSTED', reason: 'BATCH_TOO_LARGE' });
    client.close();
  });
});
