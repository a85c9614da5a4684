import type { Filter } from '../../types.ts';
import { longestTaps, type ResampleAxis, resampleTapsInto, tapBounds } from './filters.ts';
import type { MemoryArea } from './memory.ts';

/** A weight table in the kernels' memory. */
export interface ResampleTable {
  address: number;
  /** Tap pairs of every output pixel. */
  pairs: number;
}

const LOW_BITS = 11;

/**
 * Weight tables by (axis, filter, bytes of a tap step), in a bounded area of the kernels' memory. When the area is
 * full, it starts again from the beginning: the sizes of random crops repeat so soon that nothing more elaborate pays
 * off.
 *
 * A table holds only the output pixels that are made. So none is larger than a tenth of the area, however long the
 * whole axis is: of `count` pixels, it has about `count` * 6 * input / output taps at most, and `count` <= output.
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
   * The table of an axis; discards all others if it is new and there is no room for it.
   *
   * @param stepBytes what the position of a tap counts: 4 for pixels of a row, 1 for rows. Positions are relative to the
   *   first tap of the axis
   */
  get(axis: ResampleAxis, filter: Filter, stepBytes: number): ResampleTable {
    const { input, window, output, first, count } = axis;
    const part = window === undefined ? '' : ` ${window.start} ${window.length}`;
    const key = `${input} ${output} ${first} ${count} ${filter} ${stepBytes}${part}`;
    let table = this.#tables.get(key);
    if (table === undefined) {
      table = this.#build(axis, filter, stepBytes);
      this.#tables.set(key, table);
    }
    return table;
  }

  /** The start of `bytes` bytes that no other table holds. */
  #allocate(bytes: number): number {
    if (bytes > this.#area.bytes) throw new RangeError(`a table of ${bytes} bytes passes the area`);
    if (this.#used + bytes > this.#area.bytes) {
      this.#tables.clear();
      this.#used = 0;
    }
    const address = this.#area.start + this.#used;
    this.#used += Math.ceil(bytes / 16) * 16;
    return address;
  }

  /**
   * Builds the table without allocating an array for each output pixel: photographs with thousands of pixels a side
   * repeat their crop sizes too seldom for any cache, so every image needs two new tables.
   */
  #build(axis: ResampleAxis, filter: Filter, stepBytes: number): ResampleTable {
    const longest = longestTaps(axis, filter);
    const pairs = Math.ceil(Math.max(1, longest) / 2);
    const address = this.#allocate(axis.count * (4 + pairs * 8));
    if (this.#weights.length < longest) this.#weights = new Float64Array(2 * longest);
    const [origin, end] = tapBounds(axis, filter);
    for (let k = 0; k < axis.count; k += 1) {
      const { first: start, count } = resampleTapsInto(axis, filter, axis.first + k, this.#weights);
      // Padding taps have weight 0 but are still read, so they must point to existing pixels.
      const first = Math.max(origin, Math.min(start, end - 2 * pairs));
      const entry = (address + k * (4 + pairs * 8)) >> 2;
      this.#words[entry] = (first - origin) * stepBytes;
      this.#writeWeights(entry + 1, pairs, start - first, count);
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
