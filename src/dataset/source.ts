import { createHash } from 'node:crypto';
import type { EncodedImage } from '../pixels/decode/encoded-image.ts';
import type { SampleJob, SampleStream } from './fetch/sample-stream.ts';
import type { Manifest } from './manifest.ts';
import type { SampleList } from './sample-list.ts';
import type { ObjectRange } from './storage/storage.ts';

/**
 * A set of samples with random access: a container over a storage.
 *
 * A source is used by one worker at a time: what `read` and `image` return is valid until the next call of either.
 * Whatever reads throws MISSING_SAMPLE or IMAGE_TOO_LARGE (the sample is bad) or READ_FAILED (a later read may succeed).
 */
export interface SampleSource {
  readonly manifest: SampleList;
  /** Whether reads are so fast that a worker can wait for each of them. */
  readonly local: boolean;
  /** Where the bytes of sample `index` lie. Throws IMAGE_TOO_LARGE. */
  locate(index: number): ObjectRange;
  /** The encoded bytes of sample `index`. Synchronous over a local storage. */
  read(index: number): Uint8Array | Promise<Uint8Array>;
  /** Sample `index`, of which only the requested ranges are read. */
  image(index: number): EncodedImage;
  /** Fills `into` with a range of sample `index`. Synchronous over a local storage. */
  fill(index: number, range: ObjectRange, into: Uint8Array, signal?: AbortSignal): void | Promise<void>;
  /** Tells a local storage that a range of sample `index` will be read. Does not wait, and never fails. */
  advise(index: number, range: ObjectRange): void;
  /** The samples of a job that this thread claims, in the order in which they can be read without waiting. */
  samples(job: SampleJob): SampleStream;
  /** What the source is, for people and logs. */
  describe(): SourceDescription;
  close(): void;
}

export interface SourceDescription {
  kind: string;
  sampleCount: number;
  classCount: number;
  /** Bytes of all samples. */
  bytes: number;
  /** SHA-256 of the manifest, in hexadecimal. */
  manifestDigest: string;
}

/** What a worker needs to open a source: plain data, with the manifest in shared memory. */
export interface SourceDescriptor {
  /** Kind of the container. */
  kind: string;
  /** Where its objects lie; for a folder, the absolute path; for several folders, the list of them. */
  root: string | readonly string[];
  manifest: SharedArrayBuffer;
  /** Whether the times that the manifest states are those of these files, and not of those that they are copies of. */
  timesCount: boolean;
  /**
   * SHA-256, in hexadecimal, of everything that determines what is read: sources with the same digest are the same
   * source.
   */
  digest: string;
}

/**
 * Describes the source of samples of a manifest.
 *
 * @param timesCount whether files whose times differ from the manifest's have changed
 */
export function describeSource(
  kind: string,
  root: string | readonly string[],
  manifest: Manifest,
  timesCount = false,
): SourceDescriptor {
  const { buffer, digest, versionsCrc, objectsCrc, followLinks } = manifest;
  const identity = JSON.stringify([kind, root, digest, followLinks, versionsCrc, objectsCrc, timesCount]);
  return { kind, root, manifest: buffer, timesCount, digest: createHash('sha256').update(identity).digest('hex') };
}
