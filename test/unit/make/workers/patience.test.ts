import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, test } from 'vitest';
import type { Dataset } from '../../../../src/dataset/dataset.ts';
import { openFolder } from '../../../../src/dataset/open-folder.ts';
import { LIMITS } from '../../../../src/limits.ts';
import { packedLayout } from '../../../../src/make/layout.ts';
import { type PhaseJob, WorkerPool } from '../../../../src/make/workers/pool.ts';
import type { Unavailable } from '../../../../src/make/workers/task.ts';
import { evaluationProgram, programOf } from '../../../../src/plan/program.ts';
import { imageTensor } from '../../../../src/plan/tensors.ts';
import { writeDataset } from '../../../support/datasets.ts';
import { SMALL_PLAN } from '../../../support/plans.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-patience-'));
const root = join(work, 'data');
const away = join(work, 'away');
const COUNT = 24;
let dataset: Dataset;
let pool: WorkerPool;

beforeAll(async () => {
  writeDataset(root, COUNT);
  dataset = await openFolder('d', root, undefined);
  pool = new WorkerPool(2);
});
afterAll(async () => {
  await pool.close();
  rmSync(work, { recursive: true });
});

function job(source = dataset.source, indices = [...Array(COUNT).keys()]): PhaseJob {
  const layout = packedLayout(imageTensor(SMALL_PLAN.bandwidth, SMALL_PLAN.dtype), indices.length);
  return {
    phase: programOf(SMALL_PLAN, false, { batchCrop: false })[0]!,
    source,
    plan: SMALL_PLAN,
    samples: indices.map((index) => ({ epoch: 0, index })),
    positions: [...indices.keys()],
    batch: { buffer: new SharedArrayBuffer(layout.byteLength), layout },
  };
}

const bytesOf = ({ batch }: PhaseJob): Buffer => Buffer.from(new Uint8Array(batch.buffer));

/** What was said to a waiting job, and what ended it. */
interface Told {
  whys: Unavailable[];
  ends: boolean[];
}

/** A job that calls `act` at each try that it waits for. */
function patient(base: PhaseJob, act: (tries: number) => void | Promise<void>): { job: PhaseJob; told: Told } {
  const told: Told = { whys: [], ends: [] };
  const patience = () => ({
    next: async (why: Unavailable, tries: number) => {
      told.whys.push(why);
      await act(tries);
    },
    end: (made: boolean) => void told.ends.push(made),
  });
  return { job: { ...base, patience }, told };
}

test('a batch whose storage is away should be made once it is back, with the same bytes and nothing replaced', async () => {
  const expected = job();
  await pool.run(expected);
  renameSync(root, away);
  const { job: waiting, told } = patient(job(), (tries) => {
    if (tries === 3) renameSync(away, root);
  });
  assert.deepEqual(await pool.run(waiting), { replacements: [], unread: [] });
  assert.ok(bytesOf(waiting).equals(bytesOf(expected)));
  assert.deepEqual(
    told.whys.map(({ suspect, failure }) => [suspect, failure.reason]),
    Array(3).fill([undefined, 'READ_FAILED']),
  );
  assert.deepEqual(told.ends, [true]);
});

test('a batch should keep what it has when the storage goes away in the middle of it', async () => {
  // Half of the batch is of a folder that is away, whose other half is on another root.
  const other = join(work, 'other');
  writeDataset(other, COUNT);
  const both = await openFolder('two', [root, other], undefined);
  const all = [...Array(2 * COUNT).keys()];
  const expected = job(both.source, all);
  await pool.run(expected);
  renameSync(other, away);
  const { job: waiting, told } = patient(job(both.source, all), () => renameSync(away, other));
  assert.deepEqual(await pool.run(waiting), { replacements: [], unread: [] });
  assert.ok(bytesOf(waiting).equals(bytesOf(expected)));
  assert.equal(told.whys.length, 1);
});

test('while a batch waits for one dataset, all workers should make batches of another', async () => {
  const gone = join(work, 'gone');
  writeDataset(gone, COUNT);
  const { source } = await openFolder('gone', gone, undefined);
  renameSync(gone, away);
  const waits = Promise.withResolvers<void>();
  const back = Promise.withResolvers<void>();
  const { job: waiting } = patient(job(source), async () => {
    waits.resolve();
    await back.promise;
  });
  const made = pool.run(waiting);
  await waits.promise;
  for (let k = 0; k < 4; k += 1) await pool.run(job());
  renameSync(away, gone);
  back.resolve();
  assert.deepEqual(await made, { replacements: [], unread: [] });
});

test('waiting should end with what ends it: an error, or the signal of a batch that nobody wants', async () => {
  renameSync(root, away);
  try {
    const over = new Error('waited for long enough');
    const { job: hopeless, told } = patient(job(), () => Promise.reject(over));
    await assert.rejects(pool.run(hopeless), over);
    assert.deepEqual(told.ends, [false]);
    const controller = new AbortController();
    const reason = new Error('nobody wants it');
    const given = patient({ ...job(), signal: controller.signal }, () => controller.abort(reason));
    await assert.rejects(pool.run(given.job), reason);
    assert.deepEqual(given.told.ends, [false]);
    await assert.rejects(pool.run(job()), { reason: 'READ_FAILED', message: /no other sample can be read either/ });
  } finally {
    renameSync(away, root);
  }
});

/** A file of the system that can be opened, and whose reading fails with EIO: the device has no such setting. */
const UNREADABLE = '/sys/class/net/lo/power/autosuspend_delay_ms';

test('a file that fails with EIO for good should be replaced after the stated tries, in training and validation', async () => {
  assert.throws(() => readFileSync(UNREADABLE), { code: 'EIO' }, 'this test needs such a file');
  const linked = join(work, 'linked');
  const keys = writeDataset(linked, COUNT);
  mkdirSync(join(linked, 'class0'), { recursive: true });
  rmSync(join(linked, keys[2]!));
  symlinkSync(UNREADABLE, join(linked, keys[2]!));
  const { source, manifest } = await openFolder('linked', linked, undefined, { followLinks: true });
  const { job: training, told } = patient(job(source), () => {});
  const { replacements } = await pool.run(training);
  assert.deepEqual(
    replacements.map(({ position, failed }) => [position, failed.map(({ index }) => manifest.key(index))]),
    [[2, [keys[2]]]],
  );
  assert.match(
    replacements[0]!.failed[0]!.reason,
    /^MISSING_SAMPLE: .*EIO, while other samples can be read, in 5 tries$/,
  );
  assert.equal(LIMITS.readTries, 5);
  assert.deepEqual(
    told.whys.map(({ suspect }) => suspect),
    [2, 2, 2, 2],
  );
  const phase = evaluationProgram()[0]!;
  const plan = { size: SMALL_PLAN.bandwidth, cropPct: 0.875, filter: 'bilinear', dtype: SMALL_PLAN.dtype } as const;
  const { job: validation } = patient({ ...job(source), phase, plan }, () => {});
  const { unread } = await pool.run(validation);
  assert.deepEqual(
    unread.map(({ position, sample }) => [position, sample.index]),
    [[2, 2]],
  );
});
