import assert from 'node:assert/strict';
import { pino } from 'pino';
import { test } from 'vitest';
import { DatasetRegistry } from '../../../src/dataset/dataset.ts';
import { SqliteStore } from '../../../src/runs/store/sqlite.ts';
import { CrescendoServer } from '../../../src/server/server.ts';

test('a stop should not wait for ever for a worker that hangs in storage', async () => {
  const store = await SqliteStore.open(':memory:');
  const hanging = new Promise<never>(() => {});
  const start = (close: () => Promise<void>): Promise<CrescendoServer> =>
    CrescendoServer.start({
      ...{ listen: '127.0.0.1:0', datasets: new DatasetRegistry(), store, sharedMemory: 'off' },
      ...{ pool: { size: 1, busyMs: 0, run: () => hanging, close }, log: pino({ level: 'silent' }) },
    });
  const times = { drainSeconds: 20, workerSeconds: 0.01 };
  assert.equal(await (await start(() => hanging)).stop(times), false);
  assert.equal(await (await start(async () => {})).stop({ ...times, workerSeconds: 1000 }), true);
  await store.close();
});
