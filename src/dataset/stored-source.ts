import { CrescendoError } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import type { EncodedImage } from '../pixels/decode/encoded-image.ts';
import type { Container } from './containers/container.ts';
import { BufferPool } from './fetch/buffer-pool.ts';
import { FetchAhead } from './fetch/fetch-ahead.ts';
import { FetchPace } from './fetch/fetch-pace.ts';
import { ReadWhenClaimed } from './fetch/read-when-claimed.ts';
import type { SampleJob, SampleStream } from './fetch/sample-stream.ts';
import { SparseImage } from './fetch/sparse-image.ts';
import type { Manifest } from './manifest.ts';
import type { SampleSource, SourceDescription } from './source.ts';
import type { ObjectRange, Storage } from './storage/storage.ts';

const INITIAL_BYTES = 256 * 1024;

/** How a source fetches from a remote storage. */
export interface SourceOptions {
  /** Bytes of fetched samples that a stream holds; at least the largest sample's, rounded up to a power of two. */
  fetchBytes?: number;
  /** Samples that a stream reads or holds at a time, in addition to the one that is made; by default as the storage's latency asks for. */
  samplesAhead?: number;
}

/** The samples of a container in a storage. */
export class StoredSource implements SampleSource {
  readonly manifest: Manifest;
  readonly local: boolean;
  readonly #container: Container;
  readonly #storage: Storage;
  readonly #options: SourceOptions;
  #buffer = new Uint8Array(INITIAL_BYTES);
  /** Memory of streams that have ended. */
  readonly #pools: BufferPool[] = [];
  readonly #pace = new FetchPace();

  constructor(container: Container, storage: Storage, options: SourceOptions = {}) {
    this.#container = container;
    this.#storage = storage;
    this.#options = options;
    this.manifest = container.manifest;
    this.local = storage.local;
  }

  locate(index: number): ObjectRange {
    const location = this.#container.locate(index);
    if (location.length <= LIMITS.imageBytes) return location;
    const key = this.manifest.key(index);
    const [value, bound] = [String(location.length), String(LIMITS.imageBytes)];
    throw new CrescendoError('IMAGE_TOO_LARGE', `${key} has ${value} bytes; the limit imageBytes is ${bound}`, {
      key,
      value,
      bound,
      limit: 'imageBytes',
    });
  }

  read(index: number): Uint8Array | Promise<Uint8Array> {
    const location = this.locate(index);
    const bytes = this.#room(location.length).subarray(0, location.length);
    const pending = this.fill(index, location, bytes);
    return pending === undefined ? bytes : pending.then(() => bytes);
  }

  image(index: number): EncodedImage {
    const location = this.locate(index);
    return new SparseImage(location.length, this.#room(location.length), ({ offset, length }, into) =>
      this.fill(index, { ...location, offset: location.offset + offset, length }, into),
    );
  }

  samples(job: SampleJob): SampleStream {
    const storage = this.#storage;
    return storage.local ? new ReadWhenClaimed(this, job) : this.#fetched(job);
  }

  describe(): SourceDescription {
    return {
      kind: this.#container.kind,
      sampleCount: this.manifest.sampleCount,
      classCount: this.manifest.classNames.length,
      bytes: this.manifest.totalBytes(),
      manifestDigest: this.manifest.digest,
    };
  }

  close(): void {
    this.#buffer = new Uint8Array(0);
    this.#pools.length = 0;
    this.#storage.close();
  }

  /**
   * Each stream has memory of its own, because a stream that waits for its turn could otherwise keep the memory that
   * another one needs.
   */
  #fetched(job: SampleJob): SampleStream {
    const pool = this.#pools.pop() ?? new BufferPool(this.#options.fetchBytes ?? LIMITS.fetchBytes);
    return new FetchAhead(job, {
      locate: (index) => this.locate(index),
      read: async (index, range, into) => this.fill(index, range, into, job.signal),
      pool,
      onClosed: () => this.#pools.push(pool),
      samplesAhead: this.#options.samplesAhead,
      pace: this.#pace,
    });
  }

  fill(index: number, range: ObjectRange, into: Uint8Array, signal?: AbortSignal): void | Promise<void> {
    try {
      if (this.#storage.local) return this.#storage.read(range, into);
      return this.#storage.read(range, into, signal).catch((error: unknown) => {
        throw this.#ofSample(index, range, error);
      });
    } catch (error) {
      throw this.#ofSample(index, range, error);
    }
  }

  advise(_index: number, range: ObjectRange): void {
    if (this.#storage.local) this.#storage.advise(range);
  }

  /** The error with the sample's key instead of the object's name, or in addition to it. */
  #ofSample(index: number, { object }: ObjectRange, error: unknown): unknown {
    if (!(error instanceof CrescendoError)) return error;
    const key = this.manifest.key(index);
    const { object: _, ...metadata } = error.metadata;
    const named = object === key ? { ...metadata, key } : { ...metadata, key, object };
    const message = object === key ? error.message : `${key}: ${error.message}`;
    return new CrescendoError(error.reason, message, named, { cause: error.cause });
  }

  #room(length: number): Uint8Array {
    if (this.#buffer.length < length) this.#buffer = new Uint8Array(2 ** Math.ceil(Math.log2(length)));
    return this.#buffer;
  }
}
