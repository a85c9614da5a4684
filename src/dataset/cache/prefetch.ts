import { LIMITS } from '../../limits.ts';
import type { ObjectRange, RemoteStorage, Storage } from '../storage/storage.ts';
import { FetchSlots, PartFetcher } from './fetch-part.ts';
import type { CacheFolder } from './folder.ts';
import type { CacheIndex } from './index-of-parts.ts';
import type { SharedCacheState } from './shared.ts';

/** Parts that are looked at for one that is worth fetching. */
const CANDIDATES = 64;

/** A part that a followed stream is going to read. */
export interface ComingPart {
  place: string;
  range: ObjectRange;
}

export interface PrefetchContext {
  folder: CacheFolder;
  index: CacheIndex;
  state: SharedCacheState;
  open(place: string): Promise<Storage>;
  /** The streams of this process in the index. */
  streams(): Iterable<number>;
  /** The part of that name; undefined if no stream of this process is going to read it. */
  partOf(name: string): ComingPart | undefined;
}

/**
 * Fetches the parts that coming steps need, the next ones first, a bounded number at a time. The rule of admission decides
 * whether a part may come, so nothing that is needed earlier is removed for it.
 */
export class Prefetch {
  readonly #context: PrefetchContext;
  readonly #fetchers = new Map<string, Promise<PartFetcher | undefined>>();
  readonly #running = new Set<string>();
  /** Parts that could not be fetched: their readers try again. */
  readonly #failed = new Set<string>();
  /** Parts that had no room, until the streams move on and leave some: those that are needed later must not take it. */
  readonly #refused = new Set<string>();
  readonly #slots = new FetchSlots(LIMITS.cachePrefetches);
  #paused = false;
  #closed = false;

  constructor(context: PrefetchContext) {
    this.#context = context;
  }

  /** Parts that are being fetched. */
  get running(): number {
    return this.#running.size;
  }

  /** Starts as many fetches as may run, after the streams have moved on. */
  advance(): void {
    this.#refused.clear();
    this.#pump();
  }

  #pump(): void {
    if (this.#closed || this.#paused) return;
    for (const name of this.#candidates()) {
      if (this.#running.size >= LIMITS.cachePrefetches) return;
      const part = this.#context.partOf(name);
      if (this.#refused.has(name)) return;
      if (part === undefined || this.#running.has(name) || this.#failed.has(name)) continue;
      if (!this.#context.index.wouldKeep({ name, place: part.place, bytes: part.range.length, readBytes: 0 })) continue;
      this.#running.add(name);
      void this.#fetch(name, part);
    }
  }

  /** After an outage of a storage, or from time to time. */
  resume(): void {
    this.#paused = false;
    this.#failed.clear();
    this.advance();
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled([...this.#fetchers.values()].map(async (fetcher) => (await fetcher)?.close()));
  }

  async #fetch(name: string, { place, range }: ComingPart): Promise<void> {
    try {
      const fetcher = await this.#fetcher(place);
      const fetched = (await fetcher?.fetch({ name, range, readBytes: 0 })) ?? 'failed';
      if (fetched === 'refused') this.#refused.add(name);
      else if (fetched === 'failed') this.#failed.add(name);
    } catch {
      // The storage does not answer, or cannot be opened; the threads that read from it report that.
      this.#paused = true;
    } finally {
      this.#running.delete(name);
    }
    this.#pump();
  }

  #fetcher(place: string): Promise<PartFetcher | undefined> {
    let fetcher = this.#fetchers.get(place);
    if (fetcher === undefined) {
      fetcher = this.#open(place);
      this.#fetchers.set(place, fetcher);
      fetcher.catch(() => this.#fetchers.delete(place));
    }
    return fetcher;
  }

  async #open(place: string): Promise<PartFetcher | undefined> {
    const { folder, index, state, open } = this.#context;
    const storage = await open(place);
    if (storage.local) return undefined;
    const remote: RemoteStorage = storage;
    return new PartFetcher({ folder, index, state, storage: remote, place, slots: this.#slots });
  }

  /** Parts that are not in the cache, of all streams, in the order in which they are needed. */
  #candidates(): string[] {
    const { index, streams } = this.#context;
    const found = [...streams()].flatMap((stream) =>
      index.database.all<{ name: string; distance: number }>(
        `SELECT name, max(0, uses.step - streams.step) AS distance FROM uses JOIN streams ON streams.id = uses.stream
          WHERE stream = ? AND cached = 0 ORDER BY uses.step LIMIT ?`,
        ...[stream, CANDIDATES],
      ),
    );
    return found.sort((a, b) => a.distance - b.distance).map(({ name }) => name);
  }
}
