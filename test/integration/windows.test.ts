/** The order by windows of shards with a real server, alone and in a mixture. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { connect, type RunSpec } from '../../clients/typescript/src/index.ts';
import { writeDataset } from '../support/datasets.ts';
import { type BatchRecord, readRun } from '../support/reading.ts';
import { runCli, type ServerProcess, startServer } from '../support/server.ts';
import { tarOf } from '../support/shards.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-windows-'));
const [folder, shards] = [join(work, 'folder'), join(work, 'shards')];
afterAll(() => rmSync(work, { recursive: true }));

const SPEC: RunSpec = { dataset: 'train', baseSize: 64, globalBatch: 10, schedule: [{ until: 1, bandwidth: 32 }] };
const BY_SHARD: RunSpec = { ...SPEC, budget: { steps: 12 }, shuffle: { scope: 'window', shards: 1 } };

/** Which of the four shards the samples of a batch are from: sample k is in shard floor(k / 10). */
const shardsOf = ({ keys }: BatchRecord): Set<number> =>
  new Set(keys.split(',').map((key) => Math.floor(Number(/(\d{4})/.exec(key)![1]) / 10)));

describe('windows of shards', () => {
  let server: ServerProcess;
  let records: BatchRecord[] = [];

  beforeAll(async () => {
    const keys = writeDataset(folder, 40);
    mkdirSync(shards);
    const numbered = [...keys].sort((a, b) => a.split('/')[1]!.localeCompare(b.split('/')[1]!));
    for (const shard of [0, 1, 2, 3]) {
      const members = numbered.slice(10 * shard, 10 * (shard + 1)).flatMap((key) => {
        const [name, label] = [key.split('/')[1]!.slice(0, 4), key.slice('class'.length, 'class'.length + 1)];
        return [
          { path: `${name}.jpg`, body: readFileSync(join(folder, key)) },
          { path: `${name}.cls`, body: label },
        ];
      });
      writeFileSync(join(shards, `train-${shard}.tar`), tarOf(members));
    }
    server = await startServer(shards, '--data', `photos=${folder}`);
    records = await readRun(server.address, { run: 'r', spec: BY_SHARD });
  });
  afterAll(() => server.stop('SIGTERM'));

  test('a batch of the size of a shard should come from one, each epoch from all of them in another order', () => {
    const order = records.map((record) => {
      const used = [...shardsOf(record)];
      assert.equal(used.length, 1);
      return used[0]!;
    });
    for (const epoch of [0, 4, 8]) assert.deepEqual(order.slice(epoch, epoch + 4).sort(), [0, 1, 2, 3]);
    assert.equal(new Set(records.slice(0, 4).flatMap(({ keys }) => keys.split(','))).size, 40);
  });

  test('resuming anywhere and two ranks should give the same samples', async () => {
    const rest = await readRun(server.address, { run: 'r', spec: BY_SHARD, start: 7 });
    assert.deepEqual(rest, records.slice(7));
    const spec = { ...BY_SHARD, worldSize: 2 };
    const ranks = await Promise.all(
      [0, 1].map((rank) => readRun(server.address, { run: 'w', spec, rank, worldSize: 2 })),
    );
    assert.deepEqual(
      ranks[0]!.map(({ images }, k) => `${images},${ranks[1]![k]!.images}`),
      records.map(({ images }) => images),
    );
  });

  test('a dataset of a mixture should keep its windows, and the others the order that they have', async () => {
    const datasets = [
      { id: 'train', weight: 1, shuffle: { scope: 'window', shards: 1 } },
      { id: 'photos', weight: 1 },
    ] as const;
    const { dataset: _, shuffle: __, ...rest } = BY_SHARD;
    const mixed = await readRun(server.address, { run: 'm', spec: { ...rest, datasets, labels: 'offset' } });
    // 5 of 10 samples: two batches read one shard.
    for (let step = 0; step < 12; step += 2) {
      const keys = [...mixed[step]!.keys.split(','), ...mixed[step + 1]!.keys.split(',')];
      const own = keys.filter((key) => key.startsWith('train/')).join();
      assert.equal(own.split(',').length, 10);
      assert.equal(shardsOf({ ...mixed[step]!, keys: own }).size, 1);
    }
  });

  test('a folder, and more shards than there are, should be refused; plan should know the shards', async () => {
    const client = connect(server.address);
    await assert.rejects(client.openRun('f', { ...BY_SHARD, dataset: 'photos' }), {
      reason: 'INVALID_FIELD',
      message: /shuffle\.scope: window needs data in shards, and dataset photos/,
    });
    await assert.rejects(client.openRun('s', { ...BY_SHARD, shuffle: { scope: 'window', shards: 5 } }), {
      message: /shuffle\.shards: must be at most 4, the number of shards of dataset train \(given: 5\)/,
    });
    client.close();
    const spec = join(work, 'spec.yaml');
    writeFileSync(spec, 'dataset: train\nbase_size: 64\nshuffle: { scope: window, shards: 2 }\n');
    const { stdout, stderr } = await runCli('plan', spec, '--data', shards);
    assert.match(
      stdout,
      /\n *an image each +40 .*\nwhole shards, 8 MiB each +4 .*\nScope window: .* for one window/,
      stderr,
    );
  });
});
