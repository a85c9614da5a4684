import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Piscina } from 'piscina';
import sharp from 'sharp';
import { afterAll, beforeAll, test, vi } from 'vitest';
import type { Dataset } from '../../../../src/dataset/dataset.ts';
import { openFolder } from '../../../../src/dataset/open-folder.ts';
import { chunkLayout } from '../../../../src/delivery/chunk-layout.ts';
import { sampleOf } from '../../../../src/make/layout.ts';
import { type PhaseJob, WorkerPool } from '../../../../src/make/workers/pool.ts';
import { programOf } from '../../../../src/plan/program.ts';
import { imageTensor } from '../../../../src/plan/tensors.ts';
import { writeDataset } from '../../../support/datasets.ts';
import { picture } from '../../../support/pictures.ts';
import { SMALL_PLAN } from '../../../support/plans.ts';

const folder = mkdtempSync(join(tmpdir(), 'crescendo-pool-'));
const plan = SMALL_PLAN;
let dataset: Dataset;

beforeAll(async () => {
  // JPEGs are decoded synchronously; PNGs are decoded by sharp, during which the thread can do other work.
  writeDataset(folder, 12);
  mkdirSync(join(folder, 'png'));
  for (let k = 0; k < 12; k += 1) {
    const { width, height, data } = picture(40 + k, 60 - k, k);
    await sharp(data, { raw: { width, height, channels: 3 } }).toFile(join(folder, 'png', `${k}.png`));
  }
  dataset = await openFolder('d', folder, undefined);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A job of `count` samples, the first of them the sample `first` of the dataset. */
function job(first: number, count: number, signal?: AbortSignal): PhaseJob {
  const layout = chunkLayout([imageTensor(24, 'uint8')], count, 10_000);
  const samples = Array.from({ length: count }, (_, k) => ({ epoch: 0, index: (first + k) % 24 }));
  return {
    phase: programOf(plan, false, { batchCrop: false })[0]!,
    source: dataset.source,
    plan,
    samples,
    positions: [...samples.keys()],
    batch: { buffer: new SharedArrayBuffer(layout.byteLength), layout },
    signal,
  };
}

const bytesOf = ({ batch }: PhaseJob): Buffer => Buffer.from(new Uint8Array(batch.buffer));

test('batches should not depend on the number of workers, nor on what else is in the making', async () => {
  const expected: Buffer[] = [];
  for (const workers of [1, 2, 5]) {
    const pool = new WorkerPool(workers);
    if (expected.length === 0) {
      for (const first of [0, 5, 11, 17]) {
        const alone = job(first, 13);
        await pool.run(alone);
        expected.push(bytesOf(alone));
      }
    }
    const jobs = [0, 5, 11, 17].map((first) => job(first, 13));
    await Promise.all(jobs.map((each) => pool.run(each)));
    assert.ok(
      jobs.every((each, k) => bytesOf(each).equals(expected[k]!)),
      `${workers} workers`,
    );
    await pool.close();
  }
});

test('batches should be made in the order in which they were asked for', async () => {
  const pool = new WorkerPool(1);
  const order: number[] = [];
  const asked = Array.from({ length: 10 }, (_, k) => pool.run(job(k, 4)).then(() => order.push(k)));
  await Promise.all(asked);
  assert.deepEqual(
    order,
    asked.map((_, k) => k),
  );
  await pool.close();
});

test('batches that are given up should fail with the reason, and cost the following ones no time', async () => {
  const pool = new WorkerPool(2);
  const controller = new AbortController();
  const jobs = Array.from({ length: 6 }, (_, k) => job(k, 200, controller.signal));
  const asked = jobs.map((each) => pool.run(each));
  const reason = new Error('nobody wants them');
  controller.abort(reason);
  for (const settled of await Promise.allSettled(asked)) assert.deepEqual(settled, { status: 'rejected', reason });
  // Each worker may have been working on one sample.
  const made = jobs.flatMap((each) =>
    each.positions.filter((position) => {
      const { buffer, layout } = each.batch;
      return sampleOf(buffer, layout.tensors[0], position).some((byte) => byte !== 0);
    }),
  );
  assert.ok(made.length <= 2, `${made.length} samples were made`);
  await assert.rejects(pool.run(job(0, 4, controller.signal)), reason);
  assert.deepEqual(await pool.run(job(0, 4)), { replacements: [], unread: [] });
  await pool.close();
});

test('closing should wait for everything that is in the making', async () => {
  for (const workers of [1, 3]) {
    const pool = new WorkerPool(workers);
    const asked = Array.from({ length: 8 }, (_, k) => pool.run(job(k, 40)));
    const settled = await Promise.allSettled([...asked, pool.close()]);
    assert.deepEqual(new Set(settled.map(({ status }) => status)), new Set(['fulfilled']), `${workers} workers`);
  }
});

test('datasets of one id and other content should not mix in one pool', async () => {
  const other = mkdtempSync(join(tmpdir(), 'crescendo-pool-other-'));
  try {
    // The same names with other pictures: the picture of name k belongs to name k + 1.
    const keys = writeDataset(other, 24);
    const files = keys.map((key) => readFileSync(join(other, key)));
    for (const [k, key] of keys.entries()) writeFileSync(join(other, key), files[(k + 1) % files.length]!);
    const { source } = await openFolder(dataset.id, other, undefined);
    const expected: Buffer[] = [];
    for (const each of [dataset.source, source]) {
      const pool = new WorkerPool(1);
      const fresh = { ...job(0, 8), source: each };
      await pool.run(fresh);
      expected.push(bytesOf(fresh));
      await pool.close();
    }
    assert.ok(!expected[0]!.equals(expected[1]!));
    const pool = new WorkerPool(1);
    for (const k of [0, 1, 0, 1]) {
      const shared = { ...job(0, 8), source: [dataset.source, source][k]! };
      await pool.run(shared);
      assert.ok(bytesOf(shared).equals(expected[k]!), `dataset ${k}`);
    }
    await pool.close();
  } finally {
    rmSync(other, { recursive: true });
  }
});

test('a thread that dies should fail its batch for a reason that passes, and be replaced', async () => {
  const pool = new WorkerPool(2);
  const expected = job(0, 13);
  await pool.run(expected);
  const { run } = Piscina.prototype;
  const spy = vi.spyOn(Piscina.prototype, 'run').mockImplementation(function (this: Piscina, ...given) {
    const result = run.apply(this, given);
    void this.threads[0]!.terminate();
    return result;
  });
  await assert.rejects(pool.run(job(0, 13)), { reason: 'WORKER_LOST', code: 'UNAVAILABLE' });
  spy.mockRestore();
  const again = job(0, 13);
  await pool.run(again);
  assert.deepEqual(bytesOf(again), bytesOf(expected));
  await pool.close();
});

test('a thread that dies of an exception should be replaced, with its batch lost for a reason that passes', async () => {
  const pool = new WorkerPool(1);
  const [expected, again] = [job(0, 13), job(0, 13)];
  await pool.run(expected);
  const { run } = Piscina.prototype;
  const spy = vi.spyOn(Piscina.prototype, 'run').mockImplementation(function (this: Piscina, ...given) {
    // Piscina's code in the thread throws this outside of any task.
    this.threads[0]!.postMessage({ filename: null });
    return run.apply(this, given);
  });
  const lost = { reason: 'WORKER_LOST', message: /has died \(.*undefined/ };
  // Two tasks are at the worker, and both die with it.
  const both = await Promise.allSettled([pool.run(job(12, 13)), pool.run(job(12, 13))]);
  spy.mockRestore();
  for (const each of both) {
    assert.ok(each.status === 'rejected');
    assert.throws(() => {
      throw each.reason;
    }, lost);
  }
  await pool.run(again);
  assert.deepEqual(bytesOf(again), bytesOf(expected));
  await pool.close();
});

test('a thread that dies while it has nothing to do should be replaced and reported, and not end the process', async () => {
  const causes: unknown[] = [];
  let found: Piscina | undefined;
  const { run } = Piscina.prototype;
  const spy = vi.spyOn(Piscina.prototype, 'run').mockImplementation(function (this: Piscina, ...given) {
    found = this;
    return run.apply(this, given);
  });
  const pool = new WorkerPool(2, (cause) => causes.push(cause));
  const [expected, again] = [job(0, 13), job(0, 13)];
  await pool.run(expected);
  spy.mockRestore();
  const cause = new Error('a fault outside of any task');
  // What Node emits when nothing in a thread has caught an exception.
  found!.threads[0]!.emit('error', cause);
  assert.deepEqual(causes, [cause]);
  assert.equal(found!.threads.length, 2);
  await pool.run(again);
  assert.deepEqual(bytesOf(again), bytesOf(expected));
  await pool.close();
});
