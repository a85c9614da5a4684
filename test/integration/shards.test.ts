/** The same photographs as folder, tar and Parquet, over files, HTTP and S3: the same batches. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { shardEnvironment } from '../../scripts/python-env.ts';
import { writeDataset } from '../support/datasets.ts';
import { SLOW } from '../support/limits.ts';
import { ObjectServer } from '../support/object-server.ts';
import { type BatchRecord, readRun } from '../support/reading.ts';
import { Seaweed } from '../support/seaweed.ts';
import { runCli, startServer } from '../support/server.ts';

const WRITER = fileURLToPath(new URL('../support/write_shards.py', import.meta.url));
const SPEC = {
  dataset: 'train',
  seed: 5,
  equivalentEpochs: 2,
  globalBatch: 8,
  schedule: { preset: 'constant' },
  baseSize: 64,
} as const;
const work = mkdtempSync(join(tmpdir(), 'crescendo-shards-'));
const [data, shards, packs] = ['data', 'shards', 'packs'].map((name) => join(work, name)) as [string, string, string];
const before = { ...process.env };
let web: ObjectServer;
let bucket: Seaweed;

/** A whole run of one of a server's datasets. */
function runOf(address: string, dataset = 'train'): Promise<BatchRecord[]> {
  return readRun(address, { run: dataset, spec: { ...SPEC, dataset }, start: 'beginning' });
}

/** A whole run over a place, by a server of its own. */
async function batches(place: string, ...flags: string[]): Promise<BatchRecord[]> {
  const server = await startServer(place, '--workers', '2', ...flags);
  try {
    return await runOf(server.address);
  } finally {
    assert.equal(await server.stop('SIGTERM'), 0);
  }
}

describe('shards of other programs', () => {
  let expected: BatchRecord[] = [];

  beforeAll(async () => {
    writeDataset(data, 30);
    mkdirSync(shards);
    execFileSync(shardEnvironment(), [WRITER, data, shards], { stdio: ['ignore', 'ignore', 'inherit'] });
    const files = readdirSync(shards).map((name) => [name, readFileSync(join(shards, name))] as const);
    web = await ObjectServer.start(files);
    bucket = await Seaweed.start();
    for (const [name, bytes] of files) await bucket.put(`photos/${name}`, bytes);
    Object.assign(process.env, bucket.environment);
  }, SLOW.timeout);

  afterAll(async () => {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
    await web?.stop();
    await bucket?.remove();
    rmSync(work, { recursive: true });
  });

  test('should give the batches of the folder, from files, over HTTP and over S3', SLOW, async () => {
    const s3 = `s3://${bucket.bucket}/photos/`;
    const places = Object.entries({ files: `${shards}/`, http: web.url, s3 }).flatMap(([storage, place]) => [
      `${storage}-tar=${place}train-{0000..0004}.tar`,
      // A web server has no lists.
      `${storage}-datasets=${place}${storage === 'http' ? 'train-{00000..00001}-of-00002.parquet' : 'train-*.parquet'}`,
      `${storage}-snappy=${place}snappy.parquet`,
    ]);
    const options = places.flatMap((place) => ['--data', place]);
    const server = await startServer(data, '--workers', '2', '--state', ':memory:', '--packs', packs, ...options);
    expected = await runOf(server.address);
    assert.ok(expected.length > 5);
    for (const place of places) {
      const [id] = place.split('=');
      assert.deepEqual(await runOf(server.address, id), expected, id);
    }
    assert.equal(await server.stop('SIGTERM'), 0);
  });

  test('a manifest should be made once, and serve with several processes', SLOW, async () => {
    const file = join(work, 'train.manifest');
    const place = join(shards, 'train-{0000..0004}.tar');
    const made = await runCli('index', place, '-o', file);
    assert.equal(made.code, 0, made.stderr);
    assert.match(
      made.stdout,
      /^30 images in 3 classes in 5 shards \(tar\), .*\nmanifest digest [0-9a-f]{64}\nwritten to /,
    );
    const verified = await runCli('index', '--verify', file);
    assert.match(verified.stdout, /is whole: 30 images/);
    const state = join(work, 'state.sqlite');
    assert.deepEqual(
      await batches(place, '--manifest', `train=${file}`, '--processes', '2', '--state', state),
      expected,
    );
    // The run goes on with the samples in another container: they have the same digest.
    assert.deepEqual(await batches(data, '--state', state), expected);
  });

  test('a shard that is cut off should stop the command, and say how to go on', async () => {
    const cut = join(work, 'cut.tar');
    const whole = readFileSync(join(shards, 'train-0000.tar'));
    writeFileSync(cut, whole.subarray(0, whole.length >> 1));
    const refused = await runCli('index', cut);
    assert.notEqual(refused.code, 0);
    assert.match(
      refused.stderr,
      /cut\.tar at byte \d+: the shard is cut off here: it lacks \d+ of the \d+ bytes of .*--allow-truncated/,
    );
    const allowed = await runCli('index', cut, '--allow-truncated', '--json');
    assert.equal(allowed.code, 0, allowed.stderr);
    assert.match(allowed.stderr, /warning: .*cut\.tar at byte \d+: the shard is cut off here/);
    const summary = JSON.parse(allowed.stdout) as { samples: number; container: string; shards: number };
    assert.deepEqual([summary.container, summary.shards], ['tar', 1]);
    assert.ok(summary.samples > 0 && summary.samples < 7);
  });
});
