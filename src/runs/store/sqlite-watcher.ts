import type { Revision } from './change-feed.ts';
import type { SqliteDatabase } from './sqlite-database.ts';
import { CHANGES_WITHIN_MS } from './store.ts';

/** How often the database is asked whether another connection has written to it: well within what is promised. */
const POLL_MS = CHANGES_WITHIN_MS / 5;

/** Looks for changes of watched runs that were made through other connections to the database. */
export class SqliteWatcher {
  readonly #database: SqliteDatabase;
  readonly #tell: (changed: Revision[]) => void;
  /** Revisions that the main thread knows. */
  readonly #known = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #version = -1;

  constructor(database: SqliteDatabase, tell: (changed: Revision[]) => void) {
    this.#database = database;
    this.#tell = tell;
  }

  /** Begins to watch a run and returns its revision. */
  watch(run: string): number {
    const revision = this.#database.revision(run);
    this.#known.set(run, revision);
    this.#timer ??= setInterval(() => this.#look(), POLL_MS);
    return revision;
  }

  unwatch(run: string): void {
    this.#known.delete(run);
    if (this.#known.size === 0) this.close();
  }

  /** Takes note of changes through this connection: the main thread learns of them from the answer to its request. */
  changedHere(changed: readonly Revision[]): void {
    for (const [run, revision] of changed) if (this.#known.has(run)) this.#known.set(run, revision);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #look(): void {
    try {
      const version = this.#database.dataVersion();
      if (version === this.#version) return;
      const changed = [...this.#known]
        .map(([run, known]) => ({ run, known, revision: this.#database.revision(run) }))
        .filter(({ known, revision }) => revision > known)
        .map(({ run, revision }): Revision => [run, revision]);
      this.#version = version;
      this.changedHere(changed);
      if (changed.length > 0) this.#tell(changed);
    } catch {
      // The database is busy: the next look will find the same changes.
    }
  }
}
