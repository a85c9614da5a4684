/** A dataset in memory, over storages that tests control. */
import type { Container } from '../../src/dataset/containers/container.ts';
import { Manifest } from '../../src/dataset/manifest.ts';
import type { LocalStorage, ObjectRange, RemoteStorage } from '../../src/dataset/storage/storage.ts';
import { CrescendoError } from '../../src/errors.ts';

/** All samples one after the other in one object, as in an archive. */
export class PackedContainer implements Container {
  readonly kind = 'packed';
  readonly manifest: Manifest;
  readonly #starts: number[] = [];

  constructor(manifest: Manifest) {
    this.manifest = manifest;
    let start = 0;
    for (let index = 0; index < manifest.sampleCount; index += 1) {
      this.#starts.push(start);
      start += manifest.size(index);
    }
  }

  locate(index: number): ObjectRange {
    return { object: 'pack', offset: this.#starts[index] ?? 0, length: this.manifest.size(index) };
  }
}

/** The manifest of samples `a/0.jpg`, `a/1.jpg`, … of those sizes. */
export function manifestOf(sizes: readonly number[]): Manifest {
  const names = sizes.map((_, k) => Buffer.from(`${k}.jpg`));
  return Manifest.fromColumns({
    classNames: ['a'],
    labels: new Uint32Array(sizes.length),
    sizes: Uint32Array.from(sizes),
    nameLengths: Uint16Array.from(names, (name) => name.length),
    names: Buffer.concat(names),
    followLinks: false,
  });
}

function copyRange(objects: ReadonlyMap<string, Uint8Array>, range: ObjectRange, into: Uint8Array): void {
  const { object, offset, length } = range;
  const bytes = objects.get(object);
  if (bytes === undefined || offset + length > bytes.length) {
    throw new CrescendoError('MISSING_SAMPLE', `no bytes ${offset}..${offset + length} in ${object}`, { object });
  }
  into.set(bytes.subarray(offset, offset + length));
}

/** Objects in memory that are read at once. */
export class MemoryStorage implements LocalStorage {
  readonly local = true;
  readonly #objects: ReadonlyMap<string, Uint8Array>;

  constructor(objects: ReadonlyMap<string, Uint8Array>) {
    this.#objects = objects;
  }

  read(range: ObjectRange, into: Uint8Array): void {
    copyRange(this.#objects, range, into);
  }

  advise(): void {}

  close(): void {}
}

/** A read that waits for the test. */
export interface PendingRead {
  readonly range: ObjectRange;
  /** Writes the bytes and settles the read. */
  finish(): Promise<void>;
  fail(error: Error): Promise<void>;
}

/** Objects in memory whose reads end when the test says so, or at once if `held` is false. */
export class SlowStorage implements RemoteStorage {
  readonly local = false;
  readonly #objects: ReadonlyMap<string, Uint8Array>;
  readonly #held: boolean;
  readonly pending: PendingRead[] = [];
  readonly ranges: ObjectRange[] = [];

  constructor(objects: ReadonlyMap<string, Uint8Array>, held = true) {
    this.#objects = objects;
    this.#held = held;
  }

  read(range: ObjectRange, into: Uint8Array, signal?: AbortSignal): Promise<void> {
    this.ranges.push(range);
    if (!this.#held) return Promise.resolve().then(() => copyRange(this.#objects, range, into));
    return new Promise((resolve, reject) => {
      const settle = async (act: () => void): Promise<void> => {
        this.pending.splice(this.pending.indexOf(read), 1);
        act();
        await turn();
      };
      const read: PendingRead = {
        range,
        finish: () =>
          settle(() => {
            copyRange(this.#objects, range, into);
            resolve();
          }),
        fail: (error) => settle(() => reject(error)),
      };
      this.pending.push(read);
      signal?.addEventListener('abort', () => void read.fail(new Error('aborted')), { once: true });
    });
  }

  close(): void {}
}

/** Ends when everything that follows from settled promises has happened. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
