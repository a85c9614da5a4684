import assert from 'node:assert/strict';
import { pino } from 'pino';
import { onTestFinished, test, vi } from 'vitest';
import { connect } from '../../../clients/typescript/src/index.ts';
import { DatasetRegistry } from '../../../src/dataset/dataset.ts';
import type { BatchPool } from '../../../src/make/workers/pool.ts';
import { SqliteStore } from '../../../src/runs/store/sqlite.ts';
import { CrescendoServer } from '../../../src/server/server.ts';
import { namesOnly } from '../../support/datasets.ts';

test('opening runs should ask for no report of the process, which waits for every worker and for name servers', async () => {
  const datasets = new DatasetRegistry();
  datasets.add(namesOnly('train', 100));
  const unused = (): never => assert.fail('no batch is asked for');
  const pool: BatchPool = { size: 1, busyMs: 0, run: unused, close: async () => {} };
  const store = await SqliteStore.open(':memory:');
  const server = await CrescendoServer.start({
    ...{ listen: '127.0.0.1:0', datasets, store, pool, sharedMemory: 'off', log: pino({ level: 'silent' }) },
  });
  const client = connect(server.address);
  onTestFinished(async () => {
    client.close();
    await server.stop();
    await store.close();
  });
  const getReport = vi.spyOn(process.report, 'getReport');
  const spec = { dataset: 'train', globalBatch: 10, equivalentEpochs: 1, baseSize: 32 } as const;
  for (const run of ['a', 'b', 'a']) await client.openRun(run, spec);
  await client.getRun('a');
  assert.equal(getReport.mock.calls.length, 0);
});
