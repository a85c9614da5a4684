import { Permutation } from './permutation.ts';
import { PURPOSE } from './random-stream.ts';
import type { ShardTable } from './shard-table.ts';

/** Permutations of windows that are kept: a batch meets one or two, and those of a replay buffer lie close together. */
const WINDOWS_KEPT = 256;

/** Windows of shards, as a run's spec has them. */
export interface Windows {
  table: ShardTable;
  /** Shards of a window; the last one of an epoch may have fewer. */
  shards: number;
}

/**
 * The order of one epoch for data in shards: a keyed permutation of the shards, and of the samples of each window of
 * consecutive shards. So a reader needs the shards of one window at a time, or of two where a batch meets the next one,
 * and each shard once an epoch.
 *
 * A lookup takes a search over the windows and one over the shards of a window. An epoch takes 12 bytes a shard.
 */
export class WindowOrder {
  readonly #table: ShardTable;
  readonly #shards: number;
  /** The shards in this epoch's order. */
  readonly #order: Uint32Array;
  /** Position in the epoch at which each of them begins, and the number of positions. */
  readonly #starts: Float64Array;
  readonly #permutations = new Map<number, Permutation>();
  readonly #key: { seed: number; epoch: number; dataset: number };

  /**
   * @param dataset position of the dataset in its mixture, 0 for the first and for a run with one dataset
   */
  constructor({ table, shards }: Windows, seed: number, epoch: number, dataset = 0) {
    this.#table = table;
    this.#shards = shards;
    this.#key = { seed, epoch, dataset };
    const permutation = new Permutation(table.count, seed, epoch, { purpose: PURPOSE.shards, index: dataset });
    this.#order = new Uint32Array(table.count);
    this.#starts = new Float64Array(table.count + 1);
    for (let k = 0; k < table.count; k += 1) {
      const shard = permutation.at(k);
      this.#order[k] = shard;
      this.#starts[k + 1] = this.#starts[k]! + table.size(shard);
    }
  }

  /** Index of the sample at a position of the epoch, 0..sampleCount-1. */
  at(position: number): number {
    if (!Number.isInteger(position) || position < 0 || position >= this.#table.sampleCount) {
      throw new RangeError(`position ${position} is outside 0..${this.#table.sampleCount - 1}`);
    }
    const windows = Math.ceil(this.#table.count / this.#shards);
    const window = this.#last(0, windows, this.#shards, position);
    const [first, end] = [window * this.#shards, Math.min(this.#table.count, (window + 1) * this.#shards)];
    const begin = this.#starts[first]!;
    const drawn = begin + this.#permutation(window, this.#starts[end]! - begin).at(position - begin);
    const k = this.#last(first, end, 1, drawn);
    return this.#table.sample(this.#order[k]!, drawn - this.#starts[k]!);
  }

  /** The last k in low..high-1 whose k * stride-th shard begins at or before a position: empty shards are skipped. */
  #last(low: number, high: number, stride: number, position: number): number {
    let [from, to] = [low, high];
    while (to - from > 1) {
      const middle = (from + to) >>> 1;
      if (this.#starts[middle * stride]! <= position) from = middle;
      else to = middle;
    }
    return from;
  }

  #permutation(window: number, size: number): Permutation {
    let permutation = this.#permutations.get(window);
    if (permutation === undefined) {
      const { seed, epoch, dataset } = this.#key;
      permutation = new Permutation(size, seed, epoch, { purpose: PURPOSE.window, index: dataset * 2 ** 32 + window });
      if (this.#permutations.size === WINDOWS_KEPT) this.#permutations.clear();
      this.#permutations.set(window, permutation);
    }
    return permutation;
  }
}
