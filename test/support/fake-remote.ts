/** A remote storage whose objects are functions of their names and versions, with the latency and failures of a test. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ObjectRange, RemoteStorage } from '../../src/dataset/storage/storage.ts';
import { CrescendoError } from '../../src/errors.ts';

export interface FakeRemoteOptions {
  /** The present entity tag of an object; by default `"1"`. */
  etagOf?: (object: string) => string;
  /** Milliseconds of a read. */
  latency?: (range: ObjectRange) => number;
  /** Throws what a read shall fail with. */
  fail?: (range: ObjectRange) => void;
}

/** The byte of an object's version at an offset. */
function seedOf(object: string, etag: string): number {
  let seed = 7;
  for (const letter of `${object}\n${etag}`) seed = (Math.imul(seed, 31) + letter.codePointAt(0)!) | 0;
  return seed >>> 0;
}

/** The bytes of a range of an object's version. */
export function fakeBytes(object: string, etag: string, offset: number, length: number): Uint8Array {
  const seed = seedOf(object, etag);
  const bytes = new Uint8Array(length);
  for (let k = 0; k < length; k += 1) {
    const at = offset + k;
    bytes[k] = (Math.imul(at + seed, 0x9e3779b1) >>> 13) ^ (at >>> 20);
  }
  return bytes;
}

export class FakeRemote implements RemoteStorage {
  readonly local = false;
  readonly options: FakeRemoteOptions;
  /** Every read that was asked for. */
  readonly reads: ObjectRange[] = [];
  outstanding = 0;
  closed = false;

  constructor(options: FakeRemoteOptions = {}) {
    this.options = options;
  }

  async read(range: ObjectRange, into: Uint8Array, signal?: AbortSignal): Promise<void> {
    const { etagOf = () => '"1"', latency, fail } = this.options;
    this.reads.push(range);
    this.outstanding += 1;
    try {
      const ms = latency?.(range) ?? 0;
      if (ms > 0) await sleep(ms, undefined, { ...(signal === undefined ? {} : { signal }) });
      signal?.throwIfAborted();
      fail?.(range);
      const etag = etagOf(range.object);
      if (range.version?.etag !== undefined && range.version.etag !== etag) {
        throw new CrescendoError('MISSING_SAMPLE', `${range.object} has changed: ${etag}, not ${range.version.etag}`, {
          object: range.object,
        });
      }
      into.set(fakeBytes(range.object, etag, range.offset, range.length));
    } finally {
      this.outstanding -= 1;
    }
  }

  close(): void {
    this.closed = true;
  }

  /** Bytes that were asked for. */
  get bytes(): number {
    return this.reads.reduce((sum, { length }) => sum + length, 0);
  }
}
