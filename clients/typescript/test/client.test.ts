import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { afterAll, type TestContext, test } from 'vitest';
import { Connection } from '../src/connection.ts';
import { type Client, connect } from '../src/index.ts';
import { FakeServer } from './fake-server.ts';

const fake = await FakeServer.start({ consumedStep: 1 });
afterAll(() => fake.kill());

function connected(t: TestContext, address: string): Client {
  const client = connect(address);
  t.onTestFinished(() => client[Symbol.asyncDispose]());
  return client;
}

test('opening a run should send the spec and give what the server says', async (t) => {
  const client = connected(t, fake.address);
  const run = await client.openRun('r', { dataset: 'train', schedule: 'constant', dtype: 'uint8' });
  assert.deepEqual(fake.opened.at(-1)?.spec?.schedule?.preset, 'constant');
  assert.deepEqual(run.spec, { dataset: 'train', seed: 0, worldSize: 1, dtype: 'uint8' });
  assert.deepEqual([run.totalSteps, run.stages.length, run.stages[1]?.bandwidth], [6, 2, 4]);
  assert.deepEqual(run.classNames, ['ant', 'bee']);
});

test('the state of a run should be plain data, and an unknown run an error', async (t) => {
  const client = connected(t, fake.address);
  const status = await client.getRun('r');
  assert.deepEqual([status.state, status.consumedStep, status.badSamples], ['active', 1, []]);
  assert.deepEqual(status.ranks, [{ worldSize: 0, rank: 0, consumedStep: 2, stepSeconds: 0.5 }]);
  await assert.rejects(client.getRun('other'), { name: 'CrescendoError', code: 'NOT_FOUND', message: 'no such run' });
});

test('progress should be reported apart from a stream', async (t) => {
  const client = connected(t, fake.address);
  const report = { run: 'r', rank: 0, consumedStep: 3, stepSeconds: 0.25 };
  assert.equal(await client.reportProgress(report), 3);
  assert.equal(fake.unaryReports.at(-1)!.progress?.stepSeconds, 0.25);
});

test('a server that does not know the life of a run should be said to be older', async (t) => {
  const client = connected(t, fake.address);
  const refused = { code: 'FAILED_PRECONDITION', reason: 'VERSION_SKEW', message: /does not know ResetRun.*upgrade/ };
  await assert.rejects(client.resetRun('r'), refused);
});

test('watching should give every state, and leaving the loop end the call', async (t) => {
  const client = connected(t, fake.address);
  const states: (number | undefined)[] = [];
  for await (const { consumedStep } of client.watchRun('r')) {
    states.push(consumedStep);
    if (states.length === 2) break;
  }
  assert.deepEqual(states, [0, 1]);
  const controller = new AbortController();
  const watching = (async () => {
    for await (const { consumedStep } of client.watchRun('r', { signal: controller.signal })) {
      if (consumedStep === 1) controller.abort(new Error('enough'));
    }
  })();
  await assert.rejects(watching, /enough/);
  assert.equal(getEventListeners(controller.signal, 'abort').length, 0);
});

test('an aborted call should throw the reason, and calls of a closed client say so', async () => {
  const client = connect(fake.address);
  await assert.rejects(client.getRun('r', { signal: AbortSignal.abort(new Error('enough')) }), /enough/);
  const controller = new AbortController();
  const pending = client.getRun('r', { signal: controller.signal });
  controller.abort(new Error('meanwhile'));
  await assert.rejects(pending, /meanwhile/);
  const cut = client.getRun('r');
  client.close();
  client.close();
  await assert.rejects(cut, { code: 'CANCELLED', reason: 'CLOSED' });
  await assert.rejects(client.openRun('r'), { code: 'CANCELLED', reason: 'CLOSED' });
});

test('a server that is not there should be UNAVAILABLE', async (t) => {
  const gone = await FakeServer.start();
  gone.kill();
  const client = connected(t, gone.address);
  await assert.rejects(client.getRun('r', { timeoutMs: 10_000 }), { code: 'UNAVAILABLE' });
});

test('of several reasons to stop, the first should be told, and only once', () => {
  const connection = new Connection(fake.address);
  const controller = new AbortController();
  const heard: unknown[] = [];
  connection.whenAborted(controller.signal, (reason) => heard.push(reason));
  const forget = connection.whenAborted(controller.signal, () => assert.fail('was taken away'));
  forget();
  controller.abort('first');
  connection.close();
  assert.deepEqual(heard, ['first']);
});
