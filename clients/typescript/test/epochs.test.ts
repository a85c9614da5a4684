/** Shares of a run's budget, between which a trainer validates and saves. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'vitest';
import { spentBefore } from '../src/epochs.ts';
import { type BatchStream, type BatchStreamOptions, connect, type RunInfo } from '../src/index.ts';
import { ALL_STEPS, FakeServer, STAGES } from './fake-server.ts';

async function opened(
  t: TestContext,
  options: Partial<BatchStreamOptions> = {},
): Promise<{ fake: FakeServer; stream: BatchStream }> {
  const fake = await FakeServer.start();
  const client = connect(fake.address);
  t.onTestFinished(() => {
    client.close();
    fake.kill();
  });
  return { fake, stream: client.batches({ run: 'r', start: 'beginning', ...options } as BatchStreamOptions) };
}

/** The position and the steps of each share. */
async function shares(stream: BatchStream, count: number): Promise<[number, number[]][]> {
  const found: [number, number[]][] = [];
  for await (const epoch of stream.epochs(count)) {
    const steps: number[] = [];
    for await (const { step } of epoch) steps.push(step);
    found.push([epoch.index, steps]);
    assert.deepEqual([epoch.count, epoch.budgetEnd], [count, (epoch.index + 1) / count]);
  }
  return found;
}

test('each share should end with the batch that passes its bound', async (t) => {
  // The budget of the fake server's headers grows by a sixth with each step.
  assert.deepEqual(await shares((await opened(t)).stream, 3), [
    [0, [0, 1]],
    [1, [2, 3]],
    [2, [4, 5]],
  ]);
  assert.deepEqual(await shares((await opened(t)).stream, 1), [[0, ALL_STEPS]]);
  assert.deepEqual(await shares((await opened(t)).stream, 4), [
    [0, [0, 1]],
    [1, [2]],
    [2, [3, 4]],
    [3, [5]],
  ]);
});

test('a trainer that resumes should get the rest of the shares', async (t) => {
  // By the schedule, a budget of 0.25 is spent before step 3.
  const { stream } = await opened(t, { start: 3 });
  assert.deepEqual(await shares(stream, 4), [
    [1, [3]],
    [2, [4]],
    [3, [5]],
  ]);
  assert.deepEqual(await shares((await opened(t, { start: 6 })).stream, 2), [[1, []]]);
});

test('a state that is taken between two shares should be that of the last batch, which is reported', async (t) => {
  const { fake, stream } = await opened(t);
  const states: number[] = [];
  const reported: (number | null | undefined)[] = [];
  for await (const epoch of stream.epochs(3)) {
    for await (const _ of epoch);
    states.push(stream.state().nextStep);
    const last = 2 * epoch.index + 1;
    while (fake.consumed.at(-1) !== last) await new Promise((resolve) => setImmediate(resolve));
    reported.push(fake.consumed.at(-1));
  }
  assert.deepEqual(states, [2, 4, 6]);
  assert.deepEqual(reported, [1, 3, 5]);
});

test('leaving a share should keep the stream, and leaving the epochs should end it', async (t) => {
  const { fake, stream } = await opened(t);
  const steps: number[] = [];
  for await (const epoch of stream.epochs(3)) {
    for await (const { step } of epoch) {
      steps.push(step);
      break;
    }
    if (epoch.index === 1) break;
  }
  assert.deepEqual(steps, [0, 1]);
  assert.equal(fake.subscriptions.length, 1);
  await fake.shutDown();
});

test('a number of shares that is none should be refused at once', async (t) => {
  const { stream } = await opened(t);
  for (const count of [0, 1.5, Number.NaN]) assert.throws(() => stream.epochs(count), { reason: 'INVALID_FIELD' });
});

test('the schedule should be known after open, without a batch', async (t) => {
  const { fake, stream } = await opened(t, { start: 2 });
  assert.equal(stream.stepsLeft, undefined);
  const run = await stream.open();
  assert.equal(await stream.open(), run);
  assert.deepEqual([run.totalSteps, stream.stepsLeft, stream.state().nextStep], [6, 4, 2]);
  assert.deepEqual([fake.opened.length, fake.subscriptions.length], [1, 0]);
  for await (const { step } of stream) assert.equal(stream.stepsLeft, 5 - step);
  assert.equal(fake.opened.length, 1);
});

test('an opening that fails should not be kept', async (t) => {
  const fake = await FakeServer.start({ refusals: { openRun: 1 } });
  const client = connect(fake.address);
  t.onTestFinished(() => {
    client.close();
    fake.kill();
  });
  const stream = client.batches({ run: 'r', retryMs: 0 });
  await assert.rejects(stream.open(), { code: 'UNAVAILABLE' });
  assert.equal((await stream.open()).run, 'r');
});

test('the share of the budget before a step should follow from the stages', () => {
  const run = { stages: STAGES } as unknown as RunInfo;
  assert.deepEqual(
    [0, 3, 6, 9].map((step) => spentBefore(run, step)),
    [0, 0.25, 1, 1],
  );
  assert.equal(spentBefore(run, 4), 0.5);
  assert.equal(spentBefore({ stages: [] } as unknown as RunInfo, 4), 0);
});
