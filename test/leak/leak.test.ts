import assert from 'node:assert/strict';
import { test } from 'vitest';
import { SLOW } from '../support/limits.ts';
import { ALLOWED_BYTES, faults } from './verdict.ts';
import { BATCH_BYTES, type WatchOptions, watch } from './watch.ts';

/** Enough batches that leaking one in a hundred would show. */
const BATCHES = 500;
const COMMON = { batches: BATCHES, interval: 1, steady: true };

/** Watches, and keeps the observations for the message of a failure. */
async function watched(options: Pick<WatchOptions, 'warmUp' | 'seconds' | 'leak'>): Promise<[string[], string]> {
  const seen: string[] = [];
  const result = await watch({ ...COMMON, ...options, each: (line) => seen.push(line) });
  return [faults(result), [...seen, JSON.stringify(result)].join('\n')];
}

test('the memory of server and clients should stay flat for a minute', SLOW, async () => {
  const [found, seen] = await watched({ warmUp: 20, seconds: 40 });
  assert.deepEqual(found, [], seen);
});

test('one lost batch of a hundred should be found, in the server and in the client', SLOW, async () => {
  assert.ok((BATCHES / 100) * BATCH_BYTES > ALLOWED_BYTES);
  const [found, seen] = await watched({ warmUp: 10, seconds: 20, leak: true });
  // The leaked tiny batches are too small to show.
  assert.deepEqual(found, ['server leaks', 'large leaks'], seen);
});
