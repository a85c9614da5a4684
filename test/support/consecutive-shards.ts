import type { Shards } from '../../src/plan/sampling/shard-table.ts';

/** Shards of these many samples each, whose indices run through them one after the other. */
export function consecutiveShards(sizes: readonly number[]): Shards & { sampleCount: number } {
  const shardOf = sizes.flatMap((size, shard) => new Array<number>(size).fill(shard));
  return { count: sizes.length, sampleCount: shardOf.length, of: (index) => shardOf[index]! };
}
