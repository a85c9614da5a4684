/**
 * What the order of samples costs: nanoseconds for each position looked up and bytes of an epoch, for 14 million samples
 * in 10,000 shards.
 *
 *     node --expose-gc test/bench/order.ts
 */
import { SampleOrder } from '../../src/plan/sampling/position.ts';
import { ShardTable } from '../../src/plan/sampling/shard-table.ts';

const [SAMPLES, SHARDS, LOOKUPS] = [14_000_000, 10_000, 1_000_000];
const memory = (): number => {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};

const start = performance.now();
const table = new ShardTable(SAMPLES, { count: SHARDS, of: (index) => Math.floor((index * SHARDS) / SAMPLES) });
console.log(`table of the shards, once for a dataset: ${(performance.now() - start).toFixed(0)} ms`);
for (const shards of [undefined, 1, 16, 256]) {
  const windows = shards === undefined ? undefined : { table, shards };
  const order = new SampleOrder(SAMPLES, 1, { windows });
  const before = memory();
  const first = performance.now();
  order.at(0);
  const prepared = performance.now();
  const bytes = memory() - before;
  // Consecutive positions, as batches have them, and positions from all over an epoch.
  let sum = 0;
  for (let k = 0; k < LOOKUPS; k += 1) sum += order.at(k).index;
  const inOrder = performance.now();
  for (let k = 0; k < LOOKUPS; k += 1) sum += order.at((k * 7_919) % SAMPLES).index;
  const scattered = performance.now();
  const ns = (from: number, to: number): string => `${((1e6 * (to - from)) / LOOKUPS).toFixed(0)} ns`;
  console.log(
    `${shards === undefined ? 'global' : `windows of ${shards}`}: epoch ${(prepared - first).toFixed(2)} ms and ${bytes} bytes; ` +
      `a position ${ns(prepared, inOrder)} in order, ${ns(inOrder, scattered)} scattered (${sum % 10})`,
  );
}
