import { isUrl } from '../place.ts';
import type { ObjectInfo, ObjectStore } from '../storage/storage.ts';
import type { ByteSource } from './byte-source.ts';

const KIB = 1024;

/**
 * How an object is read while it is indexed. What follows a header is skipped if it is longer than `skip` on average, and
 * otherwise read with it. A request to a remote storage takes as long as the transfer of megabytes, but many shards are read at
 * a time, and an index must not move the whole dataset.
 */
const LOCAL = { skip: 16 * KIB, small: 4 * KIB, large: 1024 * KIB };
const REMOTE = { skip: 64 * KIB, small: 4 * KIB, large: 8 * 1024 * KIB };
/** Weight of the last jump in the average. */
const WEIGHT = 1 / 4;

/** The part of an object that has been read, which moves through it. */
export class ObjectWindow implements ByteSource {
  readonly length: number;
  readonly #info: ObjectInfo;
  readonly #store: ObjectStore;
  readonly #sizes: typeof LOCAL;
  #block: Uint8Array = new Uint8Array(0);
  #start = 0;
  /** Where the last requested bytes ended. */
  #end = 0;
  /** Bytes of the next block: few until it is known how far apart the headers are. */
  #size: number;
  /** Bytes between two requests, on average. */
  #jump = 0;

  constructor(store: ObjectStore, info: ObjectInfo) {
    this.#store = store;
    this.#info = info;
    this.length = info.length;
    this.#sizes = isUrl(store.place) ? REMOTE : LOCAL;
    this.#size = this.#sizes.small;
  }

  peek(offset: number, length: number): Uint8Array | undefined {
    const at = offset - this.#start;
    if (at < 0 || at + length > this.#block.length) return undefined;
    this.#note(offset, length);
    return this.#block.subarray(at, at + length);
  }

  async load(offset: number, length: number): Promise<Uint8Array> {
    this.#note(offset, length);
    const { skip, small, large } = this.#sizes;
    this.#size = this.#jump > skip ? small : Math.min(large, this.#size * 4);
    const wanted = Math.min(Math.max(length, this.#size), this.length - offset);
    this.#block = await this.#store.read(this.#info, offset, wanted);
    this.#start = offset;
    return this.#block.subarray(0, length);
  }

  #note(offset: number, length: number): void {
    // Small steps, from a header to what it describes, are no jumps.
    const jump = offset - this.#end;
    if (jump >= KIB) this.#jump += WEIGHT * (Math.min(jump, 4 * this.#sizes.skip) - this.#jump);
    this.#end = offset + length;
  }
}
