/**
 * Counts the bytes that worker threads copy; loaded before their code by `node --import`, see count-copies.ts.
 * Everything in JavaScript that moves bytes is wrapped.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { getEnvironmentData, isMainThread } from 'node:worker_threads';

/** Name of the shared memory of the counts: bytes read from files, and bytes moved from one buffer to another. */
export const COPY_COUNTS = 'copy-counts';

type Method = (this: unknown, ...args: unknown[]) => unknown;

function countCopies(counts: Float64Array): void {
  /** Wraps a method: `bytes` says how many it has moved. */
  const wrap = (owner: object, name: string, bytes: (args: unknown[], result: unknown) => number): void => {
    const methods = owner as Record<string, Method>;
    const original = methods[name]!;
    methods[name] = function wrapped(this: unknown, ...args: unknown[]): unknown {
      const result = original.apply(this, args);
      counts[1]! += bytes(args, result);
      return result;
    };
  };
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
    counts[0]! += got;
    return got;
  }) as typeof readSync;
  syncBuiltinESMExports();
}

if (!isMainThread) countCopies(new Float64Array(getEnvironmentData(COPY_COUNTS) as SharedArrayBuffer));
