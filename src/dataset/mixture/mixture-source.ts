import { CrescendoError } from '../../errors.ts';
import { LIMITS } from '../../limits.ts';
import type { EncodedImage } from '../../pixels/decode/encoded-image.ts';
import type { LabelJoining } from '../../spec/mixture-fields.ts';
import { BufferPool } from '../fetch/buffer-pool.ts';
import { FetchAhead } from '../fetch/fetch-ahead.ts';
import { FetchPace } from '../fetch/fetch-pace.ts';
import { ReadWhenClaimed } from '../fetch/read-when-claimed.ts';
import type { SampleJob, SampleStream } from '../fetch/sample-stream.ts';
import type { SampleSource, SourceDescription, SourceDescriptor } from '../source.ts';
import type { ObjectRange } from '../storage/storage.ts';
import { JoinedSamples } from './joined-samples.ts';

/** What a worker needs to open the sources of a mixture: plain data. */
export interface MixtureDescriptor {
  kind: 'mixture';
  parts: readonly { id: string; source: SourceDescriptor }[];
  labels: LabelJoining | undefined;
  /** SHA-256 of everything that determines what is read. */
  digest: string;
}

/** The samples of several sources, with indices as `JoinedSamples` has them. */
export class MixtureSource implements SampleSource {
  readonly manifest: JoinedSamples;
  readonly local: boolean;
  readonly #sources: readonly SampleSource[];
  /** Memory of streams that have ended. */
  readonly #pools: BufferPool[] = [];
  readonly #pace = new FetchPace();

  /** @param sources those of the descriptor's parts */
  constructor({ parts, labels }: MixtureDescriptor, sources: readonly SampleSource[]) {
    this.manifest = new JoinedSamples(
      parts.map(({ id }, k) => ({ id, manifest: sources[k]!.manifest })),
      labels,
    );
    this.local = sources.every(({ local }) => local);
    this.#sources = sources;
  }

  locate(index: number): ObjectRange {
    const { source, own } = this.#own(index);
    return this.#named(index, () => source.locate(own));
  }

  read(index: number): Uint8Array | Promise<Uint8Array> {
    const { source, own } = this.#own(index);
    return this.#named(index, () => source.read(own));
  }

  image(index: number): EncodedImage {
    const { source, own } = this.#own(index);
    return this.#named(index, () => source.image(own));
  }

  fill(index: number, range: ObjectRange, into: Uint8Array, signal?: AbortSignal): void | Promise<void> {
    const { source, own } = this.#own(index);
    return this.#named(index, () => source.fill(own, range, into, signal));
  }

  advise(index: number, range: ObjectRange): void {
    const { source, own } = this.#own(index);
    source.advise(own, range);
  }

  samples(job: SampleJob): SampleStream {
    if (this.local) return new ReadWhenClaimed(this, job);
    const pool = this.#pools.pop() ?? new BufferPool(LIMITS.fetchBytes);
    return new FetchAhead(job, {
      locate: (index) => this.locate(index),
      read: async (index, range, into) => this.fill(index, range, into, job.signal),
      pool,
      onClosed: () => this.#pools.push(pool),
      pace: this.#pace,
    });
  }

  describe(): SourceDescription {
    return {
      kind: 'mixture',
      sampleCount: this.manifest.sampleCount,
      classCount: this.manifest.classNames.length,
      bytes: this.manifest.totalBytes(),
      manifestDigest: this.manifest.digest,
    };
  }

  /** The parts may serve other runs as well, and stay open. */
  close(): void {
    this.#pools.length = 0;
  }

  #own(index: number): { source: SampleSource; own: number } {
    const dataset = this.manifest.datasetOf(index);
    return { source: this.#sources[dataset]!, own: index - this.manifest.bases[dataset]! };
  }

  /** Errors name the dataset too: keys of two datasets may be the same. */
  #named<Result>(index: number, work: () => Result): Result {
    const { id } = this.manifest.parts[this.manifest.datasetOf(index)]!;
    try {
      const result = work();
      return result instanceof Promise
        ? (result.catch((error: unknown) => {
            throw ofDataset(id, error);
          }) as Result)
        : result;
    } catch (error) {
      throw ofDataset(id, error);
    }
  }
}

function ofDataset(dataset: string, error: unknown): unknown {
  if (!(error instanceof CrescendoError)) return error;
  const metadata = { ...error.metadata, dataset };
  return new CrescendoError(error.reason, `dataset ${dataset}: ${error.message}`, metadata, { cause: error.cause });
}
