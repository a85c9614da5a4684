import { closeSync, fstatSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CrescendoError } from '../../errors.ts';
import { whyUnreadable } from '../unreadable.ts';
import type { ObjectInfo, ObjectStore } from './storage.ts';

/** Descriptors that are kept open. */
const OPEN_MAX = 64;

/** The files below a folder, for indexing. Hidden files are left out; links are followed, as whoever indexes named them. */
export class FileStore implements ObjectStore {
  readonly place: string;
  /** Open files by path, the one that was used last at the end. */
  readonly #open = new Map<string, number>();

  constructor(place: string) {
    this.place = place;
  }

  async *list(): AsyncGenerator<ObjectInfo> {
    const names = this.#orPath(this.place, () => readdirSync(this.place, { recursive: true, withFileTypes: true }))
      .filter((entry) => !entry.isDirectory() && !entry.name.startsWith('.'))
      .map((entry) => join(entry.parentPath, entry.name).slice(join(this.place, '/').length))
      .filter((name) => !name.split('/').some((part) => part.startsWith('.')));
    for (const name of names.sort()) yield await this.head(name);
  }

  async head(object: string): Promise<ObjectInfo> {
    const path = join(this.place, object);
    const stat = this.#orPath(path, () => statSync(path));
    if (!stat.isFile()) throw new CrescendoError('PATH', `${path} is not a file`, { path });
    return { object, length: stat.size, version: { modifiedMs: stat.mtimeMs } };
  }

  async read({ object, length: whole, version }: ObjectInfo, offset: number, length: number): Promise<Uint8Array> {
    const path = join(this.place, object);
    const file = this.#orPath(path, () => this.#descriptor(path));
    const stat = fstatSync(file);
    if (stat.size !== whole || stat.mtimeMs !== version?.modifiedMs) {
      throw new CrescendoError(
        'PATH',
        `${path} changes while it is indexed; index it again when nothing writes to it`,
        {
          path,
        },
      );
    }
    const into = new Uint8Array(length);
    for (let at = 0; at < length; ) {
      const got = this.#orPath(path, () => readSync(file, into, at, length - at, offset + at));
      if (got === 0) throw new CrescendoError('PATH', `${path} ends at byte ${offset + at}`, { path });
      at += got;
    }
    return into;
  }

  close(): void {
    for (const file of this.#open.values()) closeSync(file);
    this.#open.clear();
  }

  #descriptor(path: string): number {
    const file = this.#open.get(path) ?? openSync(path, 'r');
    this.#open.delete(path);
    this.#open.set(path, file);
    if (this.#open.size > OPEN_MAX) {
      const [oldest, descriptor] = this.#open.entries().next().value!;
      this.#open.delete(oldest);
      closeSync(descriptor);
    }
    return file;
  }

  #orPath<Result>(path: string, call: () => Result): Result {
    try {
      return call();
    } catch (error) {
      throw new CrescendoError(
        'PATH',
        `cannot read ${path}: ${whyUnreadable(path, error)}`,
        { path },
        { cause: error },
      );
    }
  }
}
