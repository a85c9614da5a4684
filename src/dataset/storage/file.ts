import { closeSync, constants, fstatSync, openSync, readSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { CrescendoError } from '../../errors.ts';
import type { LocalStorage, ObjectRange } from './storage.ts';
import { willNeed } from './will-need.ts';

/** Failures that mean that the sample itself is bad, and are permanent; all others may pass. */
const SAMPLE_IS_GONE = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'ELOOP', 'EACCES', 'EPERM', 'ENXIO']);

/** Files below a root folder. Reads are synchronous because a worker has nothing else to do in the meantime. */
export class FileStorage implements LocalStorage {
  readonly local = true;
  /** One root, or several that the first part of an object's name counts. */
  readonly #roots: readonly string[];
  readonly #numbered: boolean;
  readonly #flags: number;

  /**
   * @param root the folder, or a list of folders: objects are then named `<position in the list>/<path below it>`
   * @param followLinks otherwise, a link is refused because it could lead out of the root
   */
  constructor(root: string | readonly string[], followLinks: boolean) {
    this.#numbered = typeof root !== 'string';
    this.#roots = (typeof root === 'string' ? [root] : root).map((each) => realpathSync(each));
    this.#flags = constants.O_RDONLY | constants.O_NONBLOCK | (followLinks ? 0 : constants.O_NOFOLLOW);
  }

  read(range: ObjectRange, into: Uint8Array): void {
    const file = this.#open(range.object);
    try {
      readRange(file, range, into);
    } catch (error) {
      throw readError(range.object, error);
    } finally {
      closeSync(file);
    }
  }

  advise({ object, offset, length }: ObjectRange): void {
    try {
      const file = this.#open(object);
      willNeed(file, offset, length);
      closeSync(file);
    } catch {
      // The read reports what is wrong.
    }
  }

  close(): void {}

  #open(object: string): number {
    if (object.split('/').some((part) => part === '' || part === '.' || part === '..') || object.includes('\0')) {
      throw new CrescendoError('MISSING_SAMPLE', `the key ${JSON.stringify(object)} is not a path below the root`, {
        object,
      });
    }
    try {
      return openSync(this.#path(object), this.#flags);
    } catch (error) {
      throw readError(object, error);
    }
  }

  #path(object: string): string {
    if (!this.#numbered) return join(this.#roots[0]!, object);
    const slash = object.indexOf('/');
    const root = this.#roots[Number(object.slice(0, slash))];
    if (root !== undefined) return join(root, object.slice(slash + 1));
    throw new CrescendoError('MISSING_SAMPLE', `the key ${object} is in none of the ${this.#roots.length} folders`, {
      object,
    });
  }
}

function readRange(file: number, { object, offset, length, objectLength }: ObjectRange, into: Uint8Array): void {
  const stat = fstatSync(file);
  if (!stat.isFile() || (objectLength !== undefined && stat.size !== objectLength)) {
    const is = stat.isFile() ? `has ${stat.size} bytes` : 'is not a file';
    const expected = objectLength === undefined ? '' : `; the manifest says ${objectLength} bytes`;
    throw new CrescendoError('MISSING_SAMPLE', `${object} ${is}${expected}`, { object });
  }
  for (let at = 0; at < length; ) {
    const got = readSync(file, into, at, length - at, offset + at);
    if (got === 0) {
      const end = offset + at;
      const range = `${offset}..${offset + length}`;
      throw new CrescendoError('MISSING_SAMPLE', `${object} ends at byte ${end}; bytes ${range} were asked for`, {
        object,
      });
    }
    at += got;
  }
}

function readError(object: string, error: unknown): CrescendoError {
  if (error instanceof CrescendoError) return error;
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
  const reason = SAMPLE_IS_GONE.has(code) ? 'MISSING_SAMPLE' : 'READ_FAILED';
  return new CrescendoError(reason, `cannot read ${object}: ${code}`, { object, errno: code }, { cause: error });
}
