import type { ObjectRange } from '../storage/storage.ts';
import type { BufferPool } from './buffer-pool.ts';
import type { FetchPace } from './fetch-pace.ts';
import type { ReadySample, SampleJob, SampleStream } from './sample-stream.ts';
import { SparseImage } from './sparse-image.ts';

/** The resources of a stream of fetched samples. */
export interface FetchOptions {
  locate(index: number): ObjectRange;
  /** Fills `into` with a range of sample `index`. */
  read(index: number, range: ObjectRange, into: Uint8Array): Promise<void>;
  /** Memory that only this stream uses, until `onClosed`. It has room for any one sample. */
  pool: BufferPool;
  /** Called when the stream is closed and no read is outstanding. */
  onClosed(): void;
  /** Samples that are read or held at a time, in addition to the one that is made; as many as the pace asks for by default. */
  samplesAhead?: number | undefined;
  /** What this thread's streams have observed. */
  pace: FetchPace;
}

/** A claimed sample that is being fetched. */
interface Fetched {
  item: number;
  location?: ObjectRange;
  buffer?: Uint8Array | undefined;
  image?: SparseImage;
  error?: unknown;
}

/**
 * Samples of a remote storage: reads of many samples are outstanding at a time, and a sample is returned as soon as its
 * bytes are there, in whatever order the samples were claimed.
 */
export class FetchAhead implements SampleStream {
  readonly #job: SampleJob;
  readonly #options: FetchOptions;
  /** The job's samples that are this thread's, as the other ones have their share. */
  readonly #share: number;
  readonly #ready: Fetched[] = [];
  #reading = 0;
  /** It is claimed, but there is no memory for it yet. */
  #waiting: Fetched | undefined;
  #current: Fetched | undefined;
  /** When the current sample was given out. */
  #givenAt = 0;
  #closed = false;
  #settled = false;
  #wake: (() => void) | undefined;

  constructor(job: SampleJob, options: FetchOptions) {
    this.#job = job;
    this.#options = options;
    this.#share = Math.ceil(job.indices.length / (job.threads ?? 1));
    job.signal?.addEventListener('abort', this.#abandon, { once: true });
    if (job.signal?.aborted === true) this.#abandon();
    this.#fill();
  }

  async next(): Promise<ReadySample | undefined> {
    if (this.#current !== undefined) this.#options.pace.made(performance.now() - this.#givenAt);
    this.#release(this.#current);
    this.#current = undefined;
    this.#fill();
    // A thread that decodes synchronously, sample after sample, would otherwise never get to send and receive anything.
    await new Promise(setImmediate);
    for (;;) {
      if (this.#closed) {
        this.#settle();
        return undefined;
      }
      this.#fill();
      const fetched = this.#ready.shift();
      if (fetched !== undefined) {
        this.#current = fetched;
        this.#givenAt = performance.now();
        return readySample(fetched, this.#job);
      }
      // `#fill` claims as long as it can: nothing is left.
      if (this.#reading === 0) return undefined;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  close(): void {
    this.#release(this.#current);
    this.#current = undefined;
    this.#abandon();
  }

  /** Gives up all samples except the one that is being made, whose bytes stay until its user returns. */
  readonly #abandon = (): void => {
    if (!this.#closed) {
      this.#closed = true;
      this.#job.signal?.removeEventListener('abort', this.#abandon);
      for (const fetched of this.#ready.splice(0)) this.#release(fetched);
      this.#waiting = undefined;
      this.#wakeUp();
    }
    this.#settle();
  };

  /** Returns the memory once nobody accesses it any more. */
  #settle(): void {
    if (this.#settled || this.#reading > 0 || this.#current !== undefined) return;
    this.#settled = true;
    this.#options.onClosed();
  }

  /** Starts reads as long as samples can be claimed and there is room for them. */
  #fill(): void {
    const { samplesAhead, pace } = this.#options;
    const ahead = Math.max(1, Math.min(samplesAhead ?? pace.samplesAhead, this.#share));
    while (!this.#closed && this.#reading + this.#ready.length < ahead) {
      this.#waiting ??= this.#claim();
      if (this.#waiting === undefined || !this.#start(this.#waiting)) return;
      this.#waiting = undefined;
    }
  }

  #claim(): Fetched | undefined {
    const item = this.#job.claim();
    if (item === undefined) return undefined;
    try {
      return { item, location: this.#options.locate(this.#job.indices[item]!) };
    } catch (error) {
      return { item, error };
    }
  }

  /** Returns false if there is no memory now. */
  #start(fetched: Fetched): boolean {
    const { location } = fetched;
    if (location === undefined) {
      this.#ready.push(fetched);
      return true;
    }
    const buffer = this.#options.pool.take(location.length);
    if (buffer === undefined) return false;
    fetched.buffer = buffer;
    const index = this.#job.indices[fetched.item]!;
    fetched.image = new SparseImage(location.length, buffer, ({ offset, length }, into) =>
      this.#options.read(index, { ...location, offset: location.offset + offset, length }, into),
    );
    this.#reading += 1;
    void this.#fetch(fetched, fetched.image);
    return true;
  }

  /** Never rejects: an error is thrown when the sample is opened. */
  async #fetch(fetched: Fetched, image: SparseImage): Promise<void> {
    const start = performance.now();
    try {
      await readParts(fetched.item, image, this.#job);
      this.#options.pace.fetched(performance.now() - start);
    } catch (error) {
      fetched.error = error;
      this.#release(fetched);
    }
    this.#reading -= 1;
    if (this.#closed) {
      this.#release(fetched);
      this.#settle();
      return;
    }
    this.#ready.push(fetched);
    this.#fill();
    this.#wakeUp();
  }

  #release(fetched: Fetched | undefined): void {
    if (fetched?.buffer === undefined) return;
    this.#options.pool.give(fetched.buffer);
    fetched.buffer = undefined;
  }

  #wakeUp(): void {
    this.#wake?.();
    this.#wake = undefined;
  }
}

/** Reads the part of a sample that the job needs. After it has settled, no read is outstanding. */
async function readParts(item: number, image: SparseImage, { parts }: SampleJob): Promise<void> {
  const whole = { offset: 0, length: image.length };
  if (parts === undefined) {
    await image.read(whole);
    return;
  }
  await image.read({ offset: 0, length: Math.min(parts.startBytes, image.length) });
  const ranges = (await parts.rangesOf(item, image)) ?? [whole];
  const reads = await Promise.allSettled(ranges.map(async (range) => image.read(range)));
  const failed = reads.find((read) => read.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

function readySample({ item, image, error }: Fetched, { parts }: SampleJob): ReadySample {
  return {
    item,
    open() {
      if (image === undefined || error !== undefined) throw error;
      return parts === undefined ? image.read({ offset: 0, length: image.length }) : image;
    },
  };
}
