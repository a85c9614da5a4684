/** A budget in hours through real servers and clients: stages end by the time that training took. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { connect, type RunSpec } from '../../clients/typescript/src/index.ts';
import { writeDataset } from '../support/datasets.ts';
import { startServer } from '../support/server.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-measured-'));
const data = join(work, 'data');
afterAll(() => rmSync(work, { recursive: true }));

const SPEC: RunSpec = {
  dataset: 'train',
  baseSize: 32,
  globalBatch: 4,
  worldSize: 2,
  // Three seconds of training.
  budget: { wallHours: 3 / 3600 },
  schedule: [
    { until: 0.5, bandwidth: 16 },
    { until: 1, bandwidth: 32 },
  ],
};

describe('a budget in hours', () => {
  beforeAll(() => writeDataset(data, 20));

  test('two ranks on two servers should see the same stages, and end together when the time is spent', async () => {
    const state = join(work, 'state.sqlite');
    const servers = await Promise.all([0, 1].map(() => startServer(data, '--state', state, '--workers', '1')));
    const started = performance.now();
    const ranks = await Promise.all(
      servers.map(async ({ address }, rank) => {
        const client = connect(address);
        const seen: [number, number, number, number][] = [];
        const stream = client.batches({ run: 'r', spec: SPEC, rank, worldSize: 2 });
        for await (const { step, stage, bandwidth, budgetStart } of stream) {
          seen.push([step, stage, bandwidth, budgetStart]);
          // The trainer.
          await sleep(20);
        }
        client.close();
        return seen;
      }),
    );
    const seconds = (performance.now() - started) / 1000;
    assert.deepEqual(ranks[0], ranks[1]);
    const seen = ranks[0]!;
    assert.deepEqual(
      seen.map(([step]) => step),
      seen.map((_, k) => k),
    );
    assert.deepEqual([...new Set(seen.map(([, stage, bandwidth]) => `${stage} ${bandwidth}`))], ['0 16', '1 32']);
    assert.ok(
      seen.every(([, , , budget], k) => budget >= (seen[k - 1]?.[3] ?? 0) && budget <= 1),
      'the budget should never fall',
    );
    const client = connect(servers[1]!.address);
    const status = await client.getRun('r');
    client.close();
    assert.deepEqual([status.state, status.totalSteps], ['finished', seen.length]);
    assert.deepEqual(
      status.costs.map(({ side, model }) => [side, model]),
      [
        [16, 0.25],
        [32, 1],
      ],
    );
    // Generous, because other processes share the machine; the measured times decide, not this clock.
    assert.ok(seconds > 2.5 && seconds < 30, `${seconds} s`);
    for (const server of servers) assert.equal(await server.stop('SIGTERM'), 0);
  });

  test('a run should go on after a kill where its log ends', async () => {
    const state = join(work, 'killed.sqlite');
    const spec = { ...SPEC, worldSize: 1, budget: { wallHours: 4 / 3600 } };
    let server = await startServer(data, '--state', state);
    const client = connect(server.address);
    const steps: number[] = [];
    for await (const { step, stage } of client.batches({ run: 'r', spec })) {
      steps.push(step);
      await sleep(10);
      if (step === 30) {
        assert.equal(stage, 0);
        await server.stop('SIGKILL');
        server = await startServer(data, '--state', state, '--listen', server.address);
      }
    }
    assert.deepEqual(
      steps,
      steps.map((_, k) => k),
    );
    assert.ok(steps.length > 31, `${steps.length} steps`);
    assert.equal((await client.getRun('r')).state, 'finished');
    client.close();
    assert.equal(await server.stop('SIGTERM'), 0);
  });
});
