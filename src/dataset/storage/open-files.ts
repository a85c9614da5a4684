import { codeOf } from './failure-kind.ts';
import type { FileCalls } from './open-below.ts';

/**
 * Keeps the files that were used last open, so that the samples of a large file do not each cost an open(2). A file that
 * was replaced meanwhile is read as it was, until it is opened again.
 */
export class OpenFiles {
  readonly #calls: FileCalls;
  readonly #limit: number;
  /** Descriptors by the names of their objects, the one used last at the end. */
  readonly #files = new Map<string, number>();

  /** @param limit files at a time */
  constructor(calls: FileCalls, limit: number) {
    this.#calls = calls;
    this.#limit = limit;
  }

  /** Opens a file, or takes it from those that are open. */
  of(object: string, open: () => number): number {
    const known = this.#files.get(object);
    if (known !== undefined) {
      this.#files.delete(object);
      this.#files.set(object, known);
      return known;
    }
    const file = this.#openWithRoom(open);
    this.#files.set(object, file);
    if (this.#files.size > this.#limit) this.drop(this.#files.keys().next().value!);
    return file;
  }

  has(object: string): boolean {
    return this.#files.has(object);
  }

  drop(object: string): void {
    const file = this.#files.get(object);
    if (file === undefined) return;
    this.#files.delete(object);
    try {
      this.#calls.closeSync(file);
    } catch {
      // It is not used any more, whatever the system says.
    }
  }

  dropAll(): void {
    for (const object of [...this.#files.keys()]) this.drop(object);
  }

  /** If the process may open no more files, those that are kept make room. */
  #openWithRoom(open: () => number): number {
    try {
      return open();
    } catch (error) {
      if (this.#files.size === 0 || !['EMFILE', 'ENFILE'].includes(codeOf(error))) throw error;
      this.dropAll();
      return open();
    }
  }
}
