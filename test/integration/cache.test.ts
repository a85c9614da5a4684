/** A server that reads shards over HTTP with and without a cache: the batches are the same, and the requests fewer. */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { writeDataset } from '../support/datasets.ts';
import { diskUsage } from '../support/disk-usage.ts';
import { ObjectServer } from '../support/object-server.ts';
import { type BatchRecord, readRun } from '../support/reading.ts';
import { runCli, startServer } from '../support/server.ts';
import { tarOf } from '../support/shards.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-cached-'));
const cache = join(work, 'cache');
const manifest = join(work, 'train.manifest');
const LIMIT = 64 * 1024 * 1024;
const SHARDS = 4;
const SPEC = {
  dataset: 'train',
  equivalentEpochs: 3,
  globalBatch: 8,
  shuffle: { scope: 'window', shards: 2 },
} as const;

let objects: ObjectServer;
let place: string;
let uncached: BatchRecord[] = [];

beforeAll(async () => {
  const keys = writeDataset(join(work, 'photos'), 48);
  const members = keys.map((key, k) => [
    { path: `${String(k).padStart(4, '0')}.jpg`, body: readFileSync(join(work, 'photos', key)) },
    { path: `${String(k).padStart(4, '0')}.cls`, body: key.slice(5, 6) },
  ]);
  const shards = Array.from({ length: SHARDS }, (_, shard) => {
    const some = members.filter((_, k) => k % SHARDS === shard).flat();
    return [`train-${shard}.tar`, tarOf(some)] as const;
  });
  objects = await ObjectServer.start(shards);
  place = `${objects.url}train-{0..${SHARDS - 1}}.tar`;
  const { code, stderr } = await runCli('index', place, '-o', manifest);
  assert.equal(code, 0, stderr);
});
afterAll(async () => {
  await objects.stop();
  rmSync(work, { recursive: true, force: true });
});

const FLAGS = ['--state', ':memory:', '--workers', '2', '--manifest'] as const;
const CACHE = ['--cache', cache, '--cache-bytes', String(LIMIT)] as const;

/** Bytes that have been asked for since the last call, and how often. */
function asked(): { requests: number; bytes: number } {
  const ranges = objects.requests.splice(0).flatMap(({ method, headers }) => {
    const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '') ?? [];
    return method === 'GET' && first !== undefined ? [Number(last) - Number(first) + 1] : [];
  });
  return { requests: ranges.length, bytes: ranges.reduce((sum, bytes) => sum + bytes, 0) };
}

async function batches(...flags: string[]): Promise<BatchRecord[]> {
  const server = await startServer(place, ...FLAGS, `train=${manifest}`, ...flags);
  try {
    return await readRun(server.address, { run: 'r', spec: SPEC });
  } finally {
    assert.equal(await server.stop('SIGTERM'), 0);
  }
}

describe('shards over HTTP', () => {
  test('without a cache every sample should be requested in every epoch', async () => {
    asked();
    uncached = await batches();
    assert.ok(uncached.length >= 18);
    assert.ok(asked().requests >= 48 * 3);
  });

  test('with a cache each shard should be requested once, for the same batches', async () => {
    assert.deepEqual(await batches(...CACHE), uncached);
    const { requests, bytes } = asked();
    const all = [...objects.objects.values()].reduce((sum, { length }) => sum + length, 0);
    assert.deepEqual({ requests, bytes }, { requests: SHARDS, bytes: all });
    assert.ok(diskUsage(cache) <= LIMIT);
  });

  test('another server should find everything in the cache, even where a part was damaged', async () => {
    assert.deepEqual(await batches(...CACHE), uncached);
    assert.equal(asked().requests, 0);
    const parts = join(cache, 'crescendo-cache', 'parts');
    const [damaged] = readdirSync(parts, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const file = join(damaged!.parentPath, damaged!.name);
    const bytes = readFileSync(file);
    bytes[3000]! ^= 1;
    writeFileSync(file, bytes);
    assert.deepEqual(await batches(...CACHE), uncached);
    assert.equal(asked().requests, 1, 'only the damaged part is requested again');
    const shown = await runCli('cache', 'show', cache, '--json');
    const { places, processes } = JSON.parse(shown.stdout);
    assert.deepEqual(processes, []);
    assert.equal(places[0].parts, SHARDS);
    assert.ok(places[0].place.includes(objects.url));
    const verified = await runCli('cache', 'verify', cache);
    assert.deepEqual([verified.code, verified.stdout.split(',')[0]], [0, `${SHARDS} parts`]);
  });

  test('a server that was killed should leave a cache for the next one', async () => {
    assert.equal((await runCli('cache', 'clear', cache)).code, 0);
    const server = await startServer(place, ...FLAGS, `train=${manifest}`, ...CACHE);
    const reading = readRun(server.address, { run: 'r', spec: SPEC, retryMs: 0, window: 1 }, async ({ step }) => {
      if (step === 2) assert.equal(await server.stop('SIGKILL'), 'SIGKILL');
    });
    await assert.rejects(reading, { reason: 'UNREACHABLE' });
    asked();
    assert.deepEqual(await batches(...CACHE), uncached);
    assert.ok(asked().requests <= SHARDS);
    assert.match((await runCli('cache', 'show', cache)).stdout, /no process uses it/);
  });

  test('a cache without a limit, and one that cannot be opened, should be refused', async () => {
    const refused = await runCli('serve', '--data', `train=${place}`, '--cache', cache);
    assert.deepEqual([refused.code, /--cache needs --cache-bytes/.test(refused.stderr)], [2, true]);
    const small = await runCli('serve', '--data', `train=${place}`, ...CACHE.slice(0, 2), '--cache-bytes', '1000');
    assert.deepEqual([small.code, /67108864/.test(small.stderr)], [2, true]);
    const nowhere = ['--cache', join(work, 'no', 'such'), '--cache-bytes', String(LIMIT)];
    const missing = await runCli('serve', ...['--data', `train=${place}`, '--listen', '127.0.0.1:0'], ...nowhere);
    assert.deepEqual([missing.code, /cannot use the cache .*does not exist/.test(missing.stderr)], [2, true]);
  });
});
