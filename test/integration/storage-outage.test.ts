import assert from 'node:assert/strict';
import {
  chmodSync,
  chownSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { connect } from '../../clients/typescript/src/index.ts';
import { DatasetRegistry } from '../../src/dataset/dataset.ts';
import { openFolder } from '../../src/dataset/open-folder.ts';
import { SqliteStore } from '../../src/runs/store/sqlite.ts';
import { CrescendoServer } from '../../src/server/server.ts';
import { writeDataset } from '../support/datasets.ts';
import { rawStream } from '../support/raw-stream.ts';
import { type BatchRecord, readRun } from '../support/reading.ts';
import { runCli, type ServerProcess, startServer } from '../support/server.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-outage-'));
const data = join(work, 'data');
const away = join(work, 'away');
afterAll(() => rmSync(work, { recursive: true }));

const COUNT = 24;
const SPEC = { dataset: 'train', equivalentEpochs: 2, globalBatch: 8, validation: { dataset: 'train' } } as const;
let keys: string[] = [];
let undisturbed: BatchRecord[] = [];

const exited = (server: ServerProcess): Promise<number | string> => server.stop('SIGTERM');

/** Reads a run, during which the storage goes away after the second batch, until the trainer is told of it. */
async function readWithOutage(address: string, run: string, leave: () => void, comeBack: () => void) {
  const notices: string[] = [];
  const records = await readRun(
    address,
    {
      ...{ run, spec: SPEC, window: 1 },
      onNotice: ({ reason, message }) => {
        notices.push(`${reason}: ${message}`);
        if (notices.length === 1) comeBack();
      },
    },
    ({ step }) => {
      if (step === 2) leave();
    },
  );
  return { records, notices };
}

describe('storage that is away for a time', () => {
  beforeAll(async () => {
    keys = writeDataset(data, COUNT);
    const server = await startServer(data);
    undisturbed = await readRun(server.address, { run: 'undisturbed', spec: SPEC });
    assert.equal(await exited(server), 0);
  });

  test('a root that is renamed and comes back should delay training, be told, and change nothing', async () => {
    const server = await startServer(data);
    const { records, notices } = await readWithOutage(
      server.address,
      'renamed',
      () => renameSync(data, away),
      () => renameSync(away, data),
    );
    assert.deepEqual(records, undisturbed);
    assert.match(notices[0]!, /^STORAGE: the storage of dataset train does not answer \(cannot read class.*ENOENT/);
    const client = connect(server.address);
    assert.equal((await client.getRun('renamed')).badSampleCount, 0);
    client.close();
    assert.equal(await exited(server), 0);
  });

  test('validation should wait as well', async () => {
    const server = await startServer(data);
    const client = connect(server.address);
    await client.openRun('validated', SPEC);
    renameSync(data, away);
    const notices: string[] = [];
    let samples = 0;
    const onNotice = ({ message }: { message: string }): void => {
      if (notices.push(message) === 1) renameSync(away, data);
    };
    for await (const { labels } of client.validation({ run: 'validated', onNotice })) {
      samples += labels.filter((label) => label >= 0).length;
    }
    client.close();
    assert.equal(samples, COUNT);
    assert.match(notices[0]!, /the storage of dataset train does not answer/);
    assert.equal(await exited(server), 0);
  });

  test('a root whose permissions are taken away and given back should delay training', async () => {
    // The administrator may read everything, so the server in this process works as somebody else for a time.
    const administrator = process.getuid?.() === 0;
    const other = 65_534;
    if (administrator) for (const path of [work, data]) chownSync(path, other, other);
    const store = await SqliteStore.open(':memory:');
    const datasets = new DatasetRegistry();
    datasets.add(await openFolder('train', data, undefined));
    const log = pino({ level: 'silent' });
    const server = await CrescendoServer.start({ listen: '127.0.0.1:0', datasets, store, log, workers: 2 });
    // All code is loaded before the user changes.
    await readRun(server.address, { run: 'warm', spec: SPEC });
    try {
      if (administrator) process.seteuid?.(other);
      const { records, notices } = await readWithOutage(
        server.address,
        'forbidden',
        () => chmodSync(data, 0),
        () => chmodSync(data, 0o755),
      );
      assert.deepEqual(records, undisturbed);
      assert.match(notices[0]!, /EACCES/);
    } finally {
      if (administrator) process.seteuid?.(0);
      await server.stop();
      await store.close();
    }
  });

  test('with --storage-timeout a stream should end as UNAVAILABLE, and a client should outlast it', async () => {
    const server = await startServer(data, '--storage-timeout', '1');
    const client = connect(server.address);
    await client.openRun('bounded', SPEC);
    renameSync(data, away);
    const raw = rawStream(server.address);
    raw.send({ subscribe: { run: 'bounded', worldSize: 1, window: 1 } });
    await assert.rejects(
      raw.until(({ header }) => header !== undefined && header !== null),
      /UNAVAILABLE.*has not answered for 1 s.*--storage-timeout/,
    );
    raw.close();
    let told = 0;
    const onNotice = ({ reason }: { reason: string }): void => {
      // The first stream ends before its second notice, which would come after two seconds.
      if (reason === 'STORAGE' && ++told === 2) renameSync(away, data);
    };
    const records = await readRun(server.address, { run: 'bounded', spec: SPEC, onNotice, retryMs: 100_000 });
    assert.deepEqual(records, undisturbed);
    client.close();
    assert.equal(await exited(server), 0);
  });

  test('a stop should not wait for the storage', async () => {
    const server = await startServer(data);
    const notices: string[] = [];
    renameSync(data, away);
    const told = Promise.withResolvers<void>();
    const onNotice = ({ message }: { message: string }): void => {
      notices.push(message);
      told.resolve();
    };
    const reading = assert.rejects(readRun(server.address, { run: 'stopped', spec: SPEC, onNotice, retryMs: 0 }), {
      reason: 'SHUTTING_DOWN',
    });
    await told.promise;
    assert.equal(await exited(server), 0);
    // A stream that is cut off after 20 s would end with CANCELLED.
    await reading;
    renameSync(away, data);
  });

  test('files of the same size and class folders that become links should be bad samples by name', async () => {
    const manifest = join(work, 'data.manifest');
    assert.equal((await runCli('index', data, '-o', manifest)).code, 0);
    const server = await startServer(data, '--manifest', `train=${manifest}`);
    const outside = join(work, 'outside');
    renameSync(join(data, 'class2'), outside);
    symlinkSync(outside, join(data, 'class2'));
    const replaced = keys[3]!;
    const bytes = readFileSync(join(data, replaced));
    writeFileSync(join(data, replaced), bytes);
    utimesSync(join(data, replaced), 1, 1);
    const linked = keys.filter((key) => key.startsWith('class2/'));
    await readRun(server.address, { run: 'changed', spec: { ...SPEC, maxBadSamples: COUNT } });
    const client = connect(server.address);
    const { badSamples = [] } = await client.getRun('changed');
    client.close();
    const reasons = new Map(badSamples.map(({ key, reason }) => [key, reason ?? '']));
    assert.deepEqual([...reasons.keys()].sort(), [replaced, ...linked].sort());
    assert.match(reasons.get(replaced)!, /^MISSING_SAMPLE: .* has changed: it was modified at 1970-01-01T00:00:01/);
    for (const key of linked) assert.match(reasons.get(key)!, /^MISSING_SAMPLE: .*symbolic link/);
    assert.equal(await exited(server), 0);
    rmSync(join(data, 'class2'));
    renameSync(outside, join(data, 'class2'));
  });
});
