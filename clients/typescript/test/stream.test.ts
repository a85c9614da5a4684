import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { hostname } from 'node:os';
import { setImmediate as turn } from 'node:timers/promises';
import { status } from '@grpc/grpc-js';
import { describe, test } from 'vitest';
import {
  type Batch,
  type BatchStream,
  type BatchStreamOptions,
  type Client,
  type CrescendoError,
  connect,
} from '../src/index.ts';
import {
  ALL_STEPS,
  type FakeOptions,
  FakeServer,
  fail,
  header,
  pixels,
  type Script,
  send,
  statusDetails,
  trailing,
} from './fake-server.ts';

type Each = (batch: Batch, stream: BatchStream, client: Client) => unknown;

/** Reads a run from the fake server, checks every pixel, and returns the steps received. */
async function read(
  fake: FakeServer,
  options: Partial<BatchStreamOptions> = {},
  each: Each = () => {},
): Promise<number[]> {
  const client = connect(fake.address);
  const steps: number[] = [];
  const start = options.state === undefined ? { run: 'r', start: 'beginning' as const } : {};
  try {
    const stream = client.batches({ ...start, ...options } as BatchStreamOptions);
    for await (const batch of stream) {
      assert.deepEqual(batch.images, pixels(batch.step));
      steps.push(batch.step);
      await each(batch, stream, client);
    }
    return steps;
  } finally {
    client.close();
    fake.kill();
  }
}

const scripted = (script: Script): Promise<FakeServer> => FakeServer.start({ script });

test('all batches should come once, in order, with what their headers say', async () => {
  const fake = await FakeServer.start();
  const batches: Batch[] = [];
  assert.deepEqual(await read(fake, { spec: { dataset: 'train' } }, (batch) => batches.push(batch)), ALL_STEPS);
  assert.deepEqual(
    batches.map(({ stageChanged }) => stageChanged),
    [true, false, false, true, false, false],
  );
  const { images, tensors, ...fourth } = batches[4]!;
  assert.deepEqual(tensors, { images });
  assert.deepEqual(fourth, {
    step: 4,
    epoch: 0,
    stage: 1,
    shapes: { images: [2, 4, 4, 3] },
    stageChanged: false,
    bandwidth: 4,
    size: [4, 4],
    magnitude: undefined,
    mixing: undefined,
    datasets: undefined,
    valid: undefined,
    shape: [2, 4, 4, 3],
    dtype: 'uint8',
    labels: Int32Array.of(4, 1),
    keys: ['bee/4.jpg', 'ant/1.jpg'],
    budgetStart: 4 / 6,
    budgetEnd: 5 / 6,
    suggestedAccumulation: 1,
    rankOffset: 0,
    replaced: 0,
    scheduleToken: 'token',
  });
  assert.equal(fake.opened[0]?.spec?.worldSize, 1);
});

test('each batch should be reported when the next is taken, with its step time, and the last one twice', async () => {
  const fake = await FakeServer.start();
  const seen: number[] = [];
  await read(fake, { window: 2 }, ({ step }) => {
    seen.push(fake.reports.filter(({ consumedStep }) => (consumedStep ?? 0) >= step).length);
  });
  assert.deepEqual(seen, [0, 0, 0, 0, 0, 0], 'none before its time');
  assert.deepEqual(fake.consumed, ALL_STEPS);
  assert.ok(fake.reports.every(({ stepSeconds }) => stepSeconds! > 0 && stepSeconds! < 10));
  assert.deepEqual(
    fake.unaryReports.map(({ run, rank, progress }) => [run, rank, progress?.consumedStep]),
    [['r', 0, 5]],
  );
});

test('a slow consumer should be sent the window and nothing more', async () => {
  for (const window of [1, 2, 5]) {
    const fake = await FakeServer.start();
    const buffers = new Set<ArrayBufferLike>();
    await read(fake, { window, reuseBuffer: true }, async ({ step, images }) => {
      buffers.add(images.buffer);
      // The current batch is not consumed: it is one of the window's.
      const last = Math.min(5, step + window - 1);
      while (fake.sent < last) await turn();
      for (let k = 0; k < 20; k += 1) await turn();
      assert.equal(fake.sent, last);
    });
    assert.equal(fake.subscriptions[0]?.window, window);
    assert.ok(buffers.size <= window + 1);
  }
});

