import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { Unavailable } from '../../../src/make/workers/task.ts';
import { StorageOutages } from '../../../src/server/storage-outages.ts';
import { namesOnly } from '../../support/datasets.ts';

const dataset = namesOnly('train', 3);
const AWAY: Unavailable = {
  failure: { reason: 'READ_FAILED', message: 'cannot read a/0.jpg: ENOENT', metadata: {} },
  suspect: undefined,
};
const ONE: Unavailable = { ...AWAY, suspect: 1 };

/** Outages whose clock goes on by the pauses that are waited. */
function outages(timeoutSeconds?: number) {
  const logged: string[] = [];
  const pauses: number[] = [];
  const stopping = new AbortController();
  let now = 0;
  const made = new StorageOutages({
    log: { warn: (_: object, text: string) => void logged.push(text), debug: () => {} } as never,
    timeoutSeconds,
    stopping: stopping.signal,
    now: () => now,
    pause: (ms) => {
      pauses.push(ms);
      now += ms;
      return Promise.resolve();
    },
  });
  return { made, logged, pauses, stopping };
}

test('an outage should be told when it begins, after 2, 4, 8, … seconds, and when it ends', async () => {
  const { made, logged, pauses } = outages();
  const notices: string[] = [];
  const patience = made.patience(dataset, (message) => notices.push(message));
  const waiting = patience();
  for (let tries = 1; tries <= 12; tries += 1) await waiting.next(AWAY, tries);
  assert.deepEqual(pauses, [50, 100, 200, 400, 800, 1600, ...Array(6).fill(2000)]);
  const seconds = logged.map((text) => Number(/since (\d+) s/.exec(text)?.[1] ?? 0));
  assert.deepEqual(seconds, [0, 3, 5, 9]);
  assert.match(logged[0]!, /^the storage of dataset train does not answer \(cannot read a\/0\.jpg: ENOENT\)/);
  assert.deepEqual(notices, logged);
  waiting.end(true);
  assert.match(logged.at(-1)!, /^the storage of dataset train answers again, after 15\.2 s$/);
  // The next outage is another one.
  const again = patience();
  await again.next(AWAY, 1);
  assert.equal(logged.length, 6);
  assert.equal(notices.length, 5);
  again.end(false);
  assert.equal(logged.length, 6, 'a batch that is given up says nothing of the storage');
  // A client that comes back meets the same outage.
  const back = patience();
  await back.next(AWAY, 1);
  assert.equal(logged.length, 6);
  back.end(true);
  assert.match(logged.at(-1)!, /answers again/);
});

test('several batches should make one line, and one that is read should wake the others', async () => {
  const logged: string[] = [];
  const woken: AbortSignal[] = [];
  const made = new StorageOutages({
    log: { warn: (_: object, text: string) => void logged.push(text), debug: () => {} } as never,
    stopping: new AbortController().signal,
    pause: (_, signal) =>
      new Promise((resolve) => {
        woken.push(signal);
        signal.addEventListener('abort', () => resolve());
      }),
  });
  const [a, b, c] = [1, 2, 3].map(() => made.patience(dataset, () => {})());
  const waits = [a, b, c].map((waiting) => waiting!.next(AWAY, 1));
  const other = made.patience(namesOnly('other', 3), () => {})();
  void other.next(AWAY, 1);
  assert.equal(logged.length, 2);
  a!.end(true);
  await Promise.all(waits);
  assert.deepEqual(
    woken.map(({ aborted }) => aborted),
    [true, true, true, false],
    'another dataset is not concerned',
  );
});

test('after the bound a batch should fail as UNAVAILABLE, which clients retry', async () => {
  const { made, pauses } = outages(3);
  const waiting = made.patience(dataset, () => {})();
  await assert.rejects(
    async () => {
      for (let tries = 1; ; tries += 1) await waiting.next(AWAY, tries);
    },
    { reason: 'READ_FAILED', code: 'UNAVAILABLE', message: /not answered for 3 s.*--storage-timeout.*ENOENT/ },
  );
  assert.equal(
    pauses.reduce((sum, ms) => sum + ms),
    3000,
  );
});

test('single samples that cannot be read should have short pauses and no line, and a stop should end all waiting', async () => {
  const { made, logged, pauses, stopping } = outages(1);
  const waiting = made.patience(dataset, () => {})();
  for (let tries = 1; tries <= 4; tries += 1) await waiting.next(ONE, tries);
  assert.deepEqual(pauses, [50, 100, 200, 400]);
  assert.deepEqual(logged, []);
  stopping.abort();
  await assert.rejects(waiting.next(AWAY, 1), { reason: 'SHUTTING_DOWN' });
});
