import type { Filter } from '../image/types.ts';
import { longestTaps, resampleTapsInto } from './filters.ts';
import type { MemoryArea } from './memory.ts';

/** A weight table in the kernels' memory. */
export interface ResampleTable {
  address: number;
  /** Tap pairs of every output pixel. */
  pairs: number;
}

const LOW_BITS = 11;

/**
 * Weight tables by (input, output, filter, bytes of a tap step), in a bounded area of the kernels' memory. When the
 * area is full it starts again: the sizes of random crops repeat so soon that nothing cleverer pays.
 */
export class ResampleTables {
  readonly #words: Int32Array;
  /** Weights of one output pixel while a table is built; grows to the longest seen. */
  #weights = new Float64Array(64);
  readonly #area: MemoryArea;
  readonly #tables = new Map<string, ResampleTable>();
  #used = 0;

  constructor(memory: ArrayBufferLike, area: MemoryArea) {
    this.#words = new Int32Array(memory);
    this.#area = area;
  }

  /**
   * @param stepBytes what the position of the first tap counts: 4 for pixels of a row, 1 for rows
   * @param from first output pixel of the table
   * @param count output pixels of the table
   */
  get(input: number, output: number, filter: Filter, stepBytes: number, from = 0, count = output): ResampleTable {
    const key = `${input} ${output} ${filter} ${stepBytes} ${from} ${count}`;
    let table = this.#tables.get(key);
    if (table === undefined) {
      table = this.#build(input, output, filter, stepBytes, from, count);
      this.#tables.set(key, table);
    }
    return table;
  }

  /** Makes room for a further table of these sizes, if need be by giving up all others. */
  ensureRoom(input: number, output: number, count = output): void {
    // Lanczos has the widest support, 3.
    const taps = Math.ceil(6 * Math.max(1, input / output)) + 4;
    if (this.#used + count * (4 + taps * 4) <= this.#area.bytes) return;
    this.#tables.clear();
    this.#used = 0;
  }

  /**
   * Builds without a single array for each output pixel: photographs of thousands of pixels a side repeat their crop
   * sizes too seldom for any cache, and then every image needs two tables.
   */
  #build(input: number, output: number, filter: Filter, stepBytes: number, from: number, count: number): ResampleTable {
    const longest = longestTaps(input, output, filter, from, count);
    const pairs = Math.ceil(Math.max(1, longest) / 2);
    const bytes = count * (4 + pairs * 8);
    const address = this.#area.start + this.#used;
    if (this.#used + bytes > this.#area.bytes) throw new RangeError(`a table of ${bytes} bytes passes the area`);
    this.#used += Math.ceil(bytes / 16) * 16;
    if (this.#weights.length < longest) this.#weights = new Float64Array(2 * longest);
    for (let o = 0; o < count; o += 1) {
      const { first: start, count: taps } = resampleTapsInto(input, output, filter, from + o, this.#weights);
      // Padding taps have weight 0 and are read all the same: they go where the input has pixels.
      const first = Math.max(0, Math.min(start, input - 2 * pairs));
      const entry = (address + o * (4 + pairs * 8)) >> 2;
      this.#words[entry] = first * stepBytes;
      this.#writeWeights(entry + 1, pairs, start - first, taps);
    }
    return { address, pairs };
  }

  /** Writes `count` weights after `padding` zeros: in each pair the high parts of both taps, then the low parts. */
  #writeWeights(at: number, pairs: number, padding: number, count: number): void {
    const low = 2 ** LOW_BITS - 1;
    for (let pair = 0; pair < pairs; pair += 1) {
      const k = 2 * pair - padding;
      const a = k >= 0 && k < count ? this.#weights[k]! : 0;
      const b = k + 1 >= 0 && k + 1 < count ? this.#weights[k + 1]! : 0;
      this.#words[at + 2 * pair] = ((a >> LOW_BITS) & 0xffff) | ((b >> LOW_BITS) << 16);
      this.#words[at + 2 * pair + 1] = (a & low) | ((b & low) << 16);
    }
  }
}
