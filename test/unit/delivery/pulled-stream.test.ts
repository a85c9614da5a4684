import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { BatchQueue } from '../../../src/delivery/batch-queue.ts';
import type { BatchCall } from '../../../src/delivery/call.ts';
import { GrpcDelivery } from '../../../src/delivery/grpc.ts';
import { PulledStream } from '../../../src/delivery/pulled-stream.ts';
import { FakeCall, FakeSource, settled } from '../../support/fake-stream.ts';

function start({ most = 4, durable = true } = {}) {
  const [source, call, stopping] = [new FakeSource(), new FakeCall(), new AbortController()];
  if (durable) {
    const record = source.record.bind(source);
    source.record = (batch) => {
      const recorded = record(batch);
      source.records.at(-1)!.done.resolve();
      return recorded;
    };
  }
  // The cast says that the stream uses no more of a call than the fake has.
  const given = call as unknown as BatchCall;
  const queue = new BatchQueue(given, source, [new GrpcDelivery(given)]);
  const stream = new PulledStream(given, stopping.signal, { source, queue }, most);
  return { call, source, stream, stopping, sending: stream.run() };
}

test('batches should come in the order in which they are asked for, and no others', async () => {
  const { call, source, stream, sending } = start();
  await settled();
  assert.deepEqual(source.records, []);
  stream.fetch([4, 1], []);
  await settled(() => call.steps.length >= 2);
  stream.fetch([3], []);
  await settled(() => call.steps.length >= 3);
  assert.deepEqual(call.steps, [4, 1, 3]);
  stream.end();
  await sending;
  assert.deepEqual(source.given, [4, 1, 3]);
});

test('a step that is asked for again should come once', async () => {
  const { call, stream, sending } = start({ most: 2 });
  stream.fetch([2, 2, 0], []);
  stream.fetch([0, 2], []);
  stream.end();
  await sending;
  assert.deepEqual(call.steps, [2, 0]);
});

test('more outstanding steps than the window should be refused, and the others should stay', async () => {
  const { call, stream, sending } = start({ most: 2 });
  assert.throws(
    () => stream.fetch([0, 1, 2], []),
    (error: Error) => /step 2 while 2 steps are outstanding/.test(error.message),
  );
  stream.end();
  await sending;
  assert.deepEqual(call.steps, [0, 1]);
});

test('a step that is taken back should be neither entered nor sent, unless its entry has begun', async () => {
  const { call, source, stream, sending } = start({ most: 6, durable: false });
  const made = Promise.withResolvers<void>();
  source.made = made.promise;
  stream.fetch([0, 1, 2, 3, 4], []);
  // Until 0, 1 and 2 are in the making.
  await settled();
  stream.fetch([], [1, 4]);
  made.resolve();
  await settled(() => source.records.length >= 2);
  stream.fetch([], [0]);
  for (let sent = 0; sent < 3; sent += 1) {
    await settled(() => source.records.length > sent);
    source.records[sent]!.done.resolve();
  }
  stream.end();
  await sending;
  assert.deepEqual(call.steps, [0, 2, 3]);
  assert.deepEqual(
    source.records.map(({ step }) => step),
    [0, 2, 3],
  );
  assert.deepEqual(source.given.sort(), [0, 1, 2, 3]);
});

test('a step that is taken back and asked for again should come', async () => {
  const { call, source, stream, sending } = start();
  const made = Promise.withResolvers<void>();
  source.made = made.promise;
  stream.fetch([0, 1], []);
  await settled();
  stream.fetch([], [0, 1]);
  stream.fetch([1], []);
  made.resolve();
  stream.end();
  await sending;
  assert.deepEqual(call.steps, [1]);
});

test('a step that is not decided yet should wait, and hold nothing up', async () => {
  const { call, source, stream, sending } = start();
  source.horizon = 2;
  stream.fetch([3, 1], []);
  await settled(() => call.steps.length >= 1);
  assert.deepEqual(call.steps, [1]);
  source.horizon = 4;
  source.listener();
  await settled(() => call.steps.length >= 2);
  stream.end();
  await sending;
  assert.deepEqual(call.steps, [1, 3]);
});

test('a step after the last one should end the stream with OK, once all others are sent', async () => {
  const { call, source, stream, sending } = start();
  source.totalSteps = undefined as unknown as number;
  source.horizon = 3;
  stream.fetch([2, 3], []);
  await settled(() => call.steps.length >= 1);
  source.totalSteps = 3;
  source.listener();
  await sending;
  assert.deepEqual(call.steps, [2]);
});

test('a server that stops should send what it has begun, and then say that it stops', async () => {
  const { call, source, stream, stopping, sending } = start();
  const made = Promise.withResolvers<void>();
  source.made = made.promise;
  stream.fetch([0, 1, 2, 3], []);
  await settled();
  stopping.abort();
  const ended = assert.rejects(sending, { reason: 'SHUTTING_DOWN' });
  made.resolve();
  await ended;
  assert.deepEqual(call.steps, [0, 1, 2]);
});

test('whatever is asked for and taken back, each wanted step should come, and memory should be returned', async () => {
  const request = fc.record({
    steps: fc.uniqueArray(fc.nat(5), { maxLength: 3 }),
    cancel: fc.uniqueArray(fc.nat(5), { maxLength: 3 }),
    turns: fc.nat(6),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(request, { maxLength: 8 }), async (requests) => {
      const { call, source, stream, sending } = start({ most: 6 });
      const wanted = new Set<number>();
      for (const { steps, cancel, turns } of requests) {
        stream.fetch(steps, cancel);
        for (const step of cancel) if (!call.steps.includes(step)) wanted.delete(step);
        for (const step of steps) wanted.add(step);
        for (let k = 0; k < turns; k += 1) await new Promise((resolve) => setImmediate(resolve));
      }
      stream.end();
      await sending;
      for (const step of wanted) assert.ok(call.steps.includes(step), `step ${step} never came`);
      for (const step of call.steps) assert.ok(requests.some(({ steps }) => steps.includes(step)));
      assert.equal(source.records.length, call.steps.length);
    }),
    { numRuns: 50 },
  );
});
