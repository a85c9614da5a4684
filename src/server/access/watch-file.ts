import { type BigIntStats, readFileSync, statSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import type { Logger } from 'pino';
import { CrescendoError } from '../../errors.ts';
import { LIMITS } from '../../limits.ts';
import { type Entry, parseTokenFile } from './token-file.ts';

const WRITABLE_BY_ALL = 0o002n;

/**
 * A token file, and what it last said. A file that has become unreadable or wrong keeps what it said before, and the log
 * says so once. It is looked at by its path, so that a file that takes its place, and a link that leads to another one,
 * count as well.
 */
export class TokenFile {
  readonly #path: string;
  readonly #log: Logger;
  #entries: readonly Entry[];
  /** The version that was read last. */
  #read: string;
  /** The version at the last look: one that somebody is still writing is another one at the next look. */
  #seen: string;
  /** What the log was last told is wrong with the file. */
  #complaint = '';

  private constructor(path: string, log: Logger, entries: readonly Entry[], version: string) {
    this.#path = path;
    this.#log = log;
    this.#entries = entries;
    this.#read = version;
    this.#seen = version;
  }

  /** Throws PATH, INVALID_FIELD. */
  static open(path: string, log: Logger): TokenFile {
    try {
      const version = versionOf(path, statSync(path, { bigint: true }));
      return new TokenFile(path, log, parseTokenFile(readFileSync(path, 'utf8'), path), version);
    } catch (error) {
      throw error instanceof CrescendoError ? error : unreadable(path, error);
    }
  }

  get entries(): readonly Entry[] {
    return this.#entries;
  }

  /** Takes over what the file says, if it was changed before the last look and not since. */
  async look(): Promise<void> {
    try {
      const version = versionOf(this.#path, await stat(this.#path, { bigint: true }));
      const still = version === this.#seen;
      this.#seen = version;
      if (!still || version === this.#read) return;
      // A file that is wrong is read once.
      this.#read = version;
      this.#entries = parseTokenFile(await readFile(this.#path, 'utf8'), this.#path);
      this.#complaint = '';
      this.#log.warn(
        { file: this.#path, lines: this.#entries.length },
        'the token file has changed: its new lines count',
      );
    } catch (error) {
      const { message } = error instanceof CrescendoError ? error : unreadable(this.#path, error);
      if (message !== this.#complaint) {
        this.#log.error({ file: this.#path }, `${message}; the lines that were read before still count`);
      }
      this.#complaint = message;
    }
  }
}

/** Changes whenever the file does. Throws INVALID_FIELD for a file that is too large or that anybody may write. */
function versionOf(path: string, { dev, ino, size, mode, mtimeNs, ctimeNs }: BigIntStats): string {
  if (size > LIMITS.tokenFileBytes) {
    throw new CrescendoError(
      'INVALID_FIELD',
      `${path} has ${size} bytes; a token file has at most ${LIMITS.tokenFileBytes}`,
      {
        ...{ option: '--token-file', value: String(size), bound: String(LIMITS.tokenFileBytes) },
      },
    );
  }
  if ((mode & WRITABLE_BY_ALL) !== 0n) {
    throw new CrescendoError(
      'INVALID_FIELD',
      `every user may write ${path}, and so let anybody in: chmod o-w ${path}`,
      {
        ...{ option: '--token-file', path },
      },
    );
  }
  return [dev, ino, size, mode, mtimeNs, ctimeNs].join(' ');
}

function unreadable(path: string, error: unknown): CrescendoError {
  return new CrescendoError('PATH', `--token-file: cannot read ${path}: ${(error as Error).message}`, {
    ...{ option: '--token-file', path },
  });
}
