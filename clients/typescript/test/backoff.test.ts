import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Backoff, retry } from '../src/backoff.ts';
import { CrescendoError } from '../src/errors.ts';
import { Silence } from '../src/silence.ts';

const unavailable = new CrescendoError('UNAVAILABLE', 'gone', { reason: 'SHUTTING_DOWN', domain: 'crescendo' });
const { signal } = new AbortController();
const silence = new Silence('host:1', 'OpenRun', 'without limit', () => assert.fail('too early'));

test('delays should double up to five seconds, and never be shorter than half of that', () => {
  const backoff = new Backoff(300_000, 3);
  const longest = [100, 200, 400, 800, 1600, 3200, 5000, 5000, 5000];
  for (const bound of longest) {
    const delay = backoff.delay(0)!;
    assert.ok(delay >= bound / 2 && delay <= bound, `${delay} of ${bound}`);
  }
  backoff.reset();
  assert.ok(backoff.delay(0)! <= 100);
});

test('the ranks of a job should come back at different moments', () => {
  const delays = Array.from({ length: 64 }, (_, rank) => new Backoff(1000, rank).delay(0)!);
  const sorted = [...delays].sort((a, b) => a - b);
  const gaps = sorted.slice(1).map((delay, k) => delay - sorted[k]!);
  assert.ok(Math.min(...gaps) > 0.2 && Math.max(...gaps) < 2);
});

test('an outage should end after retryMs, counted from its first failure', () => {
  const backoff = new Backoff(1000, 0);
  assert.notEqual(backoff.delay(5000), undefined);
  assert.ok(backoff.delay(5990)! <= 10);
  assert.equal(backoff.delay(6000), undefined);
  backoff.reset();
  assert.notEqual(backoff.delay(6000), undefined);
});

test('an attempt should take ten seconds at most, and not outlive what is left of the retry time', () => {
  const backoff = new Backoff(15_000, 0);
  assert.equal(backoff.limit(0), 10_000, 'before anything has failed');
  backoff.delay(10_000);
  assert.deepEqual(
    [12_000, 20_000, 25_000].map((now) => backoff.limit(now)),
    [10_000, 5000, 100],
  );
  backoff.reset();
  assert.equal(backoff.limit(25_000), 10_000);
  assert.equal(new Backoff(15_000, 0, 60_000).limit(0), 10_000);
  assert.equal(new Backoff(15_000, 0, 2000).limit(0), 2000);
});

test('an attempt that has taken longer than the wait should be followed by the next one at once', () => {
  const backoff = new Backoff(300_000, 0);
  for (let k = 0; k < 10; k += 1) backoff.delay(0);
  assert.equal(backoff.delay(20_000, 10_000), 0);
  const delay = backoff.delay(20_000, 19_000)!;
  assert.ok(delay >= 1500 && delay <= 4000, String(delay));
});

test('an attempt should be ended when its time is over, and keep an explanation that came before', async () => {
  const hangs = (signal: AbortSignal): Promise<never> =>
    new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  const told: string[] = [];
  const listening = { failed: (message: string) => told.push(message) } as unknown as Silence;
  const timedOut = new Backoff(50, 0, 20).retry(hangs, signal, listening);
  await assert.rejects(timedOut, { code: 'UNAVAILABLE', reason: 'TIMEOUT', message: /no answer within 0 s/ });
  assert.match(told[0]!, /^no answer within/);
  const explained = new Backoff(50, 0, 1000).retry(hangs, signal, listening, unavailable);
  await assert.rejects(explained, { reason: 'SHUTTING_DOWN', message: 'no success within retryMs = 50: gone' });
});

test('what does not pass should be thrown as it is, and an outage with its reason and its length', async () => {
  const fatal = new CrescendoError('DATA_LOSS', 'too many');
  await assert.rejects(new Backoff(1000, 0).wait(fatal, signal), fatal);
  await assert.rejects(new Backoff(0, 0).wait(unavailable, signal), {
    code: 'UNAVAILABLE',
    reason: 'SHUTTING_DOWN',
    domain: 'crescendo',
    message: 'no success within retryMs = 0: gone',
  });
});

test('an attempt should be repeated until it succeeds, and an abort end the waiting with its reason', async () => {
  let attempts = 0;
  const attempt = async (): Promise<number> => {
    attempts += 1;
    if (attempts < 3) throw unavailable;
    return attempts;
  };
  assert.equal(await retry(attempt, new Backoff(10_000, 0), signal, silence), 3);
  const enough = new Error('enough');
  const waiting = retry(() => Promise.reject(unavailable), new Backoff(10_000, 0), AbortSignal.abort(enough), silence);
  await assert.rejects(waiting, enough);
});
