import type { EncodedImage } from '../../pixels/decode/encoded-image.ts';
import type { ByteRange } from '../../pixels/decode/formats/format.ts';

/** Samples to be read, divided between threads: each makes those that it claims. */
export interface SampleJob {
  /** Manifest indices of the job's samples. */
  indices: Float64Array;
  /** The next unclaimed item, a position in `indices`; undefined if there is none left. */
  claim(): number | undefined;
  /** How much of a sample is read; all of it by default. */
  parts?: SampleParts | undefined;
  /** Threads that share the job; 1 by default. */
  threads?: number | undefined;
  /** Aborted when nobody wants the samples any more. */
  signal?: AbortSignal | undefined;
}

/** For image formats of which less than the whole may be read. */
export interface SampleParts {
  /** Bytes at the start of a sample that show which other bytes are needed. */
  startBytes: number;
  /**
   * The other ranges to read of an item; undefined means all of it.
   *
   * @param image the item's sample; missing bytes are read
   */
  rangesOf(item: number, image: EncodedImage): Promise<readonly ByteRange[] | undefined>;
}

/** The samples that one thread makes of a job. */
export interface SampleStream {
  /**
   * The next sample that can be read; undefined after the last one, or if the job was abandoned. The previous sample is
   * released.
   */
  next(): ReadySample | undefined | Promise<ReadySample | undefined>;
  /** Releases everything that is held, and outstanding reads as soon as they end. */
  close(): void;
}

/** A sample that its thread makes now. */
export interface ReadySample {
  /** Position in the job's `indices`. */
  readonly item: number;
  /** The encoded image, valid until the stream's next call. Throws the error of reading it. */
  open(): Uint8Array | EncodedImage | Promise<Uint8Array>;
}
