/** Names a test that blocks its thread for ever; see watchdog-thread.mjs. A set-up file of all tests. */
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, expect } from 'vitest';
import { SLOW } from './limits.ts';

const NAME_BYTES = 1024;
/** The header of three words, then the name. */
const memory = new SharedArrayBuffer(12 + NAME_BYTES);
const words = new Int32Array(memory, 0, 3);
const name = new Uint8Array(memory, 12);
/** vitest's own message is better, so it goes first. */
const LATER = 5000;

function watch(task: string, milliseconds: number): void {
  const bytes = new TextEncoder().encode(task).subarray(0, NAME_BYTES);
  name.set(bytes);
  Atomics.store(words, 1, milliseconds + LATER);
  Atomics.store(words, 2, bytes.length);
  Atomics.add(words, 0, 1);
  Atomics.notify(words, 0);
}

const file = expect.getState().testPath ?? 'a file';
const betweenTests = (): void => watch(`${file}, outside its tests,`, SLOW.timeout);

betweenTests();
new Worker(new URL('./watchdog-thread.mjs', import.meta.url), { workerData: memory }).unref();
beforeEach(({ task }) => watch(`"${task.name}" in ${file}`, task.timeout));
afterEach(betweenTests);
