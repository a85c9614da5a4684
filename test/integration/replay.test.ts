/** The replay buffer through the server: it is a cache and does not change a byte. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { connect, type RunSpec } from '../../clients/typescript/src/index.ts';
import { writeDataset } from '../support/datasets.ts';
import { type BatchRecord, readRun } from '../support/reading.ts';
import { startServer } from '../support/server.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-replay-'));
const data = join(work, 'data');
afterAll(() => rmSync(work, { recursive: true }));

const SPEC: RunSpec = {
  dataset: 'train',
  seed: 5,
  baseSize: 64,
  budget: { steps: 40 },
  globalBatch: 16,
  schedule: [
    { until: 0.5, bandwidth: 32, replay: { times: 4, size: 6, split: 2 }, randaugment: 'rand-m5' },
    // Strengths that differ from step to step: a lost chunk must be made as it was at first.
    {
      until: 1,
      bandwidth: 64,
      replay: { times: 2, size: 4, split: 4 },
      randaugment: 'rand-m9-mstd0.5-inc1',
      magnitude: { from: 0, to: 9 },
    },
  ],
};

async function wholeRun(flags: string[], window = 4): Promise<BatchRecord[]> {
  const server = await startServer(data, ...flags);
  const records = await readRun(server.address, { run: 'r', spec: SPEC, window });
  assert.equal(await server.stop('SIGTERM'), 0);
  return records;
}

describe('replay', () => {
  let expected: BatchRecord[] = [];

  beforeAll(async () => {
    writeDataset(data, 30);
    expected = await wholeRun(['--workers', '2']);
  });

  test('replayed images should be the fresh images of earlier steps of the stage, to the byte', () => {
    assert.equal(expected.length, 40);
    for (const stage of [0, 1]) {
      const batches = expected.filter((batch) => batch.stage === stage);
      const seen = new Set<string>();
      let repeated = 0;
      for (const { images } of batches) {
        const digests = images.split(',');
        const fresh = digests.length / (stage === 0 ? 4 : 2);
        for (const digest of digests.slice(0, fresh)) seen.add(digest);
        for (const digest of digests.slice(fresh)) {
          assert.ok(seen.has(digest), 'an image that was never fresh');
          repeated += 1;
        }
      }
      assert.equal(repeated, 20 * (stage === 0 ? 12 : 8));
    }
  });

  test('no memory, one worker or another window should give the same bytes', async () => {
    assert.deepEqual(await wholeRun(['--workers', '1', '--replay-memory', '0'], 1), expected);
    assert.deepEqual(await wholeRun(['--workers', '3', '--chunk-bytes', '9000'], 2), expected);
  });

  test('a server that was killed should make again what its buffer held, and send nothing twice', async () => {
    const state = join(work, 'state.sqlite');
    let server = await startServer(data, '--state', state);
    const { address } = server;
    let restarting: Promise<void> = Promise.resolve();
    const records = await readRun(address, { run: 'r', spec: SPEC }, async ({ step }) => {
      await restarting;
      if (![7, 15, 30].includes(step)) return;
      restarting = (async () => {
        await server.stop('SIGKILL');
        server = await startServer(data, '--state', state, '--listen', address);
      })();
    });
    assert.deepEqual(records, expected);
    const client = connect(address);
    const status = await client.getRun('r');
    // Fresh samples: 20 steps of 4 and 20 of 8; batches in flight when the server died were sent again.
    assert.deepEqual([status.issuedSamples, status.acknowledgedSamples], [240, 240]);
    assert.equal(status.replayedSamples, 20 * 12 + 20 * 8);
    client.close();
    assert.equal(await server.stop('SIGTERM'), 0);
  });

  test('a shortage of memory should be told to the client', async () => {
    const server = await startServer(data, '--replay-memory', '0');
    const notices: string[] = [];
    const client = connect(server.address);
    const options = { run: 'r', spec: SPEC, onNotice: ({ message }: { message: string }) => notices.push(message) };
    for await (const { step } of client.batches(options)) if (step === 2) break;
    client.close();
    assert.match(notices.join(), /stage 0: the replay buffer has memory for 0 of 8 steps \(--replay-memory\)/);
    assert.equal(await server.stop('SIGTERM'), 0);
  });
});