test('resume should begin after the step that all ranks have reported, and a number at that step', async () => {
  assert.deepEqual(await read(await FakeServer.start({ consumedStep: 2 }), { start: 'resume' }), [3, 4, 5]);
  assert.deepEqual(await read(await FakeServer.start(), { start: 'resume' }), ALL_STEPS);
  const late = await FakeServer.start();
  assert.deepEqual(await read(late, { start: 4 }), [4, 5]);
  assert.deepEqual(late.consumed, [4, 5], 'steps that were passed over are not reported');
  assert.deepEqual(await read(await FakeServer.start(), { start: 6 }), []);
  await assert.rejects(read(await FakeServer.start(), { start: 7 }), { code: 'OUT_OF_RANGE' });
});

test('without a start and a state, a run with progress should be an error that names the ways on', async () => {
  const run = { run: 'r', start: 'auto' } as const;
  assert.deepEqual(await read(await FakeServer.start(), run), ALL_STEPS);
  const trained = await FakeServer.start({ consumedStep: 2 });
  await assert.rejects(read(trained, run), (error: CrescendoError) => {
    assert.deepEqual([error.code, error.reason], ['FAILED_PRECONDITION', 'RUN_HAS_PROGRESS']);
    for (const named of [
      'step 2 of 6',
      '`state`',
      "'resume'` to continue at step 3",
      "'beginning'",
      'runs reset r --server 127.0.0.1:',
    ]) {
      assert.ok(error.message.includes(named), error.message);
    }
    return true;
  });
  assert.deepEqual(trained.subscriptions, []);
});

test('a finished run should be an error, not an empty loop', async () => {
  for (const start of ['auto', 'resume'] as const) {
    const fake = await FakeServer.start({ consumedStep: 5 });
    await assert.rejects(read(fake, { start }), {
      reason: 'RUN_FINISHED',
      message: /all of its 6 steps.*runs reset r --server 127/,
    });
  }
});

test('a connection that breaks in the middle of a batch should go on at that step', async () => {
  const fake = await scripted((call, step, stream) => {
    if (stream > 5 || step !== stream) return false;
    send(call, { header: header(step) });
    send(call, { chunk: { data: pixels(step).subarray(0, 5) } });
    return fail(call, status.UNAVAILABLE);
  });
  const changed: number[] = [];
  // Each outage is short: only all of them together are longer than retryMs.
  const note: Each = ({ step, stageChanged }) => stageChanged && changed.push(step);
  assert.deepEqual(await read(fake, { retryMs: 250 }, note), ALL_STEPS);
  assert.deepEqual(
    fake.subscriptions.map(({ step }) => step ?? 0),
    [0, 1, 2, 3, 4, 5],
  );
  assert.deepEqual(changed, [0, 3], 'a new connection is not a new stage');
});

test('a server that is killed and started again on its port should go on at the next step', async () => {
  const first = await FakeServer.start();
  let second: FakeServer | undefined;
  const steps = await read(first, { window: 1, spec: { dataset: 'train' } }, async ({ step }) => {
    if (step !== 2) return;
    first.kill();
    second = await FakeServer.start({ port: first.port });
  });
  second?.kill();
  assert.deepEqual(steps, ALL_STEPS);
  assert.equal(second?.opened.length, 1, 'the new server may not know the run');
  assert.equal(second?.subscriptions[0]?.step, 3);
  assert.deepEqual(second?.consumed.at(-1), 5);
});

test('a run that came back as another one should end the stream', async () => {
  const first = await FakeServer.start();
  let second: FakeServer | undefined;
  const reading = read(first, { window: 1 }, async ({ step }) => {
    if (step !== 2) return;
    first.kill();
    second = await FakeServer.start({ port: first.port, run: { manifestDigest: 'other' } });
  });
  await assert.rejects(reading, { code: 'FAILED_PRECONDITION', reason: 'MANIFEST_MISMATCH', message: /other/ });
  second?.kill();
});

