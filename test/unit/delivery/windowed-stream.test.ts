import assert from 'node:assert/strict';
import { test } from 'vitest';
import { BatchQueue } from '../../../src/delivery/batch-queue.ts';
import type { BatchCall } from '../../../src/delivery/call.ts';
import { GrpcDelivery } from '../../../src/delivery/grpc.ts';
import { WindowedStream } from '../../../src/delivery/windowed-stream.ts';
import { FakeCall, FakeSource, FIRST, settled } from '../../support/fake-stream.ts';

function start(source = new FakeSource()) {
  const call = new FakeCall();
  // The cast says that the stream uses no more of a call than what is above.
  const given = call as unknown as BatchCall;
  const queue = new BatchQueue(given, source, [new GrpcDelivery(given)]);
  const window = { firstStep: FIRST, window: 7 };
  const stream = new WindowedStream(given, new AbortController().signal, { source, queue }, window);
  return { call, source, stream, sending: stream.run() };
}

test('a batch should be sent once its record is durable, and not before', async () => {
  const { call, source, stream, sending } = start();
  await settled(() => source.records.length >= 3);
  assert.deepEqual(call.steps, []);
  // Later records may be durable first: batches are sent in order all the same.
  source.records[1]!.done.resolve();
  await settled();
  assert.deepEqual(call.steps, []);
  source.records[0]!.done.resolve();
  await settled(() => call.steps.length >= 2);
  assert.deepEqual(call.steps, [0, 1]);
  for (let step = 2; step < 6; step += 1) {
    source.records[step]!.done.resolve();
    await settled(() => call.steps.length > step);
  }
  assert.deepEqual(call.steps, [0, 1, 2, 3, 4, 5]);
  stream.end();
  await sending;
  assert.deepEqual(source.given, [0, 1, 2, 3, 4, 5]);
});

test('batches should be recorded in order, together, and while an earlier one is still being sent', async () => {
  const { call, source, stream, sending } = start();
  await settled(() => source.records.length >= 3);
  const recorded = (): number[] => source.records.map(({ step }) => step);
  assert.deepEqual(recorded(), [0, 1, 2]);
  call.reading = false;
  source.records[0]!.done.resolve();
  await settled(() => call.steps.length >= 1);
  assert.deepEqual([call.steps, recorded()], [[0], [0, 1, 2]]);
  source.records[1]!.done.resolve();
  call.readOn();
  await settled(() => call.steps.length >= 2 && source.records.length >= 5);
  assert.deepEqual(
    [call.steps, recorded()],
    [
      [0, 1],
      [0, 1, 2, 3, 4],
    ],
  );
  call.cancelled = true;
  stream.end();
  for (const { done } of source.records) done.resolve();
  await sending;
  assert.deepEqual(source.given.sort(), [0, 1, 2, 3, 4]);
});

test('a record that fails should end the stream with its error, and its batch should not be sent', async () => {
  const { call, source, sending } = start();
  await settled(() => source.records.length >= 3);
  source.records[0]!.done.resolve();
  source.records[1]!.done.reject(new Error('the disk is full'));
  source.records[2]!.done.resolve();
  const ended = assert.rejects(sending, /the disk is full/);
  await settled(() => call.steps.length >= 1 && source.records.length >= 4);
  for (const { done } of source.records) done.resolve();
  await ended;
  assert.deepEqual(call.steps, [0]);
  assert.deepEqual(source.given.sort(), [0, 1, 2, 3]);
});

test('a cancelled call should be given no entry for what it will not get', async () => {
  const { call, source, stream, sending } = start();
  call.cancelled = true;
  await settled();
  assert.deepEqual(source.records, []);
  stream.end();
  await sending;
});

test('a stream that cannot see its horizon move any more should end with the reason', async () => {
  const { source, stream, sending } = start();
  await settled(() => source.records.length >= 3);
  for (const { done } of source.records) done.resolve();
  await settled(() => source.records.length >= 6);
  for (const { done } of source.records) done.resolve();
  // Every batch is sent, and the stream waits for the last report.
  source.listener(new Error('the store is gone'));
  await assert.rejects(sending, /the store is gone/);
  stream.end();
});

test('notices should be sent while no batch can be made', async () => {
  const source = new FakeSource();
  const made = Promise.withResolvers<void>();
  source.made = made.promise;
  const { call, sending } = start(source);
  for (const message of ['the storage is away', 'it still is']) {
    await settled(() => source.onNotice !== undefined);
    source.notices.push(message);
    source.onNotice!();
    await settled(() => call.notices.includes(message));
  }
  assert.deepEqual([call.notices, call.steps], [['the storage is away', 'it still is'], []]);
  made.reject(new Error('the end'));
  await assert.rejects(sending, /the end/);
});
