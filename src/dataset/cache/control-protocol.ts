/** What passes between a `CacheControl` and the thread of its cache. */
import type { ErrorMetadata, Reason } from '../../errors.ts';

/** A function of a module that opens the storage of a source: `(source: unknown) => Storage`. */
export interface StorageOpener {
  /** URL of the module. */
  module: string;
  /** Name of the function among its exports. */
  name: string;
}

/** The thread's setup. */
export interface ControlSetup {
  folder: string;
  bytes: number;
  shared: SharedArrayBuffer;
  opener: StorageOpener;
}

export type ToThread =
  | { kind: 'follow'; stream: number; place: string; source: unknown; step: number }
  /** A stream is at a step, and the coming uses of parts have changed, as `changesText` writes them. Answered by `noted`. */
  | { kind: 'advance'; stream: number; step: number; changes: string }
  | { kind: 'unfollow'; stream: number }
  | { kind: 'close' };

export type FromThread =
  /** With the bytes that the disk has left, and that the cache has taken of it. */
  | { kind: 'opened'; free: number; used: number }
  | { kind: 'refused'; failure: { reason: Reason; message: string; metadata: ErrorMetadata } }
  | { kind: 'noted'; stream: number };