test('a server that is not ready yet should be waited for', async () => {
  const fake = await FakeServer.start({ refusals: { openRun: 2, reportProgress: 2 } });
  assert.deepEqual(await read(fake, { start: 'resume' }), ALL_STEPS);
  assert.equal(fake.opened.length, 3);
  assert.equal(fake.unaryReports.length, 3, 'the last report must arrive');
  const ids = new Set([...fake.subscriptions, ...fake.unaryReports].map(({ clientId }) => clientId));
  assert.deepEqual([ids.size, ids.has('')], [1, false], 'a server takes reports of the trainer only');
});

test('a server that stays away should end the stream after retryMs', async () => {
  const fake = await scripted((call) => fail(call, status.UNAVAILABLE));
  await assert.rejects(read(fake, { retryMs: 300 }), { code: 'UNAVAILABLE', message: /retryMs = 300: .*gone/ });
  assert.ok(fake.subscriptions.length > 1);
});

test('a server that has no room should be asked again until retryMs is over', async () => {
  const trailer = statusDetails('LIMIT', {});
  const fake = await scripted((call) => fail(call, status.RESOURCE_EXHAUSTED, 'others hold it', trailer));
  await assert.rejects(read(fake, { retryMs: 300 }), {
    ...{ code: 'RESOURCE_EXHAUSTED', reason: 'LIMIT' },
    message: /^no success within retryMs = 300: others hold it/,
  });
  assert.ok(fake.subscriptions.length > 2);
});

test('leaving the loop should end the call, leave the batch in hand unreported and nothing behind', async () => {
  const fake = await FakeServer.start();
  const controller = new AbortController();
  const client = connect(fake.address);
  const stream = client.batches({ run: 'r', start: 'beginning', signal: controller.signal });
  for await (const batch of stream) if (batch.step === 2) break;
  assert.deepEqual([fake.consumed.at(-1), fake.unaryReports.at(-1)?.progress?.consumedStep], [1, 1]);
  assert.equal(stream.state().nextStep, 3);
  assert.equal(getEventListeners(controller.signal, 'abort').length, 0);
  client.close();
  // This would wait for ever if a call were still open.
  await fake.shutDown();
  assert.equal(fake.cancelled, 1);
});

test('acknowledge should report the batch in hand once, and settle when the server knows', async () => {
  const fake = await FakeServer.start();
  await read(fake, {}, async ({ step }, stream) => {
    if (step !== 1) return;
    await stream.acknowledge();
    assert.equal(fake.unaryReports.at(-1)?.progress?.consumedStep, 1);
    await stream.acknowledge();
    assert.equal(fake.unaryReports.length, 1);
  });
  assert.deepEqual(fake.consumed, ALL_STEPS);
});

test('a state taken at any step should give exactly the steps after it', async () => {
  for (const last of ALL_STEPS) {
    const fake = await FakeServer.start();
    const client = connect(fake.address);
    const stream = client.batches({ run: 'r', start: 'beginning' });
    assert.throws(() => stream.state(), { reason: 'NOT_OPEN' });
    for await (const { step } of stream) if (step === last) break;
    const state = JSON.parse(JSON.stringify(stream.state()));
    client.close();
    assert.deepEqual(await read(fake, { state }), ALL_STEPS.slice(last + 1));
  }
});

test('a state of something else should be refused', async () => {
  const state = {
    version: 1,
    run: 'r',
    nextStep: 2,
    scheduleToken: 'token',
    manifestDigest: 'manifest',
    specDigest: 'spec',
    worldSize: 1,
  } as const;
  assert.deepEqual(await read(await FakeServer.start(), { state }), [2, 3, 4, 5]);
  const foreign: [string, BatchStreamOptions][] = [
    ['MANIFEST_MISMATCH', { state: { ...state, manifestDigest: 'other' } }],
    ['SPEC_MISMATCH', { state: { ...state, specDigest: 'other' } }],
    ['SCHEDULE_MISMATCH', { state: { ...state, scheduleToken: 'other' } }],
    ['RUN_MISMATCH', { state: { ...state, run: 'other' }, run: 'r' }],
    ['INVALID_FIELD', { state: { ...state, version: 2 as 1 } }],
    ['INVALID_FIELD', { state: { ...state, nextStep: -1 } }],
    ['INVALID_FIELD', { state, start: 'beginning' }],
  ];
  for (const [reason, options] of foreign) await assert.rejects(read(await FakeServer.start(), options), { reason });
});

