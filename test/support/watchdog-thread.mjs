/**
 * Ends the process of a test file when its present test has been at it for too long, and names the test. It runs in a thread
 * because vitest's own limit cannot fire while a test blocks its thread, as by waiting for another program.
 */
import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';

/** The number of the present task, its milliseconds and the length of its name; the name follows in UTF-8. */
const words = new Int32Array(workerData, 0, 3);
const name = new Uint8Array(workerData, 12);

for (;;) {
  const task = Atomics.load(words, 0);
  const [milliseconds, length] = [Atomics.load(words, 1), Atomics.load(words, 2)];
  if (Atomics.wait(words, 0, task, milliseconds) === 'timed-out') {
    // A copy: a decoder takes no view of shared memory.
    const text = new TextDecoder().decode(Uint8Array.from(name.subarray(0, length)));
    writeSync(2, `\nHung: ${text} has not ended after ${Math.round(milliseconds / 1000)} s\n`);
    process.kill(process.pid, 'SIGKILL');
  }
}
