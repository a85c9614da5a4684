import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { type BatchStreamOptions, connect } from '../../clients/typescript/src/index.ts';
import { PURPOSE, RandomStream } from '../../src/plan/sampling/random-stream.ts';
import { writeDataset } from '../support/datasets.ts';
import { SLOW } from '../support/limits.ts';
import { type BatchRecord, readRun } from '../support/reading.ts';
import { startServer } from '../support/server.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-exactness-'));
const data = join(work, 'data');
afterAll(() => rmSync(work, { recursive: true }));

/** Ten stages; batches cross epochs because the dataset is smaller than some of them. */
const SPEC = { dataset: 'train', seed: 77, equivalentEpochs: 6, globalBatch: 12, interpolation: 'random' } as const;

/** A whole run of one server. */
async function wholeRun(flags: string[], options: Partial<BatchStreamOptions> = {}): Promise<BatchRecord[]> {
  const server = await startServer(data, ...flags);
  try {
    return await readRun(server.address, { run: 'r', spec: SPEC, ...options });
  } finally {
    assert.equal(await server.stop('SIGTERM'), 0);
  }
}

describe('exactness', () => {
  let expected: BatchRecord[] = [];

  beforeAll(async () => {
    writeDataset(data, 30);
    expected = await wholeRun(['--workers', '1']);
  });

  test('a run should go through all stages, each at its side, every step once', () => {
    assert.deepEqual(
      expected.map((batch) => batch.step),
      expected.map((_, k) => k),
    );
    assert.deepEqual([...new Set(expected.map((batch) => batch.stage))], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const sides = [96, 96, 160, 160, 160, 160, 224, 224, 224, 224];
    for (const { stage, bandwidth, shape } of expected) {
      assert.equal(bandwidth, sides[stage]);
      assert.deepEqual(shape, [12, bandwidth, bandwidth, 3]);
    }
    assert.ok(new Set(expected.map((batch) => batch.sha256)).size === expected.length);
  });

  test('three workers, small chunks and another window should give the same bytes as one worker', async () => {
    assert.deepEqual(await wholeRun(['--workers', '3', '--chunk-bytes', '70000'], { window: 1 }), expected);
  });

  test('a server killed ten times at random moments should deliver every step once, the same bytes', SLOW, async () => {
    const random = new RandomStream(5, 0, 0, PURPOSE.crop);
    const state = join(work, 'state.sqlite');
    let server = await startServer(data, '--state', state, '--workers', '2');
    const { address } = server;
    let kills = 0;
    let restarting: Promise<void> = Promise.resolve();
    const restart = async (): Promise<void> => {
      await server.stop('SIGKILL');
      kills += 1;
      server = await startServer(data, '--state', state, '--workers', '2', '--listen', address);
    };
    const records = await readRun(address, { run: 'r', spec: SPEC }, async (batch) => {
      await restarting;
      if (kills < 10 && batch.step > kills * 3) {
        // In the middle of the work on the next batches, not at a boundary.
        const delay = Math.floor(random.nextDouble() * 40);
        restarting = new Promise((resolve) => setTimeout(resolve, delay)).then(restart);
      }
    });
    await restarting;
    assert.equal(kills, 10);
    assert.deepEqual(records, expected);
    const client = connect(address);
    assert.equal((await client.getRun('r')).budgetConsumed, 1);
    client.close();
    await server.stop('SIGTERM');
  });

  test('two ranks should see the global batches of one, and change stages at the same steps', async () => {
    const server = await startServer(data, '--workers', '2');
    const spec = { ...SPEC, worldSize: 2 };
    const ranks = await Promise.all(
      [0, 1].map((rank) => readRun(server.address, { run: 'two', spec, rank, worldSize: 2 })),
    );
    assert.equal(await server.stop('SIGTERM'), 0);
    assert.equal(ranks[0]!.length, expected.length);
    for (const [k, whole] of expected.entries()) {
      const [a, b] = [ranks[0]![k]!, ranks[1]![k]!];
      assert.equal(`${a.keys},${b.keys}`, whole.keys);
      assert.equal(`${a.labels},${b.labels}`, whole.labels);
      assert.equal(`${a.images},${b.images}`, whole.images);
      assert.deepEqual(
        [a.stage, b.stage, a.bandwidth, b.bandwidth],
        [whole.stage, whole.stage, whole.bandwidth, whole.bandwidth],
      );
      assert.deepEqual([a.budget, b.budget], [whole.budget, whole.budget]);
    }
  });

  test('a rank that resumes should get exactly the step after the last one it reported', async () => {
    const state = join(work, 'resume.sqlite');
    const first = await startServer(data, '--state', state);
    const client = connect(first.address);
    let seen = 0;
    for await (const _ of client.batches({ run: 'r', spec: SPEC })) {
      seen += 1;
      // The seventh batch has been returned but not consumed, so it must come again.
      if (seen === 7) break;
    }
    assert.equal((await client.getRun('r')).consumedStep, 5);
    client.close();
    await first.stop('SIGKILL');
    const second = await startServer(data, '--state', state);
    const rest = await readRun(second.address, { run: 'r', start: 'resume' });
    assert.deepEqual(rest, expected.slice(6));
    assert.equal(await second.stop('SIGTERM'), 0);
  });

  test('float32 and lanczos should be runs of their own, with the header telling the type', async () => {
    const server = await startServer(data);
    const spec = { ...SPEC, equivalentEpochs: 0.5, dtype: 'float32', lowFrequency: 'spectral' } as const;
    let outside = 0;
    const float = await readRun(server.address, { run: 'float', spec }, ({ images, dtype }) => {
      assert.equal(dtype, 'float32');
      assert.ok(images instanceof Float32Array);
      outside += images.filter((value) => value < 0 || value > 255).length;
    });
    assert.ok(outside > 0, 'the ringing should not be clamped');
    const lanczos = await readRun(server.address, {
      run: 'lanczos',
      spec: { ...spec, dtype: 'uint8', lowFrequency: 'lanczos' },
    });
    assert.equal(lanczos.length, float.length);
    assert.notEqual(lanczos[0]!.sha256, expected[0]!.sha256);
    assert.equal(lanczos[0]!.keys, expected[0]!.keys);
    assert.equal(await server.stop('SIGTERM'), 0);
  });
});
