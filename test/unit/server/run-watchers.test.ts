import assert from 'node:assert/strict';
import { test } from 'vitest';
import { RunWatchers, type Watched } from '../../../src/server/run-watchers.ts';

/** A run that changes when a test says so. */
class FakeRun implements Watched {
  #change: () => void = () => {};
  #pending = true;
  followers = 0;

  change(): void {
    this.#pending = true;
    this.#change();
  }

  async *changes(signal: AbortSignal): AsyncGenerator<void, void> {
    this.followers += 1;
    signal.addEventListener('abort', () => this.#change(), { once: true });
    try {
      for (;;) {
        while (!this.#pending && !signal.aborted) {
          await new Promise<void>((resolve) => {
            this.#change = resolve;
          });
        }
        if (signal.aborted) return;
        this.#pending = false;
        yield;
      }
    } finally {
      this.followers -= 1;
    }
  }
}

test('one computation should serve all watchers of a run, and changes within a fifth of a second are one', async () => {
  const run = new FakeRun();
  let computed = 0;
  const watchers = new RunWatchers<FakeRun>(async () => Uint8Array.of(++computed));
  const over = new AbortController();
  const all = Array.from({ length: 100 }, () => watchers.watch(run, over.signal));
  const first = await Promise.all(all.map((one) => one.next()));
  assert.deepEqual(new Set(first.map(({ value }) => value?.[0])), new Set([1]));
  assert.equal(run.followers, 1);
  // All of these come before the next state is computed.
  for (let k = 0; k < 50; k += 1) run.change();
  const second = await Promise.all(all.map((one) => one.next()));
  assert.deepEqual(new Set(second.map(({ value }) => value?.[0])), new Set([2]));
  // One that comes later is told at once.
  const late = watchers.watch(run, over.signal);
  assert.equal((await late.next()).value?.[0], 2);
  over.abort();
  for (const one of [...all, late]) assert.equal((await one.next()).done, true);
});

test('nothing should follow a run that nobody watches any more, and a failure should reach every watcher', async () => {
  const run = new FakeRun();
  let fails = false;
  const watchers = new RunWatchers<FakeRun>(async () => {
    if (fails) throw new Error('the store is away');
    return Uint8Array.of(7);
  });
  const left = new AbortController();
  const one = watchers.watch(run, left.signal);
  await one.next();
  await one.return();
  while (run.followers > 0) await new Promise<void>((resolve) => setImmediate(resolve));

  run.change();
  const others = [0, 1].map(() => watchers.watch(run, left.signal));
  for (const other of others) assert.equal((await other.next()).value?.[0], 7);
  fails = true;
  run.change();
  for (const other of others) await assert.rejects(other.next(), /the store is away/);
  // The next watcher begins anew.
  fails = false;
  run.change();
  const again = watchers.watch(run, left.signal);
  assert.equal((await again.next()).value?.[0], 7);
  await again.return();
});
