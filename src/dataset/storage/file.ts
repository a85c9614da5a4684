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
  readonly #root: string;
  readonly #flags: number;

  /** @param followLinks otherwise, a link is refused because it could lead out of the root */
  constructor(root: string, followLinks: boolean) {
    this.#root = realpathSync(root);
    this.#flags = constants.O_RDONLY | constants.O_NONBLOCK | (followLinks ? 0 : constants.O_NOFOLLOW);
  }

  read(range: ObjectRange, into: Uint8Array): void {
    const file = this.#open(range.object);
    try {
      readRange(file, range, into);
    } catch (error) {
      throw error instanceof CrescendoError ? error : readError(range.object, error);
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
      return openSync(join(this.#root, object), this.#flags);
    } catch (error) {
      throw readError(object, error);
    }
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
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
  const reason = SAMPLE_IS_GONE.has(code) ? 'MISSING_SAMPLE' : 'READ_FAILED';
  return new CrescendoError(reason, `cannot read ${object}: ${code}`, { object, errno: code }, { cause: error });
}