test('an abort, and closing the client, should end the loop with their reasons', async () => {
  const controller = new AbortController();
  const enough = new Error('enough');
  const reading = read(await FakeServer.start(), { signal: controller.signal }, ({ step }) => {
    if (step === 1) controller.abort(enough);
  });
  await assert.rejects(reading, enough);
  const closing = read(await FakeServer.start(), {}, ({ step }, _, client) => step === 1 && client.close());
  await assert.rejects(closing, { code: 'CANCELLED', reason: 'CLOSED' });
});

test('an abort should end the waiting for a server that is away', async () => {
  const gone = await FakeServer.start();
  gone.kill();
  const controller = new AbortController();
  const client = connect(gone.address);
  const stream = client.batches({ run: 'r', signal: controller.signal });
  const first = stream[Symbol.asyncIterator]().next();
  setTimeout(() => controller.abort(new Error('enough')), 150);
  await assert.rejects(first, /enough/);
  client.close();
});

test('the images of a batch should be empty once the next one is there, unless the options say otherwise', async () => {
  const lengths = async (options: Partial<BatchStreamOptions>): Promise<number[]> => {
    const batches: Batch[] = [];
    await read(await FakeServer.start(), options, (batch) => batches.push(batch));
    return batches.map(({ images }) => images.length);
  };
  const whole = ALL_STEPS.map((step) => pixels(step).length);
  assert.deepEqual(await lengths({}), [0, 0, 0, 0, 0, 0]);
  assert.deepEqual(await lengths({ reuseBuffer: true }), whole);
  assert.deepEqual(await lengths({ reuseBuffer: false }), whole);
});

test('buffers should be used again, or be the trainer’s own', async () => {
  const count = async (reuseBuffer: boolean): Promise<number> => {
    const buffers = new Set<ArrayBufferLike>();
    await read(await FakeServer.start(), { reuseBuffer, window: 2 }, ({ images }) => buffers.add(images.buffer));
    return buffers.size;
  };
  assert.ok((await count(true)) <= 3);
  assert.equal(await count(false), 6);
});

test('options out of range should be refused at once, and a stream be iterated once', async () => {
  const client = connect('127.0.0.1:1');
  const wrong: BatchStreamOptions[] = [
    {} as BatchStreamOptions,
    { run: 'r', window: 0 },
    { run: 'r', window: 65 },
    { run: 'r', rank: 1 },
    { run: 'r', rank: -1, worldSize: 2 },
    { run: 'r', worldSize: 1.5 },
    { run: 'r', start: -1 },
    { run: 'r', start: 'end' as 'resume' },
    { run: 'r', retryMs: Number.NaN },
  ];
  for (const options of wrong) assert.throws(() => client.batches(options), { reason: 'INVALID_FIELD' });
  const fake = await FakeServer.start();
  await read(fake, {}, async (_, stream) => {
    await assert.rejects(stream[Symbol.asyncIterator]().next(), { reason: 'ALREADY_ITERATED' });
  });
});

test('a trainer should be known by the same id when it returns, and take a rank over only once', async () => {
  const fake = await scripted((call, step, stream) => {
    if (stream > 1 || step !== 3) return false;
    fail(call, status.UNAVAILABLE, 'away');
    return true;
  });
  const client = connect(fake.address);
  const options = { run: 'r', rank: 0, start: 'beginning' } as const;
  for await (const { step } of client.batches({ ...options, takeover: true })) if (step === 4) break;
  for await (const _ of client.batches(options)) {
    for await (const _other of client.batches(options)) break;
    break;
  }
  client.close();
  fake.kill();
  const [first, again, next, other] = fake.subscriptions.map(({ clientId }) => clientId);
  assert.match(first!, /^[0-9a-f-]{36}$/);
  assert.deepEqual([again, next], [first, first]);
  assert.notEqual(other, first);
  assert.deepEqual(
    fake.subscriptions.map(({ takeover }) => takeover ?? false),
    [true, false, false, false],
  );
  assert.equal(fake.subscriptions[0]!.clientHost, hostname());
});

