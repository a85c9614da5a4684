import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { CrescendoError } from '../../errors.ts';
import { ChangeFeed } from './change-feed.ts';
import { checkLocalFile, type FileSystemType } from './network-file-system.ts';
import type { Failure, FromThread, Outcome, Request, SqliteSetup } from './sqlite-protocol.ts';
import type { Command, CommandResult, Query, QueryResult, RunStore } from './store.ts';

/** A request that waits for its outcome. */
interface Pending {
  request: Request;
  resolve(value: unknown): void;
  reject(error: CrescendoError): void;
}

/**
 * Run state in one SQLite file, which several servers may share, or in memory. The database has a thread of its own, so
 * that neither a commit nor another process's lock keeps the event loop waiting. Requests that come while the thread is
 * busy are carried out together, in one transaction.
 */
export class SqliteStore implements RunStore {
  readonly #worker: Worker;
  readonly #feed = new ChangeFeed();
  #waiting: Pending[] = [];
  /** The group that the thread is carrying out. */
  #running: Pending[] | undefined;
  #scheduled = false;
  #transactions = 0;
  /** Why nothing can be asked any more. */
  #over: CrescendoError | undefined;

  private constructor(worker: Worker) {
    this.#worker = worker;
    worker.on('message', (message: FromThread) => this.#receive(message));
    worker.on('error', (error) => this.#end(`the thread of the state file has failed: ${error.message}`));
    worker.on('exit', () => this.#end('the thread of the state file has ended'));
    this.#holdProcess();
  }

  /**
   * Opens a state file.
   *
   * @param path the file, created if missing; `:memory:` keeps nothing
   * @param fileSystem tells the type of a file system
   * @throws PATH, DAMAGED_FILE, INVALID_FIELD for a file on a network file system
   */
  static async open(path: string, fileSystem?: FileSystemType): Promise<SqliteStore> {
    checkLocalFile(path, fileSystem);
    const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
    const worker = new Worker(new URL(`./sqlite-thread.${extension}`, import.meta.url), {
      workerData: { path } satisfies SqliteSetup,
      // node:sqlite still announces itself as experimental; a server's log is no place for that.
      execArgv: ['--disable-warning=ExperimentalWarning'],
    });
    const [first] = (await once(worker, 'message')) as [FromThread];
    if (first.kind === 'refused') throw errorOf(first.failure);
    return new SqliteStore(worker);
  }

  /** Transactions so far: fewer than requests, where these came together. */
  get transactions(): number {
    return this.#transactions;
  }

  // The casts say that the outcome of a request is what its kind promises: the database's switch is over the same types.
  apply<C extends Command>(command: C): Promise<CommandResult<C>> {
    return this.#ask({ kind: 'apply', command }) as Promise<CommandResult<C>>;
  }

  query<Q extends Query>(query: Q): Promise<QueryResult<Q>> {
    return this.#ask({ kind: 'query', query }) as Promise<QueryResult<Q>>;
  }

  async *changes(run: string, signal: AbortSignal): AsyncGenerator<number, void> {
    const watch = (): Promise<number> => this.#ask({ kind: 'watch', run }) as Promise<number>;
    try {
      yield* this.#feed.changes(run, signal, watch);
    } finally {
      this.#holdProcess();
      // A thread that has ended meanwhile watches nothing.
      if (!this.#feed.watched(run)) this.#ask({ kind: 'unwatch', run }).catch(() => {});
    }
  }

  async close(): Promise<void> {
    if (this.#over !== undefined) return;
    const exited = once(this.#worker, 'exit');
    const closed = this.#ask({ kind: 'close' });
    this.#over = new CrescendoError('INTERNAL', 'the state file is closed');
    this.#feed.close();
    await closed;
    this.#worker.ref();
    await exited;
  }

  #ask(request: Request): Promise<unknown> {
    if (this.#over !== undefined) return Promise.reject(this.#over);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ request, resolve, reject });
      if (this.#running !== undefined || this.#scheduled) return;
      this.#scheduled = true;
      // What is asked in the same turn goes together.
      queueMicrotask(() => this.#send());
    });
  }

  #send(): void {
    this.#scheduled = false;
    if (this.#waiting.length === 0) return;
    const group = this.#waiting;
    this.#waiting = [];
    this.#running = group;
    this.#holdProcess();
    this.#worker.postMessage(group.map(({ request }) => request));
  }

  /** The program may end without closing its store, but not while it waits for an answer or a change. */
  #holdProcess(): void {
    if (this.#running !== undefined || this.#feed.hasSubscribers) this.#worker.ref();
    else this.#worker.unref();
  }

  #receive(message: FromThread): void {
    if (message.kind === 'done') {
      this.#transactions += 1;
      this.#settle(message.outcomes);
      this.#send();
      this.#holdProcess();
    }
    if (message.kind === 'done' || message.kind === 'changed') {
      for (const [run, revision] of message.changed) this.#feed.notify(run, revision);
    }
  }

  #settle(outcomes: readonly Outcome[]): void {
    const group = this.#running ?? [];
    this.#running = undefined;
    for (const [k, { resolve, reject }] of group.entries()) {
      const outcome = outcomes[k]!;
      if ('failure' in outcome) reject(errorOf(outcome.failure));
      else resolve(outcome.value);
    }
  }

  #end(why: string): void {
    this.#over ??= new CrescendoError('INTERNAL', why);
    this.#feed.close();
    for (const { reject } of [...(this.#running ?? []), ...this.#waiting]) reject(this.#over);
    this.#running = undefined;
    this.#waiting = [];
  }
}

function errorOf({ reason, message, metadata }: Failure): CrescendoError {
  return new CrescendoError(reason, message, metadata);
}
