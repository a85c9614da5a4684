/** Mixtures of datasets with a real server: the same bytes whatever is killed, for any world, and from both clients. */
import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { connect, type RunSpec } from '../../clients/typescript/src/index.ts';
import { writeDataset } from '../support/datasets.ts';
import { SLOW } from '../support/limits.ts';
import { runPythonClient } from '../support/python-client.ts';
import { type BatchRecord, readRun, record } from '../support/reading.ts';
import { runCli, startServer } from '../support/server.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-mixtures-'));
const [one, two] = [join(work, 'one'), join(work, 'two')];
afterAll(() => rmSync(work, { recursive: true }));

/** Both have classes of three names; `two` has a fourth one. */
const [ONE, TWO] = [30, 20];
const DATASETS = [
  { id: 'train', weight: 0.7 },
  { id: 'extra', weight: 0.3 },
];
const STAGES = [
  { until: 0.4, bandwidth: 32, replay: { times: 2, size: 4, split: 2 } },
  { until: 0.7, bandwidth: 48, weights: [0, 1], randaugment: 'rand-m5' },
  { until: 1, bandwidth: 64, weights: [1, 1] },
];
const COMMON = { datasets: DATASETS, labels: 'by_name', seed: 5, budget: { steps: 30 }, mixing: {} } as const;
const SPEC: RunSpec = { ...COMMON, baseSize: 64, globalBatch: 20, schedule: STAGES };
const { labels: _labels, ...UNSTATED } = SPEC;
const FIELDS = { ...COMMON, base_size: 64, global_batch: 20, schedule: { stages: STAGES } };

const start = (...flags: string[]) => startServer(one, '--data', `extra=${two}`, ...flags);

/** The datasets of the fresh images of a batch: half of it in the first stage. */
const counts = ({ keys, stage }: BatchRecord): number[] => {
  const all = keys.split(',');
  const fresh = stage === 0 ? all.slice(0, 10) : all;
  return ['train/', 'extra/'].map((prefix) => fresh.filter((key) => key.startsWith(prefix)).length);
};

