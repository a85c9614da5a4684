/**
 * What the TypeScript client's memory of a batch costs, by `reuseBuffer`: `node test/bench/client-buffers.ts`. Medians of
 * the CPU time to take a buffer, to copy a batch of 256 x 224 x 224 x 3 bytes into it in chunks of 1 MiB, and to give it
 * back; the garbage collector is part of it.
 */
import { BufferPool } from '../../clients/typescript/src/buffer-pool.ts';

const BYTES = 256 * 224 * 224 * 3;
const CHUNK = new Uint8Array(2 ** 20).fill(1);
const PASSES = 15;
const BATCHES = 20;

function fill(buffer: ArrayBuffer): void {
  const bytes = new Uint8Array(buffer);
  for (let at = 0; at < BYTES; at += CHUNK.length) bytes.set(CHUNK.subarray(0, Math.min(CHUNK.length, BYTES - at)), at);
}

/** Milliseconds of CPU time for each batch. */
function measure(reuse: boolean | 'checked'): number {
  const pool = new BufferPool(5, BYTES, reuse);
  const start = process.cpuUsage();
  for (let batch = 0; batch < BATCHES; batch += 1) {
    const buffer = pool.take(BYTES)!;
    fill(buffer);
    pool.give(buffer);
  }
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000 / BATCHES;
}

const modes = [true, 'checked', false] as const;
const times = new Map(modes.map((mode) => [mode, [] as number[]]));
// In turn, so that a change of the machine's load meets all of them.
for (let pass = 0; pass < PASSES; pass += 1) for (const mode of modes) times.get(mode)!.push(measure(mode));
for (const [mode, passes] of times) {
  const median = passes.sort((a, b) => a - b)[Math.floor(PASSES / 2)]!;
  console.log(`reuseBuffer: ${JSON.stringify(mode).replaceAll('"', "'").padEnd(9)} ${median.toFixed(2)} ms a batch`);
}
