/** What timm's and DeiT's recipes have besides RandAugment, through the server: repeats, flips, strings, mixing's end. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { connect, type RunSpec } from '../../clients/typescript/src/index.ts';
import { writeDataset } from '../support/datasets.ts';
import { type BatchRecord, readRun, record } from '../support/reading.ts';
import { runCli, startServer } from '../support/server.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-recipe-'));
const data = join(work, 'data');
afterAll(() => rmSync(work, { recursive: true }));

const SAMPLES = 40;
const STEPS = 20;
const BATCH = 12;
const REPEATS = 3;

const SPEC: RunSpec = {
  dataset: 'train',
  seed: 6,
  baseSize: 64,
  budget: { steps: STEPS },
  globalBatch: BATCH,
  augmentationRepeats: REPEATS,
  verticalFlip: 0.5,
  schedule: [
    { until: 0.5, bandwidth: 32, randaugment: '3a' },
    { until: 1, bandwidth: 64, randaugment: 'augmix-m3-w2-d2', magnitude: { from: 3, to: 9 } },
  ],
};

/** Both stages replay, and mixing ends in the middle of the second. */
const REPLAYED: RunSpec = {
  ...SPEC,
  globalBatch: 24,
  erasing: { probability: 0.8, mode: 'rand' },
  mixing: { mode: 'elem', probability: 1, until: 0.7 },
  schedule: [
    { until: 0.5, bandwidth: 32, replay: { times: 2, size: 4, split: 2 }, randaugment: 'original' },
    // The first step does not mix: its alphas are 0.
    {
      ...{ until: 1, bandwidth: 64, replay: { times: 2, size: 5, split: 3 }, randaugment: 'augmix-m3-w1-d1-b1' },
      ...{ mixupAlpha: { from: 0, to: 1 }, cutmixAlpha: 0 },
    },
  ],
};

/** Batches of all ranks of a world from the ledger's position on, up to and including step `last`. */
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

const list = (text: string): string[] => text.split(',');

describe("timm's and DeiT's recipes", () => {
  let expected: BatchRecord[] = [];
  let bad = '';

  beforeAll(async () => {
    bad = writeDataset(data, SAMPLES)[7]!;
    writeFileSync(join(data, bad), 'no image');
    const server = await startServer(data, '--workers', '2');
    expected = await readRun(server.address, { run: 'r', spec: SPEC });
    assert.equal(await server.stop('SIGTERM'), 0);
  });

  test('every sample should come three times in a pass, in one batch or two, and look different each time', () => {
    const shown = expected.flatMap(({ step, keys, images }) => {
      const digests = list(images);
      return list(keys).map((key, slot) => ({ step, key, image: digests[slot]! }));
    });
    const pass = Map.groupBy(shown.slice(0, SAMPLES * REPEATS), ({ key }) => key);
    // One is bad, and another one stands in for it: for all of its repeats the same one, by draws of their own.
    assert.ok(!pass.has(bad));
    const counts = [...pass.values()].map(({ length }) => length).sort((a, b) => a - b);
    assert.deepEqual(counts, [...Array<number>(SAMPLES - 2).fill(REPEATS), 2 * REPEATS]);
    for (const [key, times] of pass) {
      assert.equal(new Set(times.map(({ image }) => image)).size, times.length, key);
      if (times.length > REPEATS) continue;
      const steps = times.map(({ step }) => step);
      assert.ok(Math.max(...steps) - Math.min(...steps) <= 1, `${key}: ${steps.join()}`);
    }
  });

  test('another world and another server should give the same global batches, repeats on different ranks', async () => {
    const state = join(work, 'state.sqlite');
    const seen: string[] = [];
    for (const [worldSize, last] of [
      [3, 6],
      [2, 12],
      [4, STEPS - 1],
    ] as const) {
      const server = await startServer(data, '--state', state);
      const ranks = await readWorld(server.address, worldSize, last);
      for (const [k, { step }] of ranks[0]!.entries()) {
        assert.equal(step, seen.length);
        seen.push(ranks.map((records) => records[k]!.images).join());
        if (worldSize < REPEATS) continue;
        // Every second batch has an image of which only some repeats are left; none is twice on a rank.
        for (const { keys, replaced } of ranks.map((records) => records[k]!)) {
          if (replaced === 0) assert.equal(new Set(list(keys)).size, BATCH / worldSize, `step ${step}`);
        }
      }
      assert.equal(await server.stop('SIGTERM'), 0);
    }
    assert.deepEqual(
      seen,
      expected.map(({ images }) => images),
    );
    const { stdout } = await runCli('runs', 'show', 'r', '--state', state, '--json');
    const run = JSON.parse(stdout) as {
      acknowledged: number;
      bad_samples: number;
      ledger: { epoch: number; acknowledged: number }[];
    };
    const byEpoch = new Map<number, number>();
    for (const { epoch, acknowledged } of run.ledger) byEpoch.set(epoch, (byEpoch.get(epoch) ?? 0) + acknowledged);
    assert.deepEqual(
      [...byEpoch].sort(([a], [b]) => a - b),
      [
        [0, SAMPLES * REPEATS],
        [1, SAMPLES * REPEATS],
      ],
    );
    assert.deepEqual([run.acknowledged, run.bad_samples], [STEPS * BATCH, 1]);
  });

  test('mixing should end at its share of the budget, and leave every batch before and after as it was', async () => {
    const server = await startServer(data);
    const mixing = { mode: 'elem', probability: 1 } as const;
    const read = async (run: string, more: Partial<RunSpec>): Promise<{ record: BatchRecord; mixed: boolean }[]> => {
      const found: { record: BatchRecord; mixed: boolean }[] = [];
      const options = { run, spec: { ...SPEC, ...more } };
      await readRun(server.address, options, (batch) => {
        found.push({ record: record(batch), mixed: batch.mixing !== undefined });
      });
      return found;
    };
    const always = await read('always', { mixing });
    const ended = await read('ended', { mixing: { ...mixing, until: 0.7 } });
    for (const [step, { record: found, mixed }] of ended.entries()) {
      assert.equal(mixed, step < 0.7 * STEPS, `step ${step}`);
      assert.equal(found.sha256, mixed ? always[step]!.record.sha256 : expected[step]!.sha256, `step ${step}`);
    }
    assert.equal(await server.stop('SIGTERM'), 0);
  });

  test('a replay buffer should change no byte, also where a stage mixes in some of its steps only', async () => {
    const wholeRun = async (flags: string[], window: number): Promise<BatchRecord[]> => {
      const server = await startServer(data, ...flags);
      const records = await readRun(server.address, { run: 'r', spec: REPLAYED, window });
      assert.equal(await server.stop('SIGTERM'), 0);
      return records;
    };
    const kept = await wholeRun(['--workers', '2'], 4);
    assert.equal(kept.length, STEPS);
    assert.deepEqual(await wholeRun(['--workers', '1', '--replay-memory', '0'], 1), kept);
  });
});
