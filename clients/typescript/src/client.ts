import type { Addresses } from './addresses.ts';
import type {
  ArchiveRunOptions,
  CallOptions,
  ConnectOptions,
  ForkRunOptions,
  ListRunsOptions,
  ProgressReport,
} from './call-options.ts';
import type { BatchStreamOptions, ValidationOptions } from './options.ts';
import type { Fork, RunInfo, RunStatus, RunSummary } from './run.ts';
import { Servers } from './servers.ts';
import { limitOfCall, Silence } from './silence.ts';
import type { RunSpec } from './spec.ts';
import { BatchStream } from './stream.ts';

/**
 * Makes a client of the server at `address` (`host:port`), or of several servers that share their state. The first call
 * makes the connection, so this does not throw if there is no server. It throws `INVALID_ARGUMENT` at once for an address
 * that is empty, a URL or without a port.
 *
 * @param address one of these:
 *   - `HOST:PORT`, or another address of one server;
 *   - several of them with commas between, or a list of them;
 *   - `file:PATH`: a file with one address a line (`#` begins a comment), which is read again when it changes;
 *   - `dns:NAME:PORT`: all addresses of the name, which is resolved again every 10 seconds;
 *   - a function that returns a list, or a promise of one; it is called every 10 seconds and when a server fails.
 *
 *   With several servers, a stream gets each batch from the server that has the least to do, and from another one if that
 *   is late. A call goes to the next server if the first one does not answer.
 */
export function connect(address: Addresses, options: ConnectOptions = {}): Client {
  return new Client(new Servers(address, options));
}

/** A connection to a Crescendo server, or to several. Every method throws `CrescendoError`, with the server's code and reason. */
export class Client {
  readonly #connection: Servers;

  /**
   * For `connect`.
   *
   * @internal
   */
  constructor(connection: Servers) {
    this.#connection = connection;
  }

  /** Where the server is, or the servers are, as it was given. */
  get address(): string {
    return this.#connection.address;
  }

  /**
   * Creates a run, or joins the one of that name. Without a spec the run must exist (`NOT_FOUND`); with one that
   * differs in a field that shapes batches it is `FAILED_PRECONDITION`, reason `SPEC_MISMATCH`. If client and server
   * are incompatible, it is `FAILED_PRECONDITION`, reason `VERSION_SKEW`.
   */
  openRun(run: string, spec?: RunSpec, options: CallOptions = {}): Promise<RunInfo> {
    return this.#watched('OpenRun', options, () => this.#connection.openRun(run, spec, options));
  }

  /** The state of a run; `NOT_FOUND` if there is none of that name. */
  getRun(run: string, options: CallOptions = {}): Promise<RunStatus> {
    return this.#watched('GetRun', options, () => this.#connection.getRun(run, options));
  }

  /**
   * Reports progress outside a stream; a stream reports its own progress. Returns the highest global step that the rank
   * has ever reported: late and repeated reports change nothing.
   */
  reportProgress(report: ProgressReport, options: CallOptions = {}): Promise<number> {
    return this.#watched('ReportProgress', options, () => this.#connection.reportProgress(report, options));
  }

  /** Yields the state of a run now and after every change, until the loop is left or the server stops. */
  async *watchRun(run: string, options: CallOptions = {}): AsyncGenerator<RunStatus, void, void> {
    const { address, onNotice } = this.#connection;
    const silence = new Silence(address, 'WatchRun', limitOfCall(options.timeoutMs), onNotice);
    silence.begin();
    try {
      for await (const status of this.#connection.watchRun(run, options)) {
        silence.end();
        yield status;
      }
    } finally {
      silence.end();
    }
  }

  /** The runs of the server, in order of creation. */
  listRuns(options: ListRunsOptions = {}): Promise<RunSummary[]> {
    return this.#watched('ListRuns', options, () => this.#connection.listRuns(options));
  }

  /**
   * Deletes a run and everything that the server knows of it; its name is free again. Throws `NOT_FOUND` if there is no
   * such run, and `FAILED_PRECONDITION`, reason `RUN_IN_USE`, while the server sends its batches: the message names the
   * trainers that receive them.
   */
  deleteRun(run: string, options: CallOptions = {}): Promise<void> {
    return this.#watched('DeleteRun', options, () => this.#connection.deleteRun(run, options));
  }

  /** Gives a run another name. Throws as `deleteRun`, and reason `RUN_EXISTS` if a run of the new name exists. */
  renameRun(run: string, to: string, options: CallOptions = {}): Promise<void> {
    return this.#watched('RenameRun', options, () => this.#connection.renameRun(run, to, options));
  }

  /** Takes a run back to its first step and forgets its ledger and bad samples; the spec stays. Throws as `deleteRun`. */
  resetRun(run: string, options: CallOptions = {}): Promise<void> {
    return this.#watched('ResetRun', options, () => this.#connection.resetRun(run, options));
  }

  /**
   * Archives a run: it is kept, but it is not listed and cannot be opened (reason `RUN_ARCHIVED`) until it is taken out
   * of the archive with `undo`. Throws as `deleteRun`.
   */
  archiveRun(run: string, options: ArchiveRunOptions = {}): Promise<void> {
    return this.#watched('ArchiveRun', options, () => this.#connection.archiveRun(run, options));
  }

  /**
   * Makes the run `to`, which continues where `run` is, so that a checkpoint can begin it. Without a spec it is a copy;
   * with one it continues at the first step before which at least the same share of the budget is spent. Give the
   * `nextStep` of the state that was saved with the weights as `step`: the run may have gone on since. Throws
   * `NOT_FOUND`, and `FAILED_PRECONDITION`, reason `RUN_EXISTS`, if a run of the new name exists.
   */
  forkRun(run: string, to: string, spec?: RunSpec, options: ForkRunOptions = {}): Promise<Fork> {
    return this.#watched('ForkRun', options, () => this.#connection.forkRun(run, to, spec, options));
  }

  /**
   * The batches of one rank, as an async iterable that survives restarts of the server. No request is sent before the
   * iteration begins. Throws `INVALID_ARGUMENT` at once for an option out of range.
   */
  batches(options: BatchStreamOptions): BatchStream {
    return new BatchStream(this.#connection, options);
  }

  /**
   * The validation data of a run, every sample once and in order: resized on the short side, with the centre cut out.
   * It is like `batches`, but steps count from 0 and nothing counts as progress of the run.
   */
  validation({ size, pad = false, ...options }: ValidationOptions): BatchStream {
    return new BatchStream(this.#connection, { ...options, start: 'beginning' }, { size, pad });
  }

  /** Ends every call (they throw `CANCELLED`, reason `CLOSED`) and the connection. A second call does nothing. */
  close(): void {
    this.#connection.close();
  }

  /** `close`, at the end of a `using` declaration's block. */
  [Symbol.dispose](): void {
    this.close();
  }

  /** `close`, at the end of an `await using` declaration's block. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.close();
  }

  /** Gives notice while a call has no answer. */
  #watched<T>(call: string, { timeoutMs }: CallOptions, work: () => Promise<T>): Promise<T> {
    const { address, onNotice, timeoutMs: usual } = this.#connection;
    return new Silence(address, call, limitOfCall(timeoutMs ?? usual), onNotice).during(work);
  }
}
