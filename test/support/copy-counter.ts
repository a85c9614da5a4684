/**
 * A worker thread that runs the server's worker code and counts the bytes that it copies, for the test of
 * src/bench/copied-bytes.ts. Everything in JavaScript that moves bytes is wrapped before the worker's code is loaded.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import type { SampleTask, SampleTaskResult } from '../../src/workers/task.ts';

export interface CopyCounts {
  /** Bytes read from files. */
  read: number;
  /** Bytes moved from one buffer to another. */
  moved: number;
}

const counts: CopyCounts = { read: 0, moved: 0 };

type Method = (this: unknown, ...args: unknown[]) => unknown;

/** Wraps a method: `bytes` says how many it has moved. */
function wrap(owner: object, name: string, bytes: (args: unknown[], result: unknown) => number): void {
  const methods = owner as Record<string, Method>;
  const original = methods[name]!;
  methods[name] = function wrapped(this: unknown, ...args: unknown[]): unknown {
    const result = original.apply(this, args);
    counts.moved += bytes(args, result);
    return result;
  };
}

const size = (value: unknown): number =>
  ArrayBuffer.isView(value) ? value.byteLength : ((value as { length?: number } | undefined)?.length ?? 0);
const typedArray = Object.getPrototypeOf(Uint8Array) as { prototype: object };
wrap(typedArray.prototype, 'set', ([source]) => size(source));
wrap(typedArray.prototype, 'slice', (_, result) => size(result));
wrap(typedArray.prototype, 'copyWithin', (_, result) => size(result));
wrap(typedArray, 'from', (_, result) => size(result));
wrap(Buffer, 'from', ([source], result) => (source instanceof ArrayBuffer ? 0 : size(result)));
wrap(Buffer, 'concat', (_, result) => size(result));
wrap(Buffer.prototype, 'copy', (_, result) => result as number);
wrap(DataView.prototype, 'setUint32', () => 4);
const { readSync } = fs;
fs.readSync = ((...args: Parameters<typeof readSync>) => {
  const got = readSync(...args);
  counts.read += got;
  return got;
}) as typeof readSync;
syncBuiltinESMExports();

const worker = (await import('../../src/workers/worker.ts')) as {
  default: (task: SampleTask) => Promise<SampleTaskResult>;
};
const [task] = workerData as [SampleTask];
// Tables of weights are made once for each size: the second run is the steady state.
await worker.default(task);
Object.assign(counts, { read: 0, moved: 0 });
const { failure, replacements } = await worker.default(task);
if (failure !== undefined || replacements.length > 0) throw new Error(failure?.message ?? 'a sample was replaced');
parentPort!.postMessage(counts);
