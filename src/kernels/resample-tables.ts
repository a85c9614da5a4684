import type { Filter } from '../image/types.ts';
import { resampleTaps } from './filters.ts';
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
  readonly #memory: DataView;
  readonly #area: MemoryArea;
  readonly #tables = new Map<string, ResampleTable>();
  #used = 0;

  constructor(memory: ArrayBufferLike, area: MemoryArea) {
    this.#memory = new DataView(memory);
    this.#area = area;
  }

  /**
   * @param stepBytes what the position of the first tap counts: 4 for pixels of a row, 1 for rows
   */
  get(input: number, output: number, filter: Filter, stepBytes: number): ResampleTable {
    const key = `${input} ${output} ${filter} ${stepBytes}`;
    let table = this.#tables.get(key);
    if (table === undefined) {
      table = this.#build(input, output, filter, stepBytes);
      this.#tables.set(key, table);
    }
    return table;
  }

  /** Makes room for a further table of these sizes, if need be by giving up all others. */
  ensureRoom(input: number, output: number): void {
    // Lanczos has the widest support, 3.
    const taps = Math.ceil(6 * Math.max(1, input / output)) + 4;
    if (this.#used + output * (4 + taps * 4) <= this.#area.bytes) return;
    this.#tables.clear();
    this.#used = 0;
  }

  #build(input: number, output: number, filter: Filter, stepBytes: number): ResampleTable {
    const taps = Array.from({ length: output }, (_, o) => resampleTaps(input, output, filter, o));
    const pairs = Math.ceil(Math.max(1, ...taps.map(({ weights }) => weights.length)) / 2);
    const bytes = output * (4 + pairs * 8);
    const address = this.#area.start + this.#used;
    if (this.#used + bytes > this.#area.bytes) throw new RangeError(`a table of ${bytes} bytes passes the area`);
    this.#used += Math.ceil(bytes / 16) * 16;
    let at = address;
    for (const { first: start, weights: own } of taps) {
      // Padding taps have weight 0 and are read all the same: they go where the input has pixels.
      const first = Math.max(0, Math.min(start, input - 2 * pairs));
      const weights = [...new Array<number>(start - first).fill(0), ...own];
      this.#memory.setInt32(at, first * stepBytes, true);
      at += 4;
      for (let pair = 0; pair < pairs; pair += 1) {
        const [a, b] = [weights[2 * pair] ?? 0, weights[2 * pair + 1] ?? 0];
        this.#memory.setInt16(at, a >> LOW_BITS, true);
        this.#memory.setInt16(at + 2, b >> LOW_BITS, true);
        this.#memory.setInt16(at + 4, a & (2 ** LOW_BITS - 1), true);
        this.#memory.setInt16(at + 6, b & (2 ** LOW_BITS - 1), true);
        at += 8;
      }
    }
    return { address, pairs };
  }
}
