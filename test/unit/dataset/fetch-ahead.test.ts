import assert from 'node:assert/strict';
import { test } from 'vitest';
import { BufferPool } from '../../../src/dataset/fetch/buffer-pool.ts';
import { FetchAhead } from '../../../src/dataset/fetch/fetch-ahead.ts';
import { FetchPace } from '../../../src/dataset/fetch/fetch-pace.ts';
import type { SampleJob, SampleStream } from '../../../src/dataset/fetch/sample-stream.ts';
import { CrescendoError } from '../../../src/errors.ts';
import { LIMITS } from '../../../src/limits.ts';
import { manifestOf, PackedContainer, SlowStorage, turn } from '../../support/memory-source.ts';

const KIB = 1024;

/** A stream over samples of 16 KiB, each filled with its index, whose reads end when the test says so. */
function streamOf(
  count: number,
  limits: { fetchBytes: number; samplesAhead?: number },
  job: Partial<SampleJob> = {},
  pace = new FetchPace(),
) {
  const contents = Array.from({ length: count }, (_, k) => new Uint8Array(16 * KIB).fill(k));
  const container = new PackedContainer(manifestOf(contents.map((bytes) => bytes.length)));
  const storage = new SlowStorage(new Map([['pack', Buffer.concat(contents)]]));
  const pool = new BufferPool(limits.fetchBytes);
  let claimed = 0;
  let closed = 0;
  const stream = new FetchAhead(
    {
      indices: Float64Array.from({ length: count }, (_, k) => k),
      claim: () => (claimed < count ? claimed++ : undefined),
      ...job,
    },
    {
      locate: (index) => container.locate(index),
      read: (_, range, into) => storage.read(range, into, job.signal),
      pool,
      onClosed: () => {
        closed += 1;
      },
      samplesAhead: limits.samplesAhead,
      pace,
    },
  );
  /** The pending read of a sample. */
  const readOf = (index: number) => {
    const read = storage.pending.find(({ range }) => range.offset === index * 16 * KIB);
    assert.ok(read !== undefined, `sample ${index} is being read`);
    return read;
  };
  return { stream, storage, pool, readOf, claimed: () => claimed, closed: () => closed };
}

async function bytesOf(stream: SampleStream): Promise<{ item: number; bytes: Buffer } | undefined> {
  const sample = await stream.next();
  return sample && { item: sample.item, bytes: Buffer.from((await sample.open()) as Uint8Array) };
}

test('many reads should be outstanding before any sample is asked for, and no more than the stream may hold', async () => {
  const { stream, storage, readOf, claimed } = streamOf(10, { fetchBytes: 1024 * KIB, samplesAhead: 4 });
  assert.equal(storage.pending.length, 4);
  assert.equal(claimed(), 4);
  await readOf(0).finish();
  // The sample that is ready counts until it is given out.
  assert.equal(storage.pending.length, 3);
  assert.equal((await bytesOf(stream))?.item, 0);
  await turn();
  await readOf(1).finish();
  assert.equal((await bytesOf(stream))?.item, 1);
  const next = stream.next();
  assert.equal(storage.pending.length, 4);
  stream.close();
  assert.equal(await next, undefined);
});

test('samples should come in the order in which they are read, each with its own bytes', async () => {
  const { stream, readOf } = streamOf(4, { fetchBytes: 1024 * KIB, samplesAhead: 4 });
  const next = bytesOf(stream);
  for (const index of [2, 0]) await readOf(index).finish();
  const items = [await next, await bytesOf(stream)];
  for (const index of [3, 1]) await readOf(index).finish();
  items.push(await bytesOf(stream), await bytesOf(stream));
  assert.deepEqual(
    items.map((each) => each?.item),
    [2, 0, 3, 1],
  );
  for (const each of items) assert.ok(each!.bytes.every((byte) => byte === each!.item));
  assert.equal(await bytesOf(stream), undefined);
});

test('memory should stay below the bound while reads wait for it, and be used again', async () => {
  const { stream, storage, pool, claimed } = streamOf(50, { fetchBytes: 64 * KIB, samplesAhead: 32 });
  const buffers = new Set<ArrayBufferLike>();
  for (let k = 0; k < 50; k += 1) {
    assert.ok(pool.heldBytes <= 64 * KIB, `${pool.heldBytes} bytes`);
    // Four fit. One more is claimed and waits.
    assert.ok(storage.pending.length <= 4);
    assert.ok(claimed() <= k + 5);
    const next = stream.next();
    await storage.pending.at(-1)!.finish();
    const sample = await next;
    buffers.add(((await sample!.open()) as Uint8Array).buffer);
  }
  assert.equal(await stream.next(), undefined);
  assert.equal(pool.usedBytes, 0);
  assert.equal(buffers.size, 4, 'four buffers serve all samples');
});

test('an error should reach the sample that asked, under its own reason, and free its memory', async () => {
  const { stream, pool, readOf } = streamOf(3, { fetchBytes: 1024 * KIB, samplesAhead: 3 });
  await readOf(1).fail(new CrescendoError('READ_FAILED', 'a/1.jpg: the connection was reset', { key: 'a/1.jpg' }));
  await readOf(0).fail(new CrescendoError('MISSING_SAMPLE', 'a/0.jpg: 404', { key: 'a/0.jpg' }));
  assert.equal(pool.usedBytes, 16 * KIB);
  const [transient, missing] = [await stream.next(), await stream.next()];
  assert.equal(transient?.item, 1);
  assert.throws(() => transient?.open(), { reason: 'READ_FAILED', message: /reset/ });
  // `transient` is released; the one that is held is the missing one.
  assert.throws(() => missing?.open(), { reason: 'MISSING_SAMPLE', message: /404/ });
  await readOf(2).finish();
  assert.equal((await bytesOf(stream))?.item, 2);
  assert.equal(await stream.next(), undefined);
});

