import type { SampleSource } from '../source.ts';
import type { ReadySample, SampleJob, SampleStream } from './sample-stream.ts';

/** Samples between the one that is made and the one whose file is requested: about 10 ms of two workers' time. */
const READ_AHEAD = 16;

type ReadSource = Pick<SampleSource, 'locate' | 'read' | 'image' | 'advise'>;

/**
 * Samples of a local storage: each is read by the worker that makes it, when it makes it, and the system is told early
 * which samples come next.
 */
export class ReadWhenClaimed implements SampleStream, ReadySample {
  readonly #source: ReadSource;
  readonly #job: SampleJob;
  #item = 0;

  constructor(source: ReadSource, job: SampleJob) {
    this.#source = source;
    this.#job = job;
  }

  get item(): number {
    return this.#item;
  }

  next(): ReadySample | undefined {
    const { indices, signal } = this.#job;
    if (signal?.aborted === true) return undefined;
    const item = this.#job.claim();
    if (item === undefined) return undefined;
    // All threads share the system's cache, so each sample is requested once, whichever thread will claim it; the
    // thread with the first sample begins.
    const first = item === 0 ? 1 : item + READ_AHEAD;
    const end = Math.min(indices.length, item + READ_AHEAD + 1);
    for (let k = first; k < end; k += 1) this.#advise(indices[k]!);
    this.#item = item;
    return this;
  }

  open(): ReturnType<ReadySample['open']> {
    const index = this.#job.indices[this.#item]!;
    return this.#job.parts === undefined ? this.#source.read(index) : this.#source.image(index);
  }

  close(): void {}

  #advise(index: number): void {
    const { parts } = this.#job;
    try {
      const location = this.#source.locate(index);
      const length = Math.min(location.length, parts?.startBytes ?? location.length);
      this.#source.advise(index, length === location.length ? location : { ...location, length });
    } catch {
      // Reading the sample reports what is wrong with it.
    }
  }
}
