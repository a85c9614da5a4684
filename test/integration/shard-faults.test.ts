/** Shards in stores that fail while a run is read: the same batches, or an error with the object and the cause. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { connect } from '../../clients/typescript/src/index.ts';
import { writeDataset } from '../support/datasets.ts';
import { SLOW } from '../support/limits.ts';
import { answer, ObjectServer, refuse, type Trick } from '../support/object-server.ts';
import { type BatchRecord, readRun } from '../support/reading.ts';
import { Seaweed } from '../support/seaweed.ts';
import { startServer } from '../support/server.ts';

const SPEC = {
  dataset: 'train',
  equivalentEpochs: 4,
  globalBatch: 8,
  schedule: { preset: 'constant' },
  baseSize: 64,
} as const;
const SHARDS = 4;
const work = mkdtempSync(join(tmpdir(), 'crescendo-shard-faults-'));
const shards = join(work, 'shards');
const files = (): (readonly [string, Uint8Array])[] =>
  readdirSync(shards).map((name) => [name, readFileSync(join(shards, name))] as const);
let undisturbed: BatchRecord[] = [];

/** Shards of the dataset's images, by the system's own tar. */
function writeShards(): void {
  const data = join(work, 'data');
  const keys = writeDataset(data, 48);
  mkdirSync(shards);
  for (let shard = 0; shard < SHARDS; shard += 1) {
    const folder = join(work, `shard${shard}`);
    mkdirSync(folder);
    for (const [k, key] of keys.entries()) {
      if (k % SHARDS !== shard) continue;
      const name = String(k).padStart(4, '0');
      renameSync(join(data, key), join(folder, `${name}.jpg`));
      writeFileSync(join(folder, `${name}.cls`), key.slice('class'.length, 'class'.length + 1));
    }
    execFileSync('tar', ['--sort=name', '-cf', join(shards, `t-${shard}.tar`), '-C', folder, '.']);
  }
}

interface Watched {
  /** Called after each batch. */
  at?(batch: { step: number }): void;
  /** Called with what the trainer is told, by its number. */
  told?(count: number): void;
}

/** A run whose server reads from a place. */
async function batches(place: string, { at, told }: Watched = {}) {
  const server = await startServer(place, '--workers', '2', '--state', ':memory:');
  const notices: string[] = [];
  const client = connect(server.address);
  try {
    const onNotice = ({ reason, message }: { reason: string; message: string }): void =>
      told?.(notices.push(`${reason}: ${message}`));
    const records = await readRun(server.address, { run: 'r', spec: SPEC, window: 1, onNotice }, at);
    return { records, notices, bad: (await client.getRun('r')).badSampleCount };
  } finally {
    client.close();
    assert.equal(await server.stop('SIGTERM'), 0);
  }
}

describe('a run over shards', () => {
  beforeAll(async () => {
    writeShards();
    undisturbed = (await batches(join(shards, 't-{0..3}.tar'))).records;
    assert.ok(undisturbed.length >= 20);
  });
  afterAll(() => rmSync(work, { recursive: true }));

  const withServer = async <T>(act: (server: ObjectServer, place: string) => Promise<T>): Promise<T> => {
    const server = await ObjectServer.start(files());
    try {
      return await act(server, `${server.url}t-{0..3}.tar`);
    } finally {
      await server.stop();
    }
  };

  test('should have the same batches from a store that fails every third time and answers late', SLOW, async () => {
    await withServer(async (server, place) => {
      const cut: Trick = (_, response) => {
        response.writeHead(206, { 'content-length': 100 }).write('x');
        response.socket?.destroy();
        return true;
      };
      const tricks: Trick[] = [
        answer(500),
        refuse(503, 'SlowDown'),
        cut,
        answer(429, { 'retry-after': '0' }),
        answer(200),
      ];
      let failing = false;
      let asked = 0;
      server.tricks.push((request, response, right) => {
        if (!failing) return false;
        asked += 1;
        if (asked % 3 === 0) return tricks[(asked / 3) % tricks.length]!(request, response, right);
        setTimeout(right, 200);
        return true;
      });
      const { records, bad } = await batches(place, {
        at({ step }) {
          failing = step >= 2;
        },
      });
      assert.deepEqual(records, undisturbed);
      assert.equal(bad, 0);
      assert.ok(asked > 100);
    });
  });

  test('should replace the samples of a shard that is gone, and name it', SLOW, async () => {
    await withServer(async (server, place) => {
      const { records, bad } = await batches(place, {
        at({ step }) {
          if (step === 2) server.objects.delete('t-1.tar');
        },
      });
      assert.equal(records.length, undisturbed.length);
      assert.ok(bad > 0);
    });
  });

  test('should have the same batches from a bucket that is away for longer than a read may take', SLOW, async () => {
    const bucket = await Seaweed.start();
    const before = { ...process.env };
    try {
      for (const [name, bytes] of files()) await bucket.put(`p/${name}`, bytes);
      Object.assign(process.env, bucket.environment);
      let gone: Promise<void> | undefined;
      let back: Promise<void> | undefined;
      const { records, notices, bad } = await batches(`s3://${bucket.bucket}/p/t-{0..3}.tar`, {
        at({ step }) {
          if (step === 2) gone = bucket.kill();
        },
        // Which is after all tries until the deadline.
        told(count) {
          if (count === 1) back = gone!.then(() => bucket.startAgain());
        },
      });
      await back;
      assert.deepEqual(records, undisturbed);
      assert.equal(bad, 0);
      assert.match(notices[0] ?? '', /^STORAGE: the storage of dataset train does not answer .*ECONNREFUSED/);
    } finally {
      for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
      await bucket.remove();
    }
  });
});
