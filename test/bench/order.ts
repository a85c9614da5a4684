/**
 * What the order of samples costs: nanoseconds for each position looked up and bytes of an epoch, for 14 million samples
 * in 10,000 shards, and for a mixture.
 *
 *     node --expose-gc test/bench/order.ts
 */
import type { BatchOrder } from '../../src/plan/sample-order.ts';
import { MixtureOrder } from '../../src/plan/sampling/mixture-order.ts';
import { SampleOrder } from '../../src/plan/sampling/position.ts';
import { ShardTable } from '../../src/plan/sampling/shard-table.ts';

const [SAMPLES, SHARDS, LOOKUPS] = [14_000_000, 10_000, 1_000_000];
const memory = (): number => {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};

/** Nanoseconds of a lookup at consecutive positions, as batches have them, and at positions from all over an epoch. */
function lookups(name: string, order: BatchOrder, begun: string): void {
  let sum = 0;
  const first = performance.now();
  for (let k = 0; k < LOOKUPS; k += 1) sum += order.at(k).index;
  const inOrder = performance.now();
  for (let k = 0; k < LOOKUPS; k += 1) sum += order.at((k * 7_919) % SAMPLES).index;
  const scattered = performance.now();
  const ns = (from: number, to: number): string => `${((1e6 * (to - from)) / LOOKUPS).toFixed(0)} ns`;
  console.log(
    `${name}: ${begun}; a position ${ns(first, inOrder)} in order, ${ns(inOrder, scattered)} scattered (${sum % 10})`,
  );
}

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
  const name = shards === undefined ? 'global' : `windows of ${shards}`;
  lookups(name, order, `epoch ${(prepared - first).toFixed(2)} ms and ${bytes} bytes`);
}

const parts = [700_003, 299_990];
const begin = performance.now();
const datasets = [0, 1].map((dataset) => ({
  sampleCount: SAMPLES / 2,
  order: new SampleOrder(SAMPLES / 2, 1, { dataset }),
}));
const mixture = new MixtureOrder(datasets, [{ firstPosition: 0, parts }], 1);
mixture.at(0);
lookups(`mixture of ${parts.join(' : ')} parts`, mixture, `table ${(performance.now() - begin).toFixed(0)} ms`);