describe('a mixture of two folders', () => {
  let expected: BatchRecord[] = [];

  beforeAll(async () => {
    writeDataset(one, ONE);
    writeDataset(two, TWO);
    // The same name as in the other dataset, and another image; and a class of its own.
    mkdirSync(join(two, 'class9'));
    for (const name of readdirSync(join(two, 'class2')))
      copyFileSync(join(two, 'class2', name), join(two, 'class9', name));
    const server = await start('--workers', '2');
    expected = await readRun(server.address, { run: 'r', spec: SPEC });
    const client = connect(server.address);
    const info = await client.openRun('r');
    assert.deepEqual(info.classNames, ['class0', 'class1', 'class2', 'class9']);
    assert.deepEqual(
      info.datasets.map(({ id, sampleCount }) => [id, sampleCount]),
      [
        ['train', ONE],
        ['extra', TWO + 6],
      ],
    );
    assert.equal(info.sampleCount, ONE + TWO + 6);
    client.close();
    assert.equal(await server.stop('SIGTERM'), 0);
  });

  test('each batch should have the shares of its stage, and labels of the joined classes', () => {
    assert.deepEqual(
      expected.map(({ stage }) => stage),
      [...Array(12).fill(0), ...Array(9).fill(1), ...Array(9).fill(2)],
    );
    for (const record of expected) {
      const [first, second] = counts(record) as [number, number];
      if (record.stage === 0) assert.ok(Math.abs(first - 7) <= 1 && first + second === 10, `${first} of 10`);
      else assert.deepEqual([first, second], record.stage === 1 ? [0, 20] : [10, 10]);
      const labels = record.keys.split(',').map((key) => /\/class(\d)\//.exec(key)![1]!);
      assert.equal(record.labels, labels.map((label) => (label === '9' ? '3' : label)).join(','));
    }
    // No drift: 84 of the stage's 120 fresh samples.
    const stage = expected.filter(({ stage }) => stage === 0);
    assert.equal(
      stage.reduce((sum, record) => sum + counts(record)[0]!, 0),
      84,
    );
  });

  test('each dataset should show every image once before any comes again, over all stages', () => {
    for (const [prefix, size] of [
      ['train/', ONE],
      ['extra/', TWO + 6],
    ] as const) {
      const drawn = expected.flatMap((record) => {
        const keys = record.keys.split(',');
        return (record.stage === 0 ? keys.slice(0, 10) : keys).filter((key) => key.startsWith(prefix));
      });
      // A batch that meets the end of an epoch has its images in an order of its own, so whole epochs differ by a batch.
      const times = new Map<string, number>();
      for (const key of drawn) times.set(key, (times.get(key) ?? 0) + 1);
      const all = [...times.values()];
      assert.equal(all.length, size);
      assert.ok(
        Math.max(...all) - Math.min(...all) <= 1,
        `${prefix}: ${Math.min(...all)} to ${Math.max(...all)} times`,
      );
    }
  });

  test(
    'a killed server, another number of workers and the Python client should give the same bytes',
    SLOW,
    async () => {
      const state = join(work, 'state.sqlite');
      let server = await start('--workers', '1', '--state', state);
      const { address } = server;
      let restarting: Promise<void> = Promise.resolve();
      const records = await readRun(address, { run: 'r', spec: SPEC, window: 2 }, async ({ step }) => {
        await restarting;
        if (step % 16 !== 5) return;
        await server.stop('SIGKILL');
        restarting = start('--listen', address, '--state', state).then((next) => {
          server = next;
        });
      });
      await restarting;
      assert.deepEqual(records, expected);
      const spec = JSON.stringify(FIELDS);
      const { code, stdout, stderr } = await runPythonClient(
        ...['-m', 'crescendo', address, 'python', '--spec-json', spec, '--json'],
      );
      assert.equal(code, 0, stderr);
      const lines = stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { sha256: string; keys: string[] });
      assert.deepEqual(
        lines.map(({ sha256 }) => sha256),
        expected.map(({ sha256 }) => sha256),
      );
      assert.deepEqual(
        lines.map(({ keys }) => keys.join(',')),
        expected.map(({ keys }) => keys),
      );

      const shown = await runCli('runs', 'show', 'r', '--state', state);
      // 84 + 90 of one, 36 + 180 + 90 of the other.
      assert.match(shown.stdout, /\n *train +174 *\n *extra +306/);
      const client = connect(address);
      const status = await client.getRun('r');
      client.close();
      assert.deepEqual(status.datasets, [
        { id: 'train', samples: 174, epochs: 174 / ONE },
        { id: 'extra', samples: 306, epochs: 306 / (TWO + 6) },
      ]);
      assert.equal(await server.stop('SIGTERM'), 0);
    },
  );

  test('batches should tell the dataset of each image, and worlds of 1 and 2 ranks be the same global batches', async () => {
    const server = await start();
    const client = connect(server.address);
    // Ranks have replay buffers and mixed pairs of their own.
    const { mixing: _mixing, ...unmixed } = SPEC;
    const spec: RunSpec = { ...unmixed, schedule: STAGES.slice(1), worldSize: 2 };
    const global = async (worldSize: number): Promise<string[]> => {
      const ranks = await Promise.all(
        Array.from({ length: worldSize }, (_, rank) =>
          readRun(server.address, { run: `w${worldSize}`, spec: { ...spec, worldSize }, rank, worldSize }),
        ),
      );
      return ranks[0]!.map((_, k) => ranks.map((records) => records[k]!.images).join(','));
    };
    assert.deepEqual(await global(2), await global(1));
    for await (const batch of client.batches({ run: 'w1', start: 12 })) {
      assert.deepEqual(
        [...batch.datasets!],
        batch.keys.map((key) => (key.startsWith('train/') ? 0 : 1)),
      );
      break;
    }
    client.close();
    assert.equal(await server.stop('SIGTERM'), 0);
  });

  test('two servers that share their state should serve it to clients that read from both', SLOW, async () => {
    const state = join(work, 'shared.sqlite');
    const servers = await Promise.all([start('--state', state), start('--state', state)]);
    const addresses = servers.map(({ address }) => address);
    const client = connect(addresses);
    const read: BatchRecord[] = [];
    for await (const batch of client.batches({ run: 'r', spec: SPEC })) read.push(record(batch));
    client.close();
    assert.deepEqual(read, expected);
    const { code, stdout, stderr } = await runPythonClient(
      ...['-m', 'crescendo', addresses.join(','), 'python', '--spec-json', JSON.stringify(FIELDS), '--json'],
    );
    assert.equal(code, 0, stderr);
    const digests = stdout
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { sha256: string }).sha256);
    assert.deepEqual(
      digests,
      expected.map(({ sha256 }) => sha256),
    );
    for (const server of servers) assert.equal(await server.stop('SIGTERM'), 0);
  });

  test('a bad image should be replaced by one of the same dataset, and be named with it', async () => {
    const broken = join(work, 'broken');
    writeDataset(broken, 20);
    for (const name of readdirSync(join(broken, 'class1')).slice(0, 3)) writeFileSync(join(broken, 'class1', name), '');
    const server = await startServer(one, '--data', `extra=${broken}`);
    const client = connect(server.address);
    await readRun(server.address, { run: 'r', spec: UNSTATED });
    const { badSamples } = await client.getRun('r');
    client.close();
    assert.equal(badSamples.length, 3);
    for (const { key, replacedBy, reason } of badSamples) {
      assert.match(`${key} ${replacedBy} ${reason}`, /^extra\/class1\/\S+ extra\/class\S+ BAD_IMAGE/);
    }
    assert.equal(await server.stop('SIGTERM'), 0);
  });

  test('datasets with other classes should need a rule, which is named with what it gives', async () => {
    const server = await start();
    const client = connect(server.address);
    await assert.rejects(client.openRun('a', UNSTATED), {
      reason: 'INVALID_FIELD',
      message:
        /labels: the datasets have different classes \(train 3, extra 4\): train lacks "class9"; give labels: by_name, .*\(4 classes in all\), or labels: offset, .*\(7\)/,
      metadata: { field: 'labels', fields: 'labels', bound: 'by_name, offset' },
    });
    const apart = await client.openRun('apart', { ...SPEC, labels: 'offset' });
    const own = ['class0', 'class1', 'class2'];
    assert.deepEqual(
      apart.classNames,
      [own.map((name) => `train/${name}`), [...own, 'class9'].map((name) => `extra/${name}`)].flat(),
    );
    for (const [change, message] of [
      [
        { datasets: [DATASETS[0]!, { id: 'nothing', weight: 1 }] },
        /no dataset "nothing"; the datasets are: train, extra/,
      ],
      [{ dataset: 'train' }, /dataset: must not be given together with datasets/],
      [{ datasets: [DATASETS[0]!] }, /datasets: must have 2\.\.64 entries; a single dataset is given as dataset/],
      [{ datasets: [DATASETS[0]!, DATASETS[0]!] }, /datasets: must name each dataset once/],
      [{ augmentationRepeats: 3 }, /augmentationRepeats: must be 1 with datasets/],
      [{ shuffle: { scope: 'window', shards: 2 } }, /shuffle: must be given with each of the datasets/],
      [
        { datasets: [DATASETS[0]!, { id: 'extra', weight: 1, shuffle: { scope: 'window', shards: 2 } }] },
        /datasets\.1\.shuffle\.scope: window needs data in shards/,
      ],
      [{ schedule: [{ until: 1, bandwidth: 32, weights: [1] }] }, /schedule\.stages\.0\.weights: must have 2 weights/],
      [{ schedule: [{ until: 1, bandwidth: 32, weights: [0, 1] }] }, /datasets\.0\.weight: is 0 in every stage/],
      [{ schedule: [{ until: 1, bandwidth: 32, weights: [0, 0] }] }, /weights: must be above 0 for one dataset/],
      [
        { datasets: [DATASETS[0]!, { id: 'extra', weight: 1 / 3 }] },
        /datasets: the weights must have at most 6 decimals/,
      ],
    ] as [Partial<RunSpec>, RegExp][]) {
      await assert.rejects(client.openRun('b', { ...SPEC, ...change }), { message });
    }
    const single = { dataset: 'train', globalBatch: 20 } as const;
    await assert.rejects(client.openRun('c', { ...single, labels: 'offset' }), {
      message: /labels: is for mixtures only/,
    });
    await assert.rejects(client.openRun('c', { ...single, schedule: [{ until: 1, bandwidth: 32, weights: [1, 1] }] }), {
      message: /schedule\.stages\.0\.weights: are for mixtures only/,
    });
    client.close();
    assert.equal(await server.stop('SIGTERM'), 0);
  });
});
