import { lstatSync, mkdirSync, readdirSync, realpathSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CrescendoError } from '../../errors.ts';
import { type FileSystemType, networkFileSystem } from '../network-file-system.ts';

/** The cache's own folder in the one that the user names: nothing outside it is ever touched. */
const OWN = 'crescendo-cache';
/** The file by which the cache knows a folder as its own. */
const MARKER = 'CRESCENDO_CACHE';
const MARKER_TEXT = "The cache of a Crescendo server. 'crescendo cache clear' empties it.\n";
/** Only the server's user reads what may have come from a private bucket. */
const FOLDER_MODE = 0o700;

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied: let the user that runs crescendo write it, or give another folder',
  EPERM: 'permission denied: let the user that runs crescendo write it, or give another folder',
  EROFS: 'it is on a read-only file system: give another folder',
  EEXIST: 'a part of the path is a file, not a folder',
  ENOTDIR: 'a part of the path is a file, not a folder',
  ENOENT: 'the folder in which it would lie does not exist',
  ENOSPC: 'the disk is full: make room on it',
};

/** The folder of a cache: its paths, and the checks that it is one of the cache's own. */
export class CacheFolder {
  /** As the user named it. */
  readonly root: string;
  readonly #own: string;

  private constructor(root: string) {
    this.root = root;
    this.#own = join(realpathSync(root), OWN);
  }

  /**
   * Opens the cache in a folder, which is made if only its last part is missing.
   *
   * @throws PATH if it cannot be written, or holds something else in the cache's place; INVALID_FIELD on a network file
   *   system
   */
  static make(root: string, type?: FileSystemType): CacheFolder {
    return attempt(root, () => {
      makeFolder(root);
      const folder = new CacheFolder(resolve(root));
      folder.#checkLocal(type);
      makeFolder(folder.#own);
      folder.#mark();
      for (const each of folder.#folders()) {
        makeFolder(each);
        folder.#checkFolder(each);
      }
      folder.#check();
      return folder;
    });
  }

  /** Opens the cache that is in a folder. Throws as `make` does, and PATH if there is none. */
  static open(root: string, type?: FileSystemType): CacheFolder {
    return attempt(root, () => {
      const folder = new CacheFolder(resolve(root));
      folder.#checkLocal(type);
      if (!isKind(folder.#own, 'folder') || !isKind(join(folder.#own, MARKER), 'file')) {
        throw refused(root, `it holds no cache: there is no ${OWN}/${MARKER} in it`);
      }
      folder.#check();
      return folder;
    });
  }

  /** The database of what is in the cache. */
  get index(): string {
    return join(this.#own, 'index.sqlite');
  }

  /** Where parts are written until they are complete. */
  get writing(): string {
    return join(this.#own, 'writing');
  }

  /** The file of a part that is being written. */
  written(token: string): string {
    return join(this.writing, token);
  }

  /** The folders of complete parts. */
  get shelves(): string[] {
    return Array.from({ length: 256 }, (_, k) => join(this.#own, 'parts', k.toString(16).padStart(2, '0')));
  }

  /** The folder of a part. */
  shelf(name: string): string {
    return `${this.#own}/parts/${name.slice(0, 2)}`;
  }

  /** The file of a complete part. */
  part(name: string): string {
    return `${this.#own}/parts/${name.slice(0, 2)}/${name}`;
  }

  /** Bytes that the disk has left for this user, and bytes of its blocks. */
  space(): { free: number; block: number } {
    const { bavail, bsize } = statfsSync(this.#own);
    return { free: bavail * bsize, block: bsize };
  }

  #checkLocal(type?: FileSystemType): void {
    const name = networkFileSystem(this.root, type);
    if (name === undefined) return;
    throw new CrescendoError(
      'INVALID_FIELD',
      `the cache ${this.root} is on a network file system (${name}): the processes that use a cache must be on one host; ` +
        'give --cache a folder on a local disk',
      { option: '--cache', path: this.root, value: name },
    );
  }

  /** The marker is the first thing in the folder, so a folder that has other things but no marker is not the cache's. */
  #mark(): void {
    if (!isKind(this.#own, 'folder')) throw this.#foreign(OWN);
    const marker = join(this.#own, MARKER);
    const others = readdirSync(this.#own).filter((name) => name !== MARKER);
    if (isKind(marker, 'file')) return;
    if (others.length > 0 || isThere(marker)) throw this.#foreign(join(OWN, others[0] ?? MARKER));
    try {
      writeFileSync(marker, MARKER_TEXT, { flag: 'wx', mode: 0o600 });
    } catch (error) {
      // Another process has made it.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }

  #folders(): string[] {
    return [this.writing, join(this.#own, 'parts'), ...this.shelves];
  }

  /** No folder of the cache may be a link, which would lead out of it. */
  #check(): void {
    for (const folder of this.#folders()) this.#checkFolder(folder);
    for (const file of [this.index, `${this.index}-wal`, `${this.index}-shm`]) {
      if (isThere(file) && !isKind(file, 'file')) throw this.#foreign(file.slice(this.#own.length - OWN.length));
    }
  }

  #checkFolder(folder: string): void {
    if (!isKind(folder, 'folder')) throw this.#foreign(folder.slice(this.#own.length - OWN.length));
  }

  #foreign(path: string): CrescendoError {
    return refused(
      this.root,
      `${path} in it is not what the cache makes there, or is a symbolic link: move it away, or give another folder`,
    );
  }
}

/** Makes a folder unless something is there. Its parent must exist: Node hangs where it is made as well in vain (/proc). */
function makeFolder(path: string): void {
  try {
    mkdirSync(path, { mode: FOLDER_MODE });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || !statSync(path).isDirectory()) throw error;
  }
}

/** Whether a path is a file or a folder itself, not a link to one. */
export function isKind(path: string, kind: 'file' | 'folder'): boolean {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  return stat !== undefined && (kind === 'file' ? stat.isFile() : stat.isDirectory());
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** The error of a cache that cannot be opened, in words. */
export function attempt<T>(root: string, open: () => T): T {
  try {
    return open();
  } catch (error) {
    if (error instanceof CrescendoError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    throw refused(root, REASONS[code ?? ''] ?? message, error);
  }
}

function refused(root: string, why: string, cause?: unknown): CrescendoError {
  const message = `cannot use the cache ${root}: ${why}`;
  return new CrescendoError('PATH', message, { option: '--cache', path: root }, { cause });
}