describe('a server that has lost its state', () => {
  const lost: FakeOptions['failure'] = {
    code: status.NOT_FOUND,
    details: 'no run r',
    metadata: trailing(statusDetails('UNKNOWN_RUN', { field: 'run', value: 'r' })),
  };
  const cut: Script = (call, step, stream) => step === 2 && stream === 1 && fail(call, status.UNAVAILABLE);

  test.each<[string, Partial<BatchStreamOptions>]>([
    ['the spec of the caller', { spec: { dataset: 'train', seed: 3 } }],
    ['the spec that the server has stated', {}],
  ])('should be given the run again, with %s', async (_, options) => {
    const fake = await scripted(cut);
    await read(fake, options, ({ step }) => {
      if (step === 1) fake.loseRun(lost);
    }).then((steps) => assert.deepEqual(steps, ALL_STEPS));
    const [first, ...again] = fake.opened.map(({ spec }) => spec);
    assert.deepEqual(again.at(-1)?.dataset, 'train');
    assert.equal(again.at(-1)?.seed, options.spec?.seed ?? 0);
    assert.equal(first?.seed, options.spec?.seed);
    assert.equal(fake.reports.at(-1)?.consumedStep, 5);
  });

  test('should be given it again if the stream finds out, or the last report', async () => {
    const subscribed: FakeServer = await scripted((call, step, stream) => {
      if (step !== 2 || stream > 2) return false;
      if (stream === 1) return fail(call, status.UNAVAILABLE);
      subscribed.loseRun(lost);
      return fail(call, status.NOT_FOUND, 'no run r', statusDetails('UNKNOWN_RUN', {}));
    });
    assert.deepEqual(await read(subscribed), ALL_STEPS);
    const report = await FakeServer.start();
    const steps = await read(report, {}, ({ step }) => {
      if (step !== 5) return;
      report.cut();
      report.loseRun(lost);
    });
    assert.deepEqual(steps, ALL_STEPS);
    assert.deepEqual(
      report.unaryReports.map(({ progress }) => progress?.consumedStep),
      [5, 5],
    );
  });

  test('should not make another run of that name go on', async () => {
    const fake = await scripted(cut);
    const reading = read(fake, {}, ({ step }) => {
      if (step === 1) fake.loseRun(lost, { manifestDigest: 'other', created: true });
    });
    await assert.rejects(reading, { reason: 'MANIFEST_MISMATCH' });
    assert.deepEqual(fake.deleted, ['r'], 'the run that was made in vain');
  });

  test('should not get a run back that was deleted while its batches came', async () => {
    const unknown = statusDetails('UNKNOWN_RUN', { field: 'run', value: 'r' });
    const fake = await scripted((call, step) => step === 2 && fail(call, status.NOT_FOUND, 'no run r', unknown));
    await assert.rejects(read(fake), { reason: 'UNKNOWN_RUN', message: 'no run r' });
    assert.equal(fake.opened.length, 1);
    const late = await FakeServer.start();
    const reading = read(late, {}, ({ step }) => step === 5 && late.loseRun(lost));
    await assert.rejects(reading, { reason: 'UNKNOWN_RUN' });
    assert.equal(late.opened.length, 1);
    // The refusal of its stream is no outage: its last report finds the run gone, and leaves it so.
    const refused = await FakeServer.start();
    const changed = statusDetails('RUN_CHANGED', { field: 'run', value: 'r' });
    const refusing = read(refused, {}, ({ step }) => {
      if (step !== 5) return;
      refused.refuse(status.FAILED_PRECONDITION, 'run r was deleted', changed);
      refused.loseRun(lost);
    });
    await assert.rejects(refusing, { reason: 'UNKNOWN_RUN' });
    assert.equal(refused.opened.length, 1);
  });

  test('should end the stream if it never knows the run, after the retry time', async () => {
    const fake = await scripted(
      (call, step, stream) =>
        step === 2 &&
        (stream === 1
          ? fail(call, status.UNAVAILABLE)
          : fail(call, status.NOT_FOUND, 'no run r', statusDetails('UNKNOWN_RUN', {}))),
    );
    await assert.rejects(read(fake, { retryMs: 200 }), {
      code: 'UNAVAILABLE',
      message: /^no success within retryMs = 200: the server has lost the run/,
    });
  });
});