test('an abandoned job should end the wait for its samples and free all memory once no read touches it', async () => {
  const controller = new AbortController();
  const { stream, storage, pool, readOf, claimed, closed } = streamOf(
    20,
    { fetchBytes: 1024 * KIB, samplesAhead: 4 },
    { signal: controller.signal },
  );
  await readOf(0).finish();
  assert.equal((await bytesOf(stream))?.item, 0);
  await readOf(1).finish();
  const before = claimed();
  controller.abort();
  // The sample that is being made keeps its bytes.
  await turn();
  assert.equal(pool.usedBytes, 16 * KIB);
  assert.equal(closed(), 0);
  assert.equal(await stream.next(), undefined);
  assert.equal(storage.pending.length, 0);
  assert.equal(pool.usedBytes, 0);
  assert.equal(closed(), 1);
  assert.equal(claimed(), before, 'nothing more is claimed');
  stream.close();
  assert.equal(closed(), 1);
});

test('a stream that is closed should keep the memory of outstanding reads until they have ended', async () => {
  const { stream, storage, pool, closed } = streamOf(20, { fetchBytes: 1024 * KIB, samplesAhead: 3 });
  const waiting = stream.next();
  stream.close();
  assert.equal(await waiting, undefined);
  assert.equal(pool.usedBytes, 48 * KIB);
  await storage.pending[0]!.finish();
  await storage.pending[0]!.fail(new Error('late'));
  assert.deepEqual([pool.usedBytes, closed()], [16 * KIB, 0]);
  await storage.pending[0]!.finish();
  assert.deepEqual([pool.usedBytes, closed()], [0, 1]);
});

test('a thread should claim ahead no more than its share of the samples', () => {
  const { claimed } = streamOf(10, { fetchBytes: 1024 * KIB, samplesAhead: 32 }, { threads: 4 });
  assert.equal(claimed(), 3);
});

test('of samples read in parts, what the header names should be read ahead too', async () => {
  const parts = {
    startBytes: 16,
    rangesOf: async (item: number) => [
      { offset: 1000 + item, length: 10 },
      { offset: 5000, length: 20 },
    ],
  };
  const { stream, storage } = streamOf(2, { fetchBytes: 1024 * KIB, samplesAhead: 2 }, { parts });
  const lengths = (): number[] => storage.pending.map(({ range }) => range.length);
  assert.deepEqual(lengths(), [16, 16]);
  const next = stream.next();
  await storage.pending[0]!.finish();
  assert.deepEqual(lengths(), [16, 10, 20], 'the rest of the first sample is asked for before anybody claims it');
  await storage.pending[1]!.finish();
  await storage.pending[1]!.finish();
  const sample = await next;
  const image = await sample!.open();
  assert.ok(!(image instanceof Uint8Array));
  assert.deepEqual([...(image.read({ offset: 5000, length: 20 }) as Uint8Array)], new Array(20).fill(0));
  assert.deepEqual(lengths(), [16], 'what is there is not read again');
  stream.close();
});

test('as many samples should be ahead as the thread makes while one is fetched, within bounds', () => {
  const pace = new FetchPace();
  assert.equal(pace.samplesAhead, 32, 'nothing is known yet');
  const observe = (fetchMs: number, makeMs: number): number => {
    for (let k = 0; k < 200; k += 1) {
      pace.fetched(fetchMs);
      pace.made(makeMs);
    }
    return pace.samplesAhead;
  };
  assert.equal(observe(1, 2), 32);
  assert.equal(observe(100, 2), 75);
  assert.equal(observe(200, 0.1), LIMITS.samplesAhead);
  assert.equal(observe(5, 0), LIMITS.samplesAhead);
  assert.equal(observe(5, 2), 32);
});

test('a stream should follow what is observed, up to its share of the job and the memory', () => {
  const pace = new FetchPace();
  const start = (job: Partial<SampleJob> = {}, fetchBytes = 4096 * KIB): number =>
    streamOf(200, { fetchBytes }, job, pace).storage.pending.length;
  assert.equal(start(), 32);
  pace.fetched(100);
  pace.made(2);
  assert.equal(start(), 75);
  assert.equal(start({ threads: 4 }), 50);
  assert.equal(start({}, 64 * KIB), 4);
});

test('a stream should observe how long samples take to be fetched and made', async () => {
  const seen: string[] = [];
  class Noted extends FetchPace {
    override fetched(ms: number): void {
      seen.push(`fetched ${ms >= 0}`);
    }

    override made(ms: number): void {
      seen.push(`made ${ms >= 0}`);
    }
  }
  const { stream, readOf } = streamOf(3, { fetchBytes: 1024 * KIB, samplesAhead: 1 }, {}, new Noted());
  await readOf(0).finish();
  await stream.next();
  const second = stream.next();
  await readOf(1).finish();
  await second;
  const third = stream.next();
  await readOf(2).fail(new Error('not fetched'));
  await third;
  assert.deepEqual(seen, ['fetched true', 'made true', 'fetched true', 'made true']);
});
