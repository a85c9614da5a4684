/** The validation split: every sample once, in order, for all ranks, from both clients. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { connect, type RunSpec, type ValidationOptions } from '../../clients/typescript/src/index.ts';
import { clientEnvironment } from '../../scripts/python-env.ts';
import { executeEvaluation } from '../../src/make/evaluate.ts';
import { planEvaluation } from '../../src/make/evaluation.ts';
import { Decoder } from '../../src/pixels/decode/index.ts';
import { PixelEngine } from '../../src/pixels/kernels/engine.ts';
import { loadKernels } from '../../src/pixels/kernels/module.ts';
import { writeDataset } from '../support/datasets.ts';
import { runCli, type ServerProcess, startServer } from '../support/server.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-validation-'));
const [train, val, few, other] = ['train', 'val', 'few', 'other'].map((name) => join(work, name)) as [
  string,
  string,
  string,
  string,
];
afterAll(() => rmSync(work, { recursive: true }));

const SPEC: RunSpec = {
  dataset: 'train',
  equivalentEpochs: 1,
  globalBatch: 8,
  validation: { dataset: 'val', globalBatch: 12, cropPct: 0.8 },
};
const SAMPLES = 31;
const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

interface Seen {
  keys: string[];
  labels: number[];
  valid: boolean[];
  images: string[];
}

describe('validation', () => {
  let server: ServerProcess;
  let keys: string[] = [];
  /** Digest of each image at a size, by the executor itself. */
  const expected = new Map<number, string[]>();
  const bad = 5;

  beforeAll(async () => {
    writeDataset(train, 20);
    keys = writeDataset(val, SAMPLES);
    writeFileSync(join(val, keys[bad]!), readFileSync(join(val, keys[bad]!)).subarray(0, 300));
    const executor = { engine: new PixelEngine(loadKernels()), decoder: new Decoder() };
    for (const size of [64, 224]) {
      const config = { size, cropPct: 0.8, filter: 'bicubic', dtype: 'uint8' } as const;
      const digests: string[] = [];
      for (const [k, key] of keys.entries()) {
        const bytes = readFileSync(join(val, key));
        const plan = ({ width, height }: { width: number; height: number }) => planEvaluation(width, height, config);
        digests.push(
          digest(k === bad ? new Uint8Array(size * size * 3) : await executeEvaluation(executor, bytes, plan)),
        );
      }
      expected.set(size, digests);
    }
    for (const key of writeDataset(few, 6)) if (key.startsWith('class0')) rmSync(join(few, key));
    writeDataset(other, 3);
    renameSync(join(other, 'class2'), join(other, 'zebra'));
    writeFileSync(join(work, 'labels.csv'), `path,label\n${keys[1]},class2\n${keys[0]},class0\n`);
    const config = join(work, 'crescendo.yaml');
    writeFileSync(
      config,
      `datasets:
  val: { root: val }
  few: { root: few }
  other: { root: other }
  mapped: { root: other, class_map: { class0: 0, class1: 1, zebra: 2 } }
  listed: { root: val, label_file: labels.csv }
  both: { root: [few, other], class_map: { class0: 0, class1: 1, class2: 2, zebra: 0 } }
`,
    );
    server = await startServer(train, '-c', config);
    const client = connect(server.address);
    await client.openRun('r', SPEC);
    client.close();
  });
  afterAll(() => server.process.kill('SIGKILL'));

  async function read(options: Omit<ValidationOptions, 'run'>): Promise<Seen[]> {
    const client = connect(server.address);
    const seen: Seen[] = [];
    const stream = client.validation({
      run: 'r',
      spec: { ...SPEC, worldSize: options.worldSize ?? 1 },
      onNotice: () => {},
      ...options,
    });
    for await (const { keys: names, labels, valid, images, shape } of stream) {
      const bytes = shape[1] * shape[2] * shape[3];
      seen.push({
        keys: [...names],
        labels: [...labels],
        valid: Array.from(labels, (_, k) => valid?.[k] !== 0),
        images: Array.from(labels, (_, k) => digest(images.subarray(k * bytes, (k + 1) * bytes) as Uint8Array)),
      });
    }
    client.close();
    return seen;
  }

  /** The batches of all ranks, joined step by step. */
  function together(ranks: Seen[][], field: 'keys' | 'images'): string[] {
    const steps = Math.max(...ranks.map((rank) => rank.length));
    return Array.from({ length: steps }, (_, step) => ranks.map((rank) => rank[step]?.[field] ?? [])).flat(2);
  }

  test('every sample should come once, in order, at the base size and at another', async () => {
    for (const size of [224, 64]) {
      const batches = await read(size === 224 ? {} : { size });
      assert.deepEqual(
        batches.map((batch) => batch.keys.length),
        [12, 12, 7],
      );
      assert.deepEqual(
        batches.flatMap((batch) => batch.keys),
        keys,
      );
      assert.deepEqual(
        batches.flatMap((batch) => batch.images),
        expected.get(size),
      );
      const labels = batches.flatMap((batch) => batch.labels);
      assert.deepEqual(
        labels.map((label) => `class${label}`),
        keys.map((key, k) => (k === bad ? 'class-100' : key.split('/')[0])),
      );
    }
  });

  test('an image that cannot be read should be black, named as invalid and told of', async () => {
    const notices: string[] = [];
    const batches = await read({ size: 64, onNotice: ({ message }) => notices.push(message) });
    const valid = batches.flatMap((batch) => batch.valid);
    assert.deepEqual(
      valid.flatMap((ok, k) => (ok ? [] : [k])),
      [bad],
    );
    const labels = batches.flatMap((batch) => batch.labels);
    assert.deepEqual(
      labels.flatMap((label, k) => (label < 0 ? [[k, label]] : [])),
      [[bad, -100]],
    );
    assert.match(notices.join(), new RegExp(`validation sample ${keys[bad]}: BAD_IMAGE`));
  });

  test('an image that cannot be read should be listed by `runs show` and GetRun, once', async () => {
    await read({ size: 64 });
    await read({ size: 64 });
    const client = connect(server.address);
    const { unreadValidationCount, unreadValidation } = await client.getRun('r');
    client.close();
    assert.equal(unreadValidationCount, 1);
    assert.deepEqual([unreadValidation[0]!.dataset, unreadValidation[0]!.key], ['val', keys[bad]]);
    assert.match(unreadValidation[0]!.reason, /^BAD_IMAGE/);
    const { stdout } = await runCli('runs', 'show', 'r', '--server', server.address);
    assert.match(stdout, new RegExp(`validation sample ${keys[bad]} of val: BAD_IMAGE.*label -100`));
  });

  test('ranks should share the samples, with the last batches short or filled up', async () => {
    for (const worldSize of [2, 4]) {
      const short = await Promise.all(
        Array.from({ length: worldSize }, (_, rank) => read({ rank, worldSize, size: 64 })),
      );
      assert.deepEqual(together(short, 'keys'), keys);
      assert.deepEqual(together(short, 'images'), expected.get(64));
      const padded = await Promise.all(
        Array.from({ length: worldSize }, (_, rank) => read({ rank, worldSize, size: 64, pad: true })),
      );
      for (const rank of padded)
        assert.deepEqual(
          rank.map((batch) => batch.keys.length),
          [1, 2, 3].map(() => 12 / worldSize),
        );
      const names = together(padded, 'keys');
      assert.deepEqual(names, [...keys, ...Array.from({ length: 36 - SAMPLES }, () => '')]);
      const invalid = padded.flat().flatMap((batch) => batch.labels.filter((_, k) => !batch.valid[k]));
      assert.deepEqual(new Set(invalid), new Set([-100]));
      const valid = padded.flat().flatMap((batch) => batch.valid.filter((ok) => !ok));
      assert.equal(valid.length, 36 - SAMPLES + 1);
    }
  });

  test('reading it should be no progress of the run', async () => {
    const client = connect(server.address);
    const { consumedStep, issuedSamples } = await client.getRun('r');
    assert.deepEqual([consumedStep, issuedSamples], [undefined, 0]);
    client.close();
  });

  test('the Python client should read the same', () => {
    const script = fileURLToPath(new URL('../support/validate.py', import.meta.url));
    const env = { ...process.env, PYTHONPATH: fileURLToPath(new URL('../../clients/python/src', import.meta.url)) };
    const args = (rank: number, pad: boolean): string[] => [
      script,
      server.address,
      'r',
      String(rank),
      '2',
      '64',
      String(pad),
    ];
    for (const pad of [false, true]) {
      const ranks = [0, 1].map((rank) => {
        const lines = execFileSync(clientEnvironment(), args(rank, pad), {
          env,
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'ignore'],
        });
        return lines
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line) as Seen);
      });
      assert.deepEqual(
        together(ranks, 'keys').filter((key) => key !== ''),
        keys,
      );
      assert.deepEqual(together(ranks, 'images').slice(0, SAMPLES), expected.get(64));
      const seen = ranks.flat();
      const invalid = seen.flatMap((batch) => batch.labels.filter((_, k) => batch.valid[k] === false));
      assert.deepEqual(new Set(invalid), new Set([-100]));
      assert.equal(invalid.length, pad ? 6 : 1);
    }
  });

  test('labels should be the numbers of the training set; a class that it lacks should be refused at once', async () => {
    const client = connect(server.address);
    const spec = (dataset: string) => ({ ...SPEC, validation: { dataset } });
    const labels: number[] = [];
    for await (const batch of client.validation({ run: 'few', spec: spec('few') })) labels.push(...batch.labels);
    assert.deepEqual(labels, [1, 1, 2, 2]);
    const seen: [string, string, number][] = [];
    for (const dataset of ['mapped', 'listed', 'both']) {
      for await (const batch of client.validation({ run: dataset, spec: spec(dataset) })) {
        assert.equal(batch.valid, undefined);
        seen.push(...batch.keys.map((key, k): [string, string, number] => [dataset, key, batch.labels[k]!]));
      }
    }
    assert.deepEqual(seen, [
      ['mapped', 'class0/0000.jpg', 0],
      ['mapped', 'class1/0001.jpg', 1],
      ['mapped', 'zebra/0002.jpg', 2],
      ['listed', 'class0/0000.jpg', 0],
      ['listed', 'class0/0003.jpg', 2],
      ['both', '1/class0/0000.jpg', 0],
      ['both', '0/class1/0001.jpg', 1],
      ['both', '0/class1/0004.jpg', 1],
      ['both', '1/class1/0001.jpg', 1],
      ['both', '0/class2/0002.jpg', 2],
      ['both', '0/class2/0005.jpg', 2],
      ['both', '1/zebra/0002.jpg', 0],
    ]);
    await assert.rejects(client.openRun('other', spec('other')), /train lacks "zebra" \(1 images\)/);
    await assert.rejects(client.getRun('other'), /no run "other"/);
    await assert.rejects(client.openRun('gone', spec('gone')), /"gone"/);
    await assert.rejects(client.getRun('gone'), /no run "gone"/);
    client.close();
  });

  test('wrong requests should be refused by name', async () => {
    await assert.rejects(read({ size: 65 }), /validation_size: must be even, 2..224 \(given: 65\)/);
    await assert.rejects(read({ size: 226 }), /validation_size/);
    const client = connect(server.address);
    await client.openRun('none', { dataset: 'train', globalBatch: 8 });
    const stream = client.validation({ run: 'none' });
    await assert.rejects(stream[Symbol.asyncIterator]().next(), /run none has no validation data/);
    await assert.rejects(client.openRun('x', { dataset: 'train', validation: { dataset: 'gone' } }), /gone/);
    client.close();
  });
});
