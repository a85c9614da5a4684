import type { EncodedImage } from '../../pixels/decode/encoded-image.ts';
import type { ByteRange } from '../../pixels/decode/formats/format.ts';

/** Samples to be read, divided between threads: each makes those that it claims. */
export interface SampleJob {
  /** Manifest indices of the job's samples. */
  indices: Float64Array;
  /** The next item that nobody has claimed, a position in `indices`; undefined if there is none left. */
  claim(): number | undefined;
  /** How much of a sample is read; without it, all. */
  parts?: SampleParts | undefined;
  /** Threads that share the job; 1 by default. */
  threads?: number | undefined;
  /** Aborted when nobody wants the samples any more. */
  signal?: AbortSignal | undefined;
}

/** For image formats of which less than the whole may be read. */
export interface SampleParts {
  /** Bytes at the start of a sample that tell what else it takes. */
  startBytes: number;
  /**
   * What else has to be read of an item; undefined stands for all of it.
   *
   * @param image the item's sample; what is not there is read
   */
  rangesOf(item: number, image: EncodedImage): Promise<readonly ByteRange[] | undefined>;
}

/** The samples that one thread makes of a job. */
export interface SampleStream {
  /**
   * The next sample that can be read; undefined after the last one, or if the job was abandoned. The sample before is
   * released.
   */
  next(): ReadySample | undefined | Promise<ReadySample | undefined>;
  /** Releases all that is held, and what is still being read as soon as that ends. */
  close(): void;
}

/** A sample that its thread makes now. */
export interface ReadySample {
  /** Position in the job's `indices`. */
  readonly item: number;
  /** The encoded image, valid until the stream's next call. Throws what reading it threw. */
  open(): Uint8Array | EncodedImage | Promise<Uint8Array>;
}
