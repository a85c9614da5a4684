import type { ByteRange } from '../../pixels/decode/formats/format.ts';

/** Where the bytes of a sample lie. */
export interface ObjectRange extends ByteRange {
  /** Name of the object in its storage: a path below a folder, a key of a bucket. */
  object: string;
  /** Bytes of the whole object if that is known; an object of another size has changed, and its samples are missing. */
  objectLength?: number;
  /** What else is known of the object's contents. */
  version?: ObjectVersion;
}

/** What an object was when it was indexed. If it is something else now, it has changed, and its samples are missing. */
export interface ObjectVersion {
  /** When its contents were last changed, in milliseconds since 1970; undefined if the times of this storage are others. */
  modifiedMs?: number;
  /** When it was last changed in any way, its permissions for example: another time means only that it may have changed. */
  changedMs?: number;
  /** The entity tag that the storage gave it, with its quotes. It is compared by the storage itself, in the same request. */
  etag?: string;
  /** The first bytes of the SHA-256 of its contents, which decide where times differ or are unknown. */
  checksum?: Uint8Array;
}

/**
 * Named objects whose byte ranges can be read. A read throws MISSING_SAMPLE if the object is not the expected one, and
 * READ_FAILED if the same read may succeed later; its metadata `scope` is `sample` if other objects can be read at the
 * same time (`suspectSample`).
 */
export type Storage = LocalStorage | RemoteStorage;

/**
 * Storage whose reads are so fast that a worker can wait for each of them: files on a local disk. The processes of the
 * machine share its cache, so data that one thread asks it to read ahead is there for all of them.
 */
export interface LocalStorage {
  readonly local: true;
  /** Fills `into` with the `range.length` bytes of a range. */
  read(range: ObjectRange, into: Uint8Array): void;
  /** Makes the system read a range into its cache. Does not wait, and never fails. */
  advise(range: ObjectRange): void;
  close(): void;
}

/** Storage whose reads take long, so many are outstanding at a time. */
export interface RemoteStorage {
  readonly local: false;
  /** Fills `into` with the `range.length` bytes of a range. After it has settled it no longer touches `into`. */
  read(range: ObjectRange, into: Uint8Array, signal?: AbortSignal): Promise<void>;
  /** Whether an object lies on a local disk all the same, where a cache is of no use; without it, none does. */
  isLocal?(object: string): boolean;
  close(): void;
}

/** An object as a storage lists it. */
export interface ObjectInfo {
  /** Its name below the place that was opened. */
  object: string;
  /** Bytes. */
  length: number;
  version?: ObjectVersion;
}

/**
 * The objects below one place, for indexing: what a container is found in. All of it is read-only, and each method
 * throws PATH if the place or the object cannot be read, with the storage's own answer.
 */
export interface ObjectStore {
  /** The place, for people: a path or a URL without credentials. */
  readonly place: string;
  /** All objects, in the order of the code units of their names. Throws PATH where a place cannot be listed (HTTP). */
  list(): AsyncIterable<ObjectInfo>;
  /** One object by its name, listed or not. */
  head(object: string): Promise<ObjectInfo>;
  /** The bytes of a range of an object as `info` describes it; fails if the object is another by now. */
  read(info: ObjectInfo, offset: number, length: number): Promise<Uint8Array>;
  close(): void | Promise<void>;
}
