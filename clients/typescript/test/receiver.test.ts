import assert from 'node:assert/strict';
import { hostname } from 'node:os';
import { Duplex } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { type crescendo, v1 } from '@crescendo/proto';
import type { ServiceError } from '@grpc/grpc-js';
import { test } from 'vitest';
import type { BatchCall, Connection } from '../src/connection.ts';
import { fromServiceError } from '../src/errors.ts';
import { resolveOptions } from '../src/options.ts';
import { BatchReceiver } from '../src/receiver.ts';
import { type RunInfo, runInfo } from '../src/run.ts';
import { trainingPlan } from '../src/stream-plan.ts';
import { CLIENT_VERSION } from '../src/version.ts';
import { header, pixels, STAGES } from './fake-server.ts';

const RUN: RunInfo = runInfo(
  v1.OpenRunResponse.fromObject({ run: 'r', scheduleToken: 'token', stages: STAGES, totalSteps: 6 }),
);
const PLAN = trainingPlan(RUN, 1);

/** A call whose messages the test pushes. */
class StubCall extends Duplex {
  readonly written: unknown[] = [];
  cancelled = false;

  constructor() {
    super({ objectMode: true });
  }

  cancel(): void {
    this.cancelled = true;
  }

  override _read(): void {}

  override _write(message: unknown, _: BufferEncoding, done: () => void): void {
    this.written.push(message);
    done();
  }

  pushBatch(step: number): void {
    this.push({ message: v1.StreamBatchesResponse.fromObject({ header: header(step) }) });
    this.push({ chunk: pixels(step) });
  }
}

function receiver(window: number): { call: StubCall; received: BatchReceiver } {
  const call = new StubCall();
  const connection = { streamBatches: () => call as unknown as BatchCall } as unknown as Connection;
  return {
    call,
    received: new BatchReceiver(connection, resolveOptions({ run: 'r', window, reuseBuffer: true }), PLAN, 0),
  };
}

test('a server that ignores the window should be held at window + 1 buffers', async () => {
  const { call, received } = receiver(2);
  for (let step = 0; step < 6; step += 1) call.pushBatch(step);
  await turn();
  assert.ok(call.isPaused());
  // Of twelve messages three batches and a header were taken: the rest waits in the call.
  assert.equal(call.readableLength, 12 - 7);
  const buffers = new Set<ArrayBuffer>();
  for (let step = 0; step < 6; step += 1) {
    const next = await received.take();
    assert.deepEqual([next?.batch.step, next?.batch.images], [step, pixels(step)]);
    buffers.add(next!.buffer);
    await turn();
    assert.equal(call.isPaused(), step < 3);
    received.give(next!.buffer);
    await turn();
  }
  assert.equal(buffers.size, 3);
  assert.equal(await received.take(), undefined);
  received.close();
  assert.ok(call.cancelled);
});

test('an OK that overtakes paused batches should not count as an early end', async () => {
  const { call, received } = receiver(1);
  for (let step = 0; step < 6; step += 1) call.pushBatch(step);
  call.push(null);
  call.emit('status', { code: 0 });
  await turn();
  for (let step = 0; step < 6; step += 1) {
    const next = await received.take();
    assert.equal(next?.batch.step, step);
    received.give(next!.buffer);
    await turn();
  }
  assert.equal(await received.take(), undefined);
});

test('an abort should win over batches that are ready', async () => {
  const { call, received } = receiver(4);
  call.pushBatch(0);
  await turn();
  received.abort(new Error('enough'));
  await assert.rejects(received.take(), /enough/);
  assert.ok(call.cancelled);
});

test('the last report should be repeated on the next call, and not on the first', async () => {
  const calls: StubCall[] = [];
  const stub = {
    streamBatches: () => {
      calls.push(new StubCall());
      return calls.at(-1);
    },
    openRun: async () => RUN,
    failure: async (error: ServiceError) => fromServiceError(error),
  };
  const received = new BatchReceiver(stub as unknown as Connection, resolveOptions({ run: 'r' }), PLAN, 0);
  assert.equal(calls[0]?.written.length, 1);
  const progress = { consumedStep: 0, stepSeconds: 0.1 };
  calls[0]?.pushBatch(0);
  await turn();
  received.report(progress);
  calls[0]?.emit('error', Object.assign(new Error('gone'), { code: 14, details: 'gone' }));
  while (calls.length < 2) await turn();
  const place = { run: 'r', rank: 0, worldSize: 1, window: 4, scheduleToken: 'token', step: 1 };
  const { clientId } = (calls[0]!.written[0] as crescendo.v1.IStreamBatchesRequest).subscribe!;
  const trainer = { clientId, clientHost: hostname(), takeover: false };
  const subscribe = { ...place, clientVersion: CLIENT_VERSION, ...trainer };
  assert.deepEqual(calls[1]?.written, [{ subscribe }, { progress }]);
  received.close();
});
