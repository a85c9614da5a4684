/**
 * Ends the process of a test file when its present test has been at it for too long, and names the test. It runs in a thread
 * because vitest's own limit cannot fire while a test blocks its thread, as by waiting for another program.
 */
import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';

/** The number of the present task, its milliseconds and the length of its name; the name follows in UTF-8. */
const words = new Int32Array(workerData, 0, 3);
const name = new Uint8Array(workerData, 12);

/** After so many milliseconds a test is named, whatever its limit: a person who waits should know for what. */
const NAMED = 110_000;

/** @param milliseconds for which the present task has run */
function tell(verdict, milliseconds, length) {
  // A copy: a decoder takes no view of shared memory.
  const text = new TextDecoder().decode(Uint8Array.from(name.subarray(0, length)));
  writeSync(2, `\n${verdict}: ${text} has not ended after ${Math.round(milliseconds / 1000)} s\n`);
}

for (;;) {
  const task = Atomics.load(words, 0);
  const [milliseconds, length] = [Atomics.load(words, 1), Atomics.load(words, 2)];
  if (Atomics.wait(words, 0, task, Math.min(NAMED, milliseconds)) !== 'timed-out') continue;
  if (milliseconds > NAMED) {
    tell('Slow or hung', NAMED, length);
    if (Atomics.wait(words, 0, task, milliseconds - NAMED) !== 'timed-out') continue;
  }
  tell('Hung', milliseconds, length);
  process.kill(process.pid, 'SIGKILL');
}
