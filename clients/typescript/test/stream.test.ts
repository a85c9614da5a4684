import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Server, ServerCredentials, type ServerDuplexStream, type sendUnaryData, status } from '@grpc/grpc-js';
import type { crescendo } from '../src/gen/crescendo.js';
import { type Batch, type BatchStreamOptions, connect } from '../src/index.ts';
import { v1 } from '../src/messages.ts';

type Call = ServerDuplexStream<crescendo.v1.StreamBatchesRequest, crescendo.v1.IStreamBatchesResponse>;
/** What the fake server does on its n-th stream: it may send, fail and end as it likes. */
type Script = (call: Call, step: number, stream: number) => boolean;

const STEPS = 6;

interface Fake {
  address: string;
  reports: number[];
  windows: number[];
  close(): void;
}

function sendBatch(call: Call, step: number, bytes = 12): void {
  call.write({
    header: { step, bandwidth: 2, shape: [1, 2, 2, 3], dtype: 1, labels: [step], keys: [`${step}`], byteLength: 12 },
  });
  call.write({ chunk: { data: new Uint8Array(bytes).fill(step + 1) } });
}

/** A server that speaks the contract; `script` may take over a step and returns true if it did. */
async function fakeServer(script: Script = () => false): Promise<Fake> {
  const server = new Server();
  const [reports, windows]: [number[], number[]] = [[], []];
  let streams = 0;
  const run = { run: 'r', totalSteps: STEPS, scheduleToken: 't', manifestDigest: 'm', specDigest: 's' };
  const codec = (
    name: string,
    request: typeof v1.OpenRunRequest,
    response: typeof v1.OpenRunResponse,
    stream = false,
  ) => ({
    path: `/crescendo.v1.CrescendoService/${name}`,
    requestStream: stream,
    responseStream: stream,
    requestDeserialize: (bytes: Buffer) => request.decode(bytes),
    requestSerialize: () => Buffer.alloc(0),
    responseSerialize: (message: object) => Buffer.from(response.encode(message).finish()),
    responseDeserialize: () => ({}),
  });
  type Open = typeof v1.OpenRunRequest;
  type Opened = typeof v1.OpenRunResponse;
  server.addService(
    {
      openRun: codec('OpenRun', v1.OpenRunRequest, v1.OpenRunResponse),
      getRun: codec('GetRun', v1.GetRunRequest as unknown as Open, v1.GetRunResponse as unknown as Opened),
      reportProgress: codec(
        'ReportProgress',
        v1.ReportProgressRequest as unknown as Open,
        v1.ReportProgressResponse as unknown as Opened,
      ),
      streamBatches: codec(
        'StreamBatches',
        v1.StreamBatchesRequest as unknown as Open,
        v1.StreamBatchesResponse as unknown as Opened,
        true,
      ),
    },
    {
      openRun: (_: unknown, reply: sendUnaryData<object>) => reply(null, run),
      getRun: (_: unknown, reply: sendUnaryData<object>) =>
        reply(null, { status: { ranks: [{ rank: 0, consumedStep: 2 }] } }),
      reportProgress: (call: { request: crescendo.v1.ReportProgressRequest }, reply: sendUnaryData<object>) => {
        reports.push(call.request.progress?.consumedStep ?? 0);
        reply(null, {});
      },
      streamBatches: (call: Call) => {
        streams += 1;
        const stream = streams;
        let [next, consumed, window] = [0, -1, 0];
        let over = false;
        const pump = (): void => {
          while (!over && next < STEPS && next <= consumed + window) {
            if (script(call, next, stream)) {
              over = true;
              return;
            }
            sendBatch(call, next);
            next += 1;
          }
          if (!over && consumed === STEPS - 1) call.end();
        };
        call.on('data', ({ subscribe, progress }: crescendo.v1.StreamBatchesRequest) => {
          if (subscribe) {
            next = subscribe.step ?? 0;
            consumed = next - 1;
            window = subscribe.window ?? 4;
            windows.push(window);
          }
          if (progress) {
            consumed = Math.max(consumed, progress.consumedStep ?? 0);
            reports.push(progress.consumedStep ?? 0);
          }
          pump();
        });
        call.on('error', () => {});
      },
    },
  );
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  );
  return { address: `127.0.0.1:${port}`, reports, windows, close: () => server.forceShutdown() };
}

async function read(fake: Fake, options: Partial<BatchStreamOptions> = {}, each: (batch: Batch) => void = () => {}) {
  const client = connect(fake.address);
  const steps: number[] = [];
  try {
    for await (const batch of client.batches({ run: 'r', start: 'beginning', ...options })) {
      assert.ok(batch.images.every((value) => value === batch.step + 1));
      steps.push(batch.step);
      each(batch);
    }
    return steps;
  } finally {
    client.close();
    fake.close();
  }
}

