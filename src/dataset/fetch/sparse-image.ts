import type { EncodedImage } from '../../pixels/decode/encoded-image.ts';
import type { ByteRange } from '../../pixels/decode/formats/format.ts';

/** Reads a range of a sample into memory of that length. */
export type ReadRange = (range: ByteRange, into: Uint8Array) => void | Promise<void>;

/** A sample of which parts are in memory, each at its own offset. */
export class SparseImage implements EncodedImage {
  readonly length: number;
  readonly #buffer: Uint8Array;
  readonly #read: ReadRange;
  /** The ranges that have been read, as [start, end): disjoint, in no particular order. */
  #loaded: (readonly [number, number])[] = [];

  /** @param buffer memory for the whole sample */
  constructor(length: number, buffer: Uint8Array, read: ReadRange) {
    this.length = length;
    this.#buffer = buffer;
    this.#read = read;
  }

  read({ offset, length }: ByteRange): Uint8Array | Promise<Uint8Array> {
    const end = offset + length;
    if (!(offset >= 0 && length >= 0 && end <= this.length)) {
      throw new RangeError(`bytes ${offset}..${end} do not lie in a sample of ${this.length} bytes`);
    }
    const view = this.#buffer.subarray(offset, end);
    // A beginning of the range that is already there is not read again.
    const start = this.#loaded.find(([from, to]) => from <= offset && offset < to)?.[1] ?? offset;
    if (start >= end) return view;
    const pending = this.#read({ offset: start, length: end - start }, this.#buffer.subarray(start, end));
    if (pending === undefined) {
      this.#add(start, end);
      return view;
    }
    return pending.then(() => {
      this.#add(start, end);
      return view;
    });
  }

  #add(start: number, end: number): void {
    const touches = ([from, to]: readonly [number, number]): boolean => from <= end && start <= to;
    const joined = this.#loaded.filter(touches);
    const union = [Math.min(start, ...joined.map(([from]) => from)), Math.max(end, ...joined.map(([, to]) => to))];
    this.#loaded = [...this.#loaded.filter((each) => !touches(each)), [union[0]!, union[1]!]];
  }
}
