import { setTimeout as sleep } from 'node:timers/promises';
import { CrescendoError } from '../../errors.ts';
import { LIMITS } from '../../limits.ts';
import { concernsOneSample } from '../storage/failure-kind.ts';
import type { ObjectRange, RemoteStorage } from '../storage/storage.ts';
import { isFull } from './database.ts';
import { checksumOfPart, type PartCalls, writePart } from './files.ts';
import type { CacheFolder } from './folder.ts';
import type { CacheIndex } from './index-of-parts.ts';
import type { SharedCacheState } from './shared.ts';

/** Between two signs of life of a part's writer. */
const RENEW_MS = 5000;
/** Between two looks at a part that another thread fetches; the pause doubles up to the greatest. */
const FIRST_LOOK_MS = 2;
const GREATEST_LOOK_MS = 50;
/** How long nothing is fetched after the disk has failed: the bytes would come in vain. */
const BROKEN_MS = 10_000;
const DISK_FULL = new Set(['ENOSPC', 'EDQUOT']);

/** Memory for parts that are being fetched: as many at a time, and no more. It is kept for the next ones. */
export class FetchSlots {
  readonly #free: Uint8Array[] = [];
  readonly #queue: ((memory: Uint8Array) => void)[] = [];
  #left: number;

  constructor(count: number) {
    this.#left = count;
  }

  /** Waits until one is free. */
  async take(): Promise<Uint8Array> {
    const free = this.#free.pop();
    if (free !== undefined) return free;
    if (this.#left === 0) return await new Promise((resolve) => this.#queue.push(resolve));
    this.#left -= 1;
    return new Uint8Array(LIMITS.cachePartBytes);
  }

  give(memory: Uint8Array): void {
    const next = this.#queue.shift();
    if (next === undefined) this.#free.push(memory);
    else next(memory);
  }
}

/** A part to fetch. */
export interface PartRequest {
  name: string;
  range: ObjectRange;
  /** Bytes of the read that wants it; 0 if none does yet. */
  readBytes: number;
}

/** What came of it: it is there, or it is not worth keeping, or the cache cannot keep it now. */
export type Fetched = 'there' | 'refused' | 'failed';

export interface FetchContext {
  folder: CacheFolder;
  index: CacheIndex;
  state: SharedCacheState;
  storage: RemoteStorage;
  /** As the index shows it to people. */
  place: string;
  slots: FetchSlots;
  calls?: PartCalls | undefined;
}

/**
 * Fetches whole parts into the cache, each once, whichever threads and processes want it: the first one reserves its room,
 * and the others wait.
 */
export class PartFetcher {
  readonly #context: FetchContext;
  readonly #flights = new Map<string, Promise<Fetched>>();
  readonly #closing = new AbortController();
  #brokenUntil = 0;
  /** Parts in whose places lies something that the cache did not make. */
  readonly #taken = new Set<string>();

  constructor(context: FetchContext) {
    this.#context = context;
  }

  /** Parts that are being fetched, or wait for their turn. */
  get flights(): number {
    return this.#flights.size;
  }

  /**
   * Fetches a part, or waits until another thread has done so. Rejects with the storage's error, or if `signal` is aborted;
   * the fetch itself then goes on, as others may wait for it.
   */
  async fetch(request: PartRequest, signal?: AbortSignal): Promise<Fetched> {
    if (performance.now() < this.#brokenUntil || this.#taken.has(request.name)) return 'failed';
    let flight = this.#flights.get(request.name);
    if (flight === undefined) {
      flight = this.#fetch(request).finally(() => this.#flights.delete(request.name));
      this.#flights.set(request.name, flight);
      // Whoever waits for it gets its error; perhaps nobody does any more.
      flight.catch(() => {});
    }
    return await abortable(flight, signal);
  }

  /** Gives up what is being fetched. Resolves when nothing is written any more. */
  async close(): Promise<void> {
    this.#closing.abort(new CrescendoError('INTERNAL', 'the cache is closed'));
    await Promise.allSettled(this.#flights.values());
  }

  async #fetch(request: PartRequest): Promise<Fetched> {
    const memory = await this.#context.slots.take();
    try {
      return await this.#reserveAndFill(request, memory);
    } finally {
      this.#context.slots.give(memory);
    }
  }

  async #reserveAndFill({ name, range, readBytes }: PartRequest, memory: Uint8Array): Promise<Fetched> {
    const { index, place } = this.#context;
    const wanted = { name, place, bytes: range.length, readBytes };
    for (let pause = FIRST_LOOK_MS; ; pause = Math.min(2 * pause, GREATEST_LOOK_MS)) {
      this.#closing.signal.throwIfAborted();
      const reserved = this.#reserve(() => index.reserve(wanted));
      if (reserved === undefined) return 'failed';
      if (reserved.kind === 'ready') return 'there';
      if (reserved.kind === 'refused') {
        this.#context.state.add('refused');
        return 'refused';
      }
      if (reserved.kind === 'reserved')
        return await this.#fill(name, range, reserved, memory.subarray(0, range.length));
      await sleep(pause, undefined, { signal: this.#closing.signal, ref: true });
    }
  }

  /** Fills reserved room from the storage. */
  async #fill(
    name: string,
    range: ObjectRange,
    { token, id }: { token: string; id: number },
    bytes: Uint8Array,
  ): Promise<Fetched> {
    const { index, state, storage } = this.#context;
    const signOfLife = setInterval(() => this.#reserve(() => index.renew(token)), RENEW_MS).unref();
    let published = false;
    try {
      await storage.read(range, bytes, this.#closing.signal);
      published = await this.#keep(name, token, bytes);
      if (!published) return 'failed';
      state.add('fetched');
      state.add('fetchedBytes', range.length);
      state.setVerified(id);
      return 'there';
    } catch (error) {
      // The part's other bytes may be the reason; whether the sample's own can be read tells its own read.
      if (error instanceof CrescendoError && (error.reason === 'MISSING_SAMPLE' || concernsOneSample(error))) {
        return 'failed';
      }
      throw error;
    } finally {
      clearInterval(signOfLife);
      if (!published) this.#reserve(() => index.release(token));
    }
  }

  /** Writes and publishes the bytes of a part; false if the disk cannot take it, or another writer has it. */
  async #keep(name: string, token: string, bytes: Uint8Array): Promise<boolean> {
    const { folder, index, state, calls } = this.#context;
    try {
      await writePart(folder.written(token), bytes, calls);
      return index.publish(token, name, checksumOfPart(bytes));
    } catch (error) {
      if (DISK_FULL.has((error as NodeJS.ErrnoException).code ?? '') || isFull(error)) {
        state.add('full');
        // The room of the part that did not fit is given back first, so that it does not count.
        this.#reserve(() => index.release(token));
        this.#reserve(() => index.noteFull());
      } else {
        state.add('faults');
        if (error instanceof CrescendoError) this.#taken.add(name);
        else this.#brokenUntil = performance.now() + BROKEN_MS;
      }
      return false;
    }
  }

  /** A cache whose index fails is no reason for a read to fail. */
  #reserve<T>(work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      this.#context.state.add(isFull(error) ? 'full' : 'faults');
      return undefined;
    }
  }
}

/** Rejects as soon as the signal is aborted, whatever becomes of the promise. */
function abortable<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    if (signal.aborted) {
      abort();
      return;
    }
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
