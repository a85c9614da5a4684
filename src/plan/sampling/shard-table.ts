import { createHash } from 'node:crypto';

/** Which shard each sample of a dataset lies in. A shard is an object that holds many samples, such as a tar file. */
export interface Shards {
  /** Number of shards. */
  readonly count: number;
  /** The shard of sample `index`, 0..count-1. */
  of(index: number): number;
}

/**
 * The samples of each shard, in the order of their indices. It takes 8 bytes a shard, and 4 bytes a sample as well where
 * the indices of a dataset do not run through its shards one after the other.
 */
export class ShardTable {
  readonly sampleCount: number;
  /** Number of shards. */
  readonly count: number;
  /** Where each shard begins in the list of samples by shard, and the list's length. */
  readonly #starts: Float64Array;
  /** That list; undefined where it is 0, 1, 2, … */
  readonly #samples: Uint32Array | undefined;

  /** Reads the shard of every sample once. Throws a RangeError for a shard that is not there. */
  constructor(sampleCount: number, shards: Shards) {
    this.sampleCount = sampleCount;
    this.count = shards.count;
    const starts = new Float64Array(shards.count + 1);
    let [last, inOrder] = [0, true];
    for (let index = 0; index < sampleCount; index += 1) {
      const shard = shards.of(index);
      if (!Number.isInteger(shard) || shard < 0 || shard >= shards.count) {
        throw new RangeError(`sample ${index} is in shard ${shard}, outside 0..${shards.count - 1}`);
      }
      starts[shard + 1]! += 1;
      if (shard < last) inOrder = false;
      last = shard;
    }
    for (let shard = 0; shard < shards.count; shard += 1) starts[shard + 1]! += starts[shard]!;
    this.#starts = starts;
    this.#samples = inOrder ? undefined : byShard(sampleCount, shards, starts);
  }

  /** Samples of a shard. */
  size(shard: number): number {
    return this.#starts[shard + 1]! - this.#starts[shard]!;
  }

  /** Index of the k-th sample of a shard. */
  sample(shard: number, k: number): number {
    const place = this.#starts[shard]! + k;
    return this.#samples === undefined ? place : this.#samples[place]!;
  }

  /** SHA-256 of which samples lie in which shard, in hexadecimal: an order that goes by shards depends on it. */
  get digest(): string {
    const hash = createHash('sha256').update(bytesOf(this.#starts));
    if (this.#samples !== undefined) hash.update(bytesOf(this.#samples));
    return hash.digest('hex');
  }
}

function byShard(sampleCount: number, shards: Shards, starts: Float64Array): Uint32Array {
  const next = starts.slice();
  const samples = new Uint32Array(sampleCount);
  for (let index = 0; index < sampleCount; index += 1) {
    const shard = shards.of(index);
    samples[next[shard]!] = index;
    next[shard]! += 1;
  }
  return samples;
}

function bytesOf({ buffer, byteOffset, byteLength }: Float64Array | Uint32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** A table takes a pass over all samples, so each list of shards has one. */
const tables = new WeakMap<Shards, ShardTable>();

/** The table of a dataset's shards; always the same one for the same `shards`. */
export function shardTable(sampleCount: number, shards: Shards): ShardTable {
  let table = tables.get(shards);
  if (table === undefined) {
    table = new ShardTable(sampleCount, shards);
    tables.set(shards, table);
  }
  return table;
}
