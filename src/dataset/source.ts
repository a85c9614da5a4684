import type { Manifest } from './manifest.ts';

/**
 * A set of samples with random access. Folders are the first kind; others plug in here.
 *
 * A source is used by one worker at a time: what `read` returns is valid until the next call.
 */
export interface SampleSource {
  readonly manifest: Manifest;
  /** The encoded bytes of sample `index`. Throws MISSING_SAMPLE (the sample is bad) or READ_FAILED (may pass). */
  read(index: number): Uint8Array | Promise<Uint8Array>;
  /** Says that sample `index` will be read soon, by this worker or another one. Does not wait, and never fails. */
  expect(index: number): void;
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
  kind: 'folder';
  root: string;
  manifest: SharedArrayBuffer;
}
