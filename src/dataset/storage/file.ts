import * as fs from 'node:fs';
import { CrescendoError } from '../../errors.ts';
import { codeOf, failureKind, missingSample, storageAway, suspectSample } from './failure-kind.ts';
import { type FileCalls, openBelow } from './open-below.ts';
import { OpenFiles } from './open-files.ts';
import { dontNeed, willNeed } from './page-cache.ts';
import { readChecked } from './read-checked.ts';
import type { LocalStorage, ObjectRange } from './storage.ts';

/**
 * Times that a file must be found missing, each time followed by the reading of another file. An outage that begins or
 * ends in between is noticed in one of them.
 */
const ROUNDS = 3;
/** Bytes that are read of another file to find out whether the storage answers. */
const PROBE_BYTES = 4096;

export interface FileStorageOptions {
  /** Objects from all over the storage, at most a few dozen: if none of them can be read either, the storage is away. */
  probes?: (() => Iterable<string>) | undefined;
  calls?: FileCalls;
  /** Files that are kept open, for objects that hold many samples; none by default. */
  keepOpen?: number;
}

/** One of the folders. */
interface Root {
  /** As it was given. */
  path: string;
  /** Without links; undefined until it is needed. */
  base: string | undefined;
  /** The last object that was read. */
  good: string | undefined;
}

/** Where an object lies. */
interface Location {
  object: string;
  root: Root;
  /** Its path below the root. */
  path: string;
}

/** Files below a root folder. Reads are synchronous because a worker has nothing else to do in the meantime. */
export class FileStorage implements LocalStorage {
  readonly local = true;
  /** One root, or several that the first part of an object's name counts. */
  readonly #roots: readonly Root[];
  readonly #numbered: boolean;
  readonly #followLinks: boolean;
  readonly #calls: FileCalls;
  readonly #probes: () => Iterable<string>;
  readonly #kept: OpenFiles | undefined;

  /**
   * Does not touch the folder, which may be away just now.
   *
   * @param root the folder, or a list of folders: objects are then named `<position in the list>/<path below it>`
   * @param followLinks otherwise, a link is refused because it could lead out of the root
   */
  constructor(root: string | readonly string[], followLinks: boolean, options: FileStorageOptions = {}) {
    this.#numbered = typeof root !== 'string';
    const paths = typeof root === 'string' ? [root] : root;
    this.#roots = paths.map((path) => ({ path, base: undefined, good: undefined }));
    this.#followLinks = followLinks;
    this.#calls = options.calls ?? fs;
    this.#probes = options.probes ?? (() => []);
    const { keepOpen = 0 } = options;
    this.#kept = keepOpen > 0 ? new OpenFiles(this.#calls, keepOpen) : undefined;
  }

  /**
   * Throws MISSING_SAMPLE only if other files of the same root can be read at the same time, and READ_FAILED otherwise.
   */
  read(range: ObjectRange, into: Uint8Array): void {
    const location = this.#locate(range.object);
    try {
      this.#readOnce(location, range, into);
    } catch (error) {
      if (error instanceof CrescendoError) throw error;
      this.#judge(location, range, into, error);
    }
    location.root.good = range.object;
  }

  advise({ object, offset, length }: ObjectRange): void {
    try {
      if (this.#kept !== undefined) {
        const file = this.#keptFile(this.#kept, this.#locate(object));
        willNeed(file, offset, length);
        return;
      }
      // Read-ahead shows nobody what is in a file, so links need no check, which would cost 2 µs for each sample.
      const file = this.#open(this.#locate(object), true);
      willNeed(file, offset, length);
      this.#calls.closeSync(file);
    } catch {
      // The read reports what is wrong.
    }
  }

  close(): void {
    this.#kept?.dropAll();
  }

  /** Decides what a failed read means, and reads again where that is part of it. */
  #judge(location: Location, range: ObjectRange, into: Uint8Array, first: unknown): void {
    const { object } = location;
    let error = first;
    for (let round = 0; round < ROUNDS; round += 1) {
      const kind = failureKind(codeOf(error));
      if (kind === 'outage' || !this.#answers(location, kind === 'suspect')) throw storageAway(object, error);
      if (kind === 'suspect') throw suspectSample(object, error);
      try {
        this.#readOnce(location, range, into);
        return;
      } catch (again) {
        if (again instanceof CrescendoError) throw again;
        error = again;
      }
    }
    throw missingSample(object, error);
  }

  /**
   * Whether a file of the same root can be read, other than this one; of a root without others, the folder.
   *
   * @param uncached whether it must come from the storage itself: the cache would answer for a disk that is broken
   */
  #answers({ object, root }: Location, uncached: boolean): boolean {
    const others = new Set([...(root.good === undefined ? [] : [root.good]), ...this.#probes()]);
    others.delete(object);
    let asked = false;
    for (const other of others) {
      if (this.#locate(other).root !== root) continue;
      asked = true;
      if (!this.#isReadable(other, uncached)) continue;
      root.good = other;
      return true;
    }
    // The folder may be back as a link to its new place.
    root.base = undefined;
    return !asked && isFolder(root.path);
  }

  #isReadable(object: string, uncached: boolean): boolean {
    try {
      const file = this.#open(this.#locate(object));
      try {
        if (uncached) dontNeed(file, 0, PROBE_BYTES);
        this.#calls.readSync(file, new Uint8Array(PROBE_BYTES), 0, PROBE_BYTES, 0);
        return true;
      } finally {
        this.#calls.closeSync(file);
      }
    } catch {
      return false;
    }
  }

  #readOnce(location: Location, range: ObjectRange, into: Uint8Array): void {
    if (this.#kept !== undefined) {
      this.#readKept(this.#kept, location, range, into);
      return;
    }
    const file = this.#open(location);
    try {
      readChecked(this.#calls, file, range, into);
    } finally {
      this.#calls.closeSync(file);
    }
  }

  /** A file that was open before may be another one by now, or a handle that its server has forgotten. */
  #readKept(kept: OpenFiles, location: Location, range: ObjectRange, into: Uint8Array): void {
    const wasOpen = kept.has(location.object);
    try {
      readChecked(this.#calls, this.#keptFile(kept, location), range, into);
    } catch (error) {
      kept.drop(location.object);
      if (!wasOpen) throw error;
      this.#readKept(kept, location, range, into);
    }
  }

  #keptFile(kept: OpenFiles, location: Location): number {
    return kept.of(location.object, () => this.#open(location));
  }

  #open({ root, path }: Location, followLinks = this.#followLinks): number {
    root.base ??= fs.realpathSync(root.path);
    return openBelow(this.#calls, root.base, path, followLinks);
  }

  /** Throws MISSING_SAMPLE for a name that does not lie below a root. */
  #locate(object: string): Location {
    if (object.split('/').some((part) => part === '' || part === '.' || part === '..') || object.includes('\0')) {
      throw new CrescendoError('MISSING_SAMPLE', `the key ${JSON.stringify(object)} is not a path below the root`, {
        object,
      });
    }
    if (!this.#numbered) return { object, root: this.#roots[0]!, path: object };
    const slash = object.indexOf('/');
    const root = this.#roots[Number(object.slice(0, slash))];
    if (root !== undefined) return { object, root, path: object.slice(slash + 1) };
    throw new CrescendoError('MISSING_SAMPLE', `the key ${object} is in none of the ${this.#roots.length} folders`, {
      object,
    });
  }
}

function isFolder(path: string): boolean {
  try {
    fs.readdirSync(path);
    return true;
  } catch {
    return false;
  }
}
