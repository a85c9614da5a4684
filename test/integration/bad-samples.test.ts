import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { CrescendoError, connect } from '../../clients/typescript/src/index.ts';
import { DatasetRegistry } from '../../src/dataset/dataset.ts';
import { openFolder } from '../../src/dataset/open-folder.ts';
import { SqliteStore } from '../../src/runs/store/sqlite.ts';
import { CrescendoServer } from '../../src/server/server.ts';
import { writeDataset } from '../support/datasets.ts';
import { readRun } from '../support/reading.ts';
import { startServer } from '../support/server.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-bad-'));
const data = join(work, 'data');
afterAll(() => rmSync(work, { recursive: true }));

const SPEC = { dataset: 'train', equivalentEpochs: 2, globalBatch: 8 } as const;
let bad: string[] = [];

describe('bad samples', () => {
  beforeAll(() => {
    const keys = writeDataset(data, 24);
    bad = [keys[3]!, keys[10]!, keys[17]!];
    writeFileSync(join(data, bad[0]!), '');
    const bytes = readFileSync(join(data, bad[1]!));
    writeFileSync(join(data, bad[1]!), bytes.subarray(0, bytes.length / 2));
    writeFileSync(join(data, bad[2]!), 'this is text');
  });

  test('they should be replaced in the same way on every server, counted and named', async () => {
    const runs = [];
    for (const workers of ['1', '3']) {
      const server = await startServer(data, '--workers', workers);
      runs.push(await readRun(server.address, { run: 'r', spec: SPEC }));
      const client = connect(server.address);
      const status = await client.getRun('r');
      client.close();
      assert.equal(status.badSampleCount, 3);
      assert.deepEqual(
        status.badSamples?.map((sample) => sample.key),
        bad,
      );
      assert.match(status.badSamples?.[0]?.reason ?? '', /BAD_IMAGE.*empty/);
      assert.match(status.badSamples?.[1]?.reason ?? '', /truncated/);
      assert.match(status.badSamples?.[2]?.reason ?? '', /not an image of a known format/);
      assert.ok(status.badSamples?.every((sample) => !bad.includes(sample.replacedBy ?? '')));
      assert.equal(await server.stop('SIGTERM'), 0);
    }
    assert.deepEqual(runs[1], runs[0]);
    const records = runs[0]!;
    assert.ok(records.every((batch) => !bad.some((key) => batch.keys.includes(key))));
    assert.ok(records.reduce((sum, batch) => sum + batch.replaced, 0) >= 3);
    // A label belongs to the image that is shown.
    for (const { keys, labels } of records) assert.equal(keys.replaceAll(/class(\d)\/\d+\.jpg/g, '$1'), labels);
  });

  test('more of them than max_bad_samples should end the run with DATA_LOSS and their list, also for latecomers', async () => {
    const server = await startServer(data);
    const options = { run: 'strict', spec: { ...SPEC, maxBadSamples: 2 } };
    const isDataLoss = (error: unknown): boolean => {
      assert.ok(error instanceof CrescendoError);
      assert.deepEqual([error.code, error.reason], ['DATA_LOSS', 'TOO_MANY_BAD_SAMPLES']);
      assert.equal(error.metadata.bound, '2');
      assert.deepEqual(error.metadata.keys?.split('\n'), bad);
      return true;
    };
    await assert.rejects(readRun(server.address, options), isDataLoss);
    await assert.rejects(readRun(server.address, options), isDataLoss);
    const raised = { run: 'strict', spec: { ...SPEC, maxBadSamples: 3 }, start: 'beginning' as const };
    assert.ok((await readRun(server.address, raised)).length > 5);
    assert.equal(await server.stop('SIGTERM'), 0);
  });

  test('files that vanish while the server runs should be bad samples too', async () => {
    const server = await startServer(data);
    const keys = writeDataset(join(work, 'spare'), 24);
    const gone = keys.filter((key) => !bad.includes(key)).slice(0, 2);
    for (const key of gone) rmSync(join(data, key));
    await readRun(server.address, { run: 'r', spec: SPEC });
    const client = connect(server.address);
    const { badSamples } = await client.getRun('r');
    client.close();
    const missing = badSamples?.filter((sample) => sample.reason?.startsWith('MISSING_SAMPLE'));
    assert.deepEqual(
      missing?.map((sample) => sample.key),
      gone,
    );
    assert.equal(await server.stop('SIGTERM'), 0);
  });

  test('the log and the trainer should be told of the first, the second, the fourth, … and how to list them', async () => {
    const many = join(work, 'many');
    for (const key of writeDataset(many, 40).filter((_, k) => k % 4 === 0)) writeFileSync(join(many, key), '');
    const lines: string[] = [];
    const store = await SqliteStore.open(':memory:');
    const datasets = new DatasetRegistry();
    datasets.add(await openFolder('train', many, undefined));
    const log = pino({ level: 'warn' }, { write: (line) => void lines.push(line) });
    const server = await CrescendoServer.start({ listen: '127.0.0.1:0', datasets, store, log, workers: 1 });
    const notices: string[] = [];
    // With this seed no batch meets two bad samples at once where a count is told.
    const spec = { dataset: 'train', seed: 2, equivalentEpochs: 4, globalBatch: 2, validation: { dataset: 'train' } };
    await readRun(server.address, { run: 'r', spec, onNotice: ({ message }) => notices.push(message) });
    const logged = lines.map((line) => JSON.parse(line) as { run: string; count: number; msg: string });
    assert.deepEqual(
      logged.map(({ count }) => count),
      [1, 2, 4, 8],
    );
    assert.equal(notices.length, 4);
    assert.match(logged[0]!.msg, /^1 bad sample: class\d\/\d+\.jpg \(BAD_IMAGE.*\), replaced by class/);
    assert.match(logged[3]!.msg, /^8 bad samples so far, the last: .*list them with: crescendo runs show r$/);
    assert.equal(notices[3], `run r: ${logged[3]!.msg} --server ADDRESS`);
    lines.length = 0;
    notices.length = 0;
    const client = connect(server.address);
    const evaluate = async (): Promise<void> => {
      for await (const _ of client.validation({ run: 'r', onNotice: ({ message }) => notices.push(message) }));
    };
    await evaluate();
    assert.equal(notices.length, 4);
    assert.match(
      notices[3]!,
      /^validation sample class\d\/\d+\.jpg: BAD_IMAGE.*\(8 so far\); .* label -100.* runs show r --server ADDRESS$/,
    );
    assert.equal(lines.length, 4);
    assert.match(lines[3]!, /8 so far.* list them with: crescendo runs show r/);
    // The next evaluation meets the same images: the trainer that reads them is told, and the log knows them.
    await evaluate();
    assert.deepEqual([notices.length, lines.length], [8, 4]);
    client.close();
    await server.stop();
    await store.close();
  });

  test('a dataset of nothing but bad samples should end with DATA_LOSS and not with a hang', async () => {
    const hopeless = join(work, 'hopeless');
    for (const key of writeDataset(hopeless, 6)) writeFileSync(join(hopeless, key), 'x');
    const server = await startServer(hopeless);
    await assert.rejects(readRun(server.address, { run: 'r', spec: SPEC }), { code: 'DATA_LOSS' });
    assert.equal(await server.stop('SIGTERM'), 0);
  });
});
