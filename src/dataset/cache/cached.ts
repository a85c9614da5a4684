import { LIMITS } from '../../limits.ts';
import type { ObjectRange, RemoteStorage } from '../storage/storage.ts';
import { FetchSlots, PartFetcher } from './fetch-part.ts';
import { checksumOfPart, type PartCalls, readPart } from './files.ts';
import { CacheFolder } from './folder.ts';
import { CacheIndex } from './index-of-parts.ts';
import { PartNames, type Piece } from './part-names.ts';
import { SharedCacheState } from './shared.ts';

/** Milliseconds between two notes of which parts were read. */
const TOUCH_MS = 1000;

/** Of this thread, for all its sources. */
const slots = new FetchSlots(LIMITS.cacheFetches);

/** A cache, as each thread that uses it needs to know it: plain data. */
export interface CacheOptions {
  /** The folder that the user has named. */
  folder: string;
  /** Bytes that the cache may take on disk; without it, what the server has set that opened the cache last. */
  bytes?: number;
  /** What the threads of a process share about the cache: `CacheControl` has it. */
  shared?: SharedArrayBuffer;
}

/**
 * A storage whose bytes are kept on a local disk. A read never returns the bytes of another version of an object than the one
 * that it asks for, and whatever goes wrong with the cache itself, the read goes to the storage.
 *
 * @param place of the storage, without credentials: objects of two places are never taken for each other
 * @throws PATH, INVALID_FIELD, DAMAGED_FILE if the cache cannot be opened
 */
export function cached(storage: RemoteStorage, place: string, options: CacheOptions, calls?: PartCalls): RemoteStorage {
  return new CachedStorage(storage, place, options, calls);
}

class CachedStorage implements RemoteStorage {
  readonly local = false;
  readonly #storage: RemoteStorage;
  readonly #place: string;
  readonly #names: PartNames;
  readonly #folder: CacheFolder;
  readonly #index: CacheIndex;
  readonly #state: SharedCacheState;
  readonly #fetcher: PartFetcher;
  /** Parts that this thread has found in the index, verified. */
  readonly #known = new Set<string>();
  /** Parts that were read since the last note. */
  readonly #touched = new Set<string>();
  readonly #timer: NodeJS.Timeout;

  constructor(storage: RemoteStorage, place: string, { folder, bytes, shared }: CacheOptions, calls?: PartCalls) {
    this.#storage = storage;
    this.#place = place;
    this.#names = new PartNames(place);
    this.#folder = CacheFolder.make(folder);
    this.#state = new SharedCacheState(shared);
    this.#index = new CacheIndex(this.#folder, { ...(bytes !== undefined && { limit: bytes }), state: this.#state });
    const context = { folder: this.#folder, index: this.#index, state: this.#state, storage, place, calls };
    this.#fetcher = new PartFetcher({ ...context, slots });
    this.#timer = setInterval(() => this.#note(), TOUCH_MS).unref();
  }

  async read(range: ObjectRange, into: Uint8Array, signal?: AbortSignal): Promise<void> {
    const pieces = this.#storage.isLocal?.(range.object) === true ? undefined : this.#names.pieces(range);
    if (pieces === undefined) return await this.#storage.read(range, into, signal);
    let at = 0;
    /** Where the pieces begin that the storage must read. */
    let through: number | undefined;
    for (const piece of pieces) {
      const target = into.subarray(at, at + piece.length);
      const there = this.#readHit(piece, target) || (await this.#readMissed(piece, target, signal));
      if (!there) through ??= at;
      else if (through !== undefined) {
        await this.#readThrough(range, through, at, into, signal);
        through = undefined;
      }
      at += piece.length;
    }
    if (through !== undefined) await this.#readThrough(range, through, at, into, signal);
  }

  close(): void {
    clearInterval(this.#timer);
    void this.#fetcher.close().then(() => {
      this.#note();
      this.#index.close();
      this.#storage.close();
    });
  }

  #readHit(piece: Piece, into: Uint8Array): boolean {
    if (!this.#readCached(piece, into)) return false;
    this.#state.add('hits');
    this.#state.add('hitBytes', piece.length);
    return true;
  }

  /** Reads a piece from the cache; false if it is not there. */
  #readCached({ name, part, offset }: Piece, into: Uint8Array): boolean {
    try {
      if (!this.#known.has(name) && !this.#look(name)) return false;
      if (!readPart(this.#folder.part(name), offset, into)) {
        this.#forget(name, part.length);
        return false;
      }
      this.#touched.add(name);
      return true;
    } catch {
      this.#state.add('faults');
      return false;
    }
  }

  /** Looks for a part in the index. One that no thread of this process has read yet is verified. */
  #look(name: string): boolean {
    const found = this.#index.find(name);
    if (found === undefined || found.ready === 0) return false;
    if (!this.#state.isVerified(found.id)) {
      const bytes = new Uint8Array(found.bytes);
      if (!readPart(this.#folder.part(name), 0, bytes) || checksumOfPart(bytes) !== found.checksum) {
        if (this.#index.remove(found)) this.#state.add('corrupted');
        return false;
      }
      this.#state.setVerified(found.id);
    }
    this.#known.add(name);
    return true;
  }

  /** The file of a part is gone, as after its eviction, or shorter than it was. */
  #forget(name: string, length: number): void {
    this.#known.delete(name);
    const found = this.#index.find(name);
    // Between the two looks, it may have come back.
    if (found?.ready !== 1 || readPart(this.#folder.part(name), 0, new Uint8Array(length))) return;
    if (this.#index.remove(found)) this.#state.add('corrupted');
  }

  /** Reads a piece after its part was fetched; false if the part is not worth that. */
  async #readMissed(piece: Piece, into: Uint8Array, signal?: AbortSignal): Promise<boolean> {
    const { name, part, length } = piece;
    this.#state.add('misses');
    const wanted = { name, place: this.#place, bytes: part.length, readBytes: length };
    try {
      if (this.#index.find(name) === undefined && !this.#index.wouldKeep(wanted)) {
        this.#state.add('refused');
        return false;
      }
    } catch {
      this.#state.add('faults');
      return false;
    }
    const fetched = await this.#fetcher.fetch({ name, range: part, readBytes: length }, signal);
    return fetched === 'there' && this.#readCached(piece, into);
  }

  async #readThrough(range: ObjectRange, from: number, to: number, into: Uint8Array, signal?: AbortSignal) {
    this.#state.add('readThrough');
    this.#state.add('throughBytes', to - from);
    const piece = { ...range, offset: range.offset + from, length: to - from };
    await this.#storage.read(piece, into.subarray(from, to), signal);
  }

  #note(): void {
    const names = [...this.#touched];
    this.#touched.clear();
    try {
      this.#index.touch(names);
    } catch {
      this.#state.add('faults');
    }
  }
}
