import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, test } from 'vitest';
import { connect } from '../../../clients/typescript/src/index.ts';
import { DatasetRegistry } from '../../../src/dataset/dataset.ts';
import type { BatchPool } from '../../../src/make/workers/pool.ts';
import { SqliteStore } from '../../../src/runs/store/sqlite.ts';
import { CrescendoServer } from '../../../src/server/server.ts';
import { namesOnly } from '../../support/datasets.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-watch-'));
const path = join(work, 'state.sqlite');
const closing: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closing.reverse()) await close();
  rmSync(work, { recursive: true });
});

const SPEC = { dataset: 'train', globalBatch: 10, equivalentEpochs: 1, baseSize: 32 } as const;

/** One of the servers of the state file, and a client of it. */
async function replica() {
  const datasets = new DatasetRegistry();
  datasets.add(namesOnly('train', 100));
  const unused = (): never => assert.fail('no batch is asked for');
  const pool: BatchPool = { size: 1, busyMs: 0, run: unused, close: async () => {} };
  const store = await SqliteStore.open(path);
  const server = await CrescendoServer.start({
    ...{ listen: '127.0.0.1:0', datasets, store, pool, sharedMemory: 'off' },
    log: pino({ level: 'silent' }),
  });
  const client = connect(server.address);
  closing.push(async () => {
    client.close();
    await server.stop();
    await store.close();
  });
  return client;
}

test('a report to one server should be seen by those who watch the run at another', async () => {
  const [near, far] = [await replica(), await replica()];
  await near.openRun('r', SPEC);
  const seen: (number | undefined)[] = [];
  for await (const { consumedStep, spec } of far.watchRun('r')) {
    seen.push(consumedStep);
    // Each status is asked for by the one before it: nothing here depends on time.
    if (seen.length === 1)
      await near.reportProgress({ run: 'r', rank: 0, worldSize: 1, consumedStep: 3, stepSeconds: 0.5 });
    else if (consumedStep === 3 && spec.maxBadSamples !== 7) await near.openRun('r', { ...SPEC, maxBadSamples: 7 });
    else if (consumedStep === 3)
      await near.reportProgress({ run: 'r', rank: 0, worldSize: 1, consumedStep: 9, stepSeconds: 0.5 });
    else break;
  }
  assert.deepEqual(seen, [undefined, 3, 3, 9]);
});
