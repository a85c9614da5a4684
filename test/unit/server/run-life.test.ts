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

const work = mkdtempSync(join(tmpdir(), 'crescendo-life-'));
const closing: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closing.reverse()) await close();
  rmSync(work, { recursive: true });
});

const SPEC = { dataset: 'train', globalBatch: 10, equivalentEpochs: 1, baseSize: 32 } as const;

/** A server of the state file that makes black batches, and a client of it. */
async function replica(path: string) {
  const datasets = new DatasetRegistry();
  datasets.add(namesOnly('train', 100));
  const pool: BatchPool = {
    size: 1,
    busyMs: 0,
    run: async () => ({ replacements: [], unread: [] }),
    close: async () => {},
  };
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

test('the life of a run, through a client', async () => {
  const client = await replica(join(work, 'one.sqlite'));
  await client.openRun('a', SPEC);
  await client.reportProgress({ run: 'a', consumedStep: 6 });
  const names = async (archived = false) => (await client.listRuns({ archived })).map(({ run }) => run);

  const copy = await client.forkRun('a', 'b');
  assert.deepEqual(copy, { firstStep: 7, totalSteps: 22, budgetConsumed: copy.budgetConsumed, differences: [] });
  const changed = await client.forkRun('a', 'c', { ...SPEC, globalBatch: 5 });
  assert.deepEqual(changed.differences, [{ field: 'globalBatch', before: 10, after: 5 }]);
  assert.equal((await client.getRun('c')).consumedStep, changed.firstStep - 1);
  assert.equal((await client.forkRun('a', 'early', undefined, { step: 3 })).firstStep, 3);
  await client.deleteRun('early');
  await assert.rejects(client.forkRun('a', 'x', undefined, { step: -1 }), { code: 'INVALID_ARGUMENT' });
  await assert.rejects(client.forkRun('a', 'b'), { code: 'FAILED_PRECONDITION', reason: 'RUN_EXISTS' });

  await client.renameRun('b', 'd');
  assert.deepEqual(await names(), ['a', 'd', 'c']);
  await client.archiveRun('d');
  assert.deepEqual(
    [await names(), await names(true)],
    [
      ['a', 'c'],
      ['a', 'd', 'c'],
    ],
  );
  await assert.rejects(client.openRun('d'), { code: 'FAILED_PRECONDITION', reason: 'RUN_ARCHIVED' });
  assert.equal((await client.getRun('d')).consumedStep, 6, 'its state can still be read');
  await client.archiveRun('d', { undo: true });
  assert.equal((await client.openRun('d')).created, false);

  const [first] = await client.listRuns();
  assert.deepEqual(
    [first?.consumedStep, first?.totalSteps, first?.finished, first?.dataset, first?.archived],
    [6, 22, false, 'train', false],
  );
  assert.ok(Math.abs(first!.created.getTime() - Date.now()) < 3_600_000);
  await client.resetRun('a');
  assert.equal((await client.getRun('a')).consumedStep, undefined);
  await client.deleteRun('a');
  await assert.rejects(client.getRun('a'), { code: 'NOT_FOUND', reason: 'UNKNOWN_RUN' });
  await assert.rejects(client.deleteRun('a'), { code: 'NOT_FOUND', reason: 'UNKNOWN_RUN' });
});

test('a run should not be deleted while it is streamed, and a server should notice what another one deletes', async () => {
  const path = join(work, 'two.sqlite');
  const [near, far] = [await replica(path), await replica(path)];
  await near.openRun('a', SPEC);
  const states = near.watchRun('a');
  await states.next();
  const train = async (): Promise<void> => {
    for await (const { step } of near.batches({ run: 'a' })) {
      if (step > 0) continue;
      const refused = { reason: 'RUN_IN_USE', message: /rank 0 of 1 \(.*127\.0\.0\.1:\d+\)/ };
      await assert.rejects(near.deleteRun('a'), refused);
      await assert.rejects(near.resetRun('a'), refused);
      await far.deleteRun('a');
    }
  };
  // A report or the watch of the run notices it, whichever comes first.
  await assert.rejects(train(), { reason: /^(RUN_CHANGED|UNKNOWN_RUN)$/ });
  await assert.rejects(states.next(), { reason: 'RUN_CHANGED' });
  await assert.rejects(near.getRun('a'), { reason: 'UNKNOWN_RUN' });
  assert.equal((await near.openRun('a', { ...SPEC, seed: 1 })).created, true);
});