const ALL = [0, 1, 2, 3, 4, 5];
const unavailable = (call: Call): boolean => call.emit('error', { code: status.UNAVAILABLE, details: 'gone' });

test('all batches should come once, and each be reported when the next is taken', async () => {
  const fake = await fakeServer();
  const seen: number[] = [];
  const steps = await read(fake, { window: 2 }, () => seen.push(fake.reports.length));
  assert.deepEqual(steps, ALL);
  // The last one comes once more, apart from the stream: what a broken connection swallowed is made good by it.
  assert.deepEqual(fake.reports, [...ALL, 5]);
  assert.equal(seen[0], 0);
});

test('resume should begin after the last reported step, and a number at that step', async () => {
  assert.deepEqual(await read(await fakeServer(), { start: 'resume' }), [3, 4, 5]);
  assert.deepEqual(await read(await fakeServer(), { start: 4 }), [4, 5]);
});

test('a connection that breaks in the middle of a batch should go on at that step', async () => {
  const fake = await fakeServer((call, step, stream) => {
    if (stream > 2 || step !== stream + 1) return false;
    call.write({
      header: { step, bandwidth: 2, shape: [1, 2, 2, 3], dtype: 1, labels: [1], keys: ['x'], byteLength: 12 },
    });
    call.write({ chunk: { data: new Uint8Array(5) } });
    return unavailable(call);
  });
  assert.deepEqual(await read(fake), ALL);
});

test('a server that stays away should end the stream after retryMs', async () => {
  const fake = await fakeServer(unavailable);
  await assert.rejects(read(fake, { retryMs: 300 }), { code: 'UNAVAILABLE' });
});

test('other failures should end it at once', async () => {
  const fake = await fakeServer((call) => call.emit('error', { code: status.DATA_LOSS, details: 'too many' }));
  await assert.rejects(read(fake), { code: 'DATA_LOSS', message: 'too many' });
});

test('a server that breaks the protocol should be reported', async () => {
  const early = await fakeServer((call, step) => step === 3 && Boolean(call.end()));
  await assert.rejects(read(early), { reason: 'PROTOCOL', message: /ended before step 3 of 6/ });
  const skipping = await fakeServer((call, step) => {
    if (step === 2) sendBatch(call, 4);
    return step === 2;
  });
  await assert.rejects(read(skipping), { reason: 'PROTOCOL', message: /step 4 came, 2 was next/ });
});

test('leaving the loop should leave the batch in hand unreported, unless it was acknowledged', async () => {
  const fake = await fakeServer();
  const client = connect(fake.address);
  const stream = client.batches({ run: 'r', start: 'beginning' });
  for await (const batch of stream) {
    if (batch.step === 1) await stream.acknowledge();
    if (batch.step === 2) break;
  }
  assert.deepEqual(stream.state().nextStep, 3);
  assert.deepEqual(Math.max(...fake.reports), 1);
  client.close();
  fake.close();
});

test('a saved state should go on after its batch, and a foreign one be refused', async () => {
  const fake = await fakeServer();
  const client = connect(fake.address);
  const stream = client.batches({ run: 'r', start: 'beginning' });
  for await (const batch of stream) if (batch.step === 3) break;
  const state = stream.state();
  client.close();
  assert.deepEqual(await read(fake, { state }), [4, 5]);
  const foreign = { ...state, manifestDigest: 'other' };
  await assert.rejects(read(await fakeServer(), { state: foreign }), {
    reason: 'STATE_MISMATCH',
    message: /manifestDigest/,
  });
});

test('an abort signal should end the loop with its reason', async () => {
  const controller = new AbortController();
  const reading = read(await fakeServer(), { signal: controller.signal }, (batch) => {
    if (batch.step === 1) controller.abort(new Error('enough'));
  });
  await assert.rejects(reading, /enough/);
});

test('buffers should be used again, or be the caller’s own', async () => {
  const count = async (reuseBuffer: boolean): Promise<number> => {
    const buffers = new Set<ArrayBufferLike>();
    await read(await fakeServer(), { reuseBuffer, window: 2 }, ({ images }) => buffers.add(images.buffer));
    return buffers.size;
  };
  assert.ok((await count(true)) <= 3);
  assert.equal(await count(false), 6);
});

test('reports that a connection swallowed at the end should be made good', async () => {
  // Everything is sent at once, then the connection breaks before any report can arrive.
  const fake = await fakeServer((call, step, stream) => {
    if (stream > 1 || step < STEPS - 1) return false;
    sendBatch(call, step);
    return unavailable(call);
  });
  assert.deepEqual(await read(fake, { window: 8 }), ALL);
  assert.equal(Math.max(...fake.reports), STEPS - 1);
});
