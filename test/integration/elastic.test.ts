/** A run that continues with another number of ranks, from the ledger or from a client's own state. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { connect, type RunSpec } from '../../clients/typescript/src/index.ts';
import { writeDataset } from '../support/datasets.ts';
import { SLOW } from '../support/limits.ts';
import { type BatchRecord, readRun, record } from '../support/reading.ts';
import { runCli, startServer } from '../support/server.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-elastic-'));
const data = join(work, 'data');
const state = join(work, 'state.sqlite');
afterAll(() => rmSync(work, { recursive: true }));

const SPEC: RunSpec = {
  dataset: 'train',
  seed: 3,
  baseSize: 64,
  budget: { steps: 30 },
  globalBatch: 12,
  schedule: [
    { until: 0.5, bandwidth: 32 },
    { until: 1, bandwidth: 64, randaugment: 'rand-m9-mstd0.5-inc1', globalBatch: 24 },
  ],
};

/** Batches of all ranks of a world, from the ledger's position up to and including step `last`. */
async function readWorld(address: string, worldSize: number, last: number): Promise<BatchRecord[][]> {
  return await Promise.all(
    Array.from({ length: worldSize }, async (_, rank) => {
      const client = connect(address);
      const records: BatchRecord[] = [];
      const world = { spec: { ...SPEC, worldSize }, rank, worldSize };
      for await (const batch of client.batches({ run: 'r', ...world, start: 'resume' })) {
        if (batch.step > last) break;
        records.push(record(batch));
      }
      client.close();
      return records;
    }),
  );
}

/** Joins the batches of all ranks: in order of rank, they are the global batch. */
function globalImages(ranks: BatchRecord[][]): [number, string][] {
  return ranks[0]!.map(({ step }, k) => [step, ranks.map((records) => records[k]!.images).join()]);
}

describe('another world', () => {
  let expected: BatchRecord[] = [];
  beforeAll(async () => {
    writeDataset(data, 50);
    const server = await startServer(data);
    expected = await readRun(server.address, { run: 'r', spec: SPEC });
    await server.stop('SIGTERM');
  });

  test('one run in worlds of 1, 4, 3 and 2 ranks should be the same global batches', SLOW, async () => {
    const seen: [number, string][] = [];
    for (const [worldSize, last] of [
      [1, 4],
      [4, 11],
      [3, 20],
      [2, 29],
    ] as const) {
      // A new server each time, so that only the state file carries over.
      const server = await startServer(data, '--state', state);
      const ranks = await readWorld(server.address, worldSize, last);
      assert.equal(ranks[0]![0]!.step, seen.length);
      seen.push(...globalImages(ranks));
      await server.stop('SIGTERM');
    }
    assert.deepEqual(
      seen,
      expected.map(({ step, images }) => [step, images]),
    );
  });

  test('the ledger should have every sample of every epoch once, over all worlds', async () => {
    const { code, stdout } = await runCli('runs', 'show', 'r', '--state', state, '--json');
    assert.equal(code, 0);
    const run = JSON.parse(stdout) as {
      finished: boolean;
      budget_consumed: number;
      acknowledged: number;
      ledger: { epoch: number; stage: number; issued: number; acknowledged: number }[];
    };
    assert.deepEqual([run.finished, run.budget_consumed], [true, 1]);
    // 15 steps of 12 and 15 of 24 over 50 samples: ten full epochs and 40 samples of the eleventh.
    const byEpoch = new Map<number, number>();
    for (const { epoch, acknowledged } of run.ledger) byEpoch.set(epoch, (byEpoch.get(epoch) ?? 0) + acknowledged);
    assert.deepEqual(
      [...byEpoch].sort(([a], [b]) => a - b),
      Array.from({ length: 11 }, (_, epoch) => [epoch, epoch < 10 ? 50 : 40]),
    );
    assert.equal(run.acknowledged, 540);
    const listed = await runCli('runs', '--state', state);
    assert.match(listed.stdout, /^ *run +dataset.*\n *r +train .* 30 +30 +100.0 % +done/);
    const missing = await runCli('runs', 'show', 'x', '--state', state);
    assert.deepEqual([missing.code, /no run "x".*its runs are: r/.test(missing.stderr)], [2, true]);
    assert.equal((await runCli('runs', '--state', join(work, 'none'))).code, 2);
  });

  test('a client should go on at any step, with any world, by its own account', async () => {
    const server = await startServer(data, '--state', join(work, 'other.sqlite'));
    for (const [step, worldSize] of [
      [13, 2],
      [29, 4],
      [1, 6],
    ] as const) {
      const spec = { ...SPEC, worldSize };
      const ranks = await Promise.all(
        Array.from({ length: worldSize }, async (_, rank) => {
          const client = connect(server.address);
          for await (const batch of client.batches({ run: 'own', spec, rank, worldSize, start: step })) {
            const found = record(batch);
            client.close();
            return [found];
          }
          return [];
        }),
      );
      assert.deepEqual(globalImages(ranks), [[step, expected[step]!.images]]);
    }
    await server.stop('SIGTERM');
  });
});
