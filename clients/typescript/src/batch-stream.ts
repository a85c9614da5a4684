import { type ServiceError, status } from '@grpc/grpc-js';
import { type Batch, BatchAssembler, BufferPool, type ReceivedBatch } from './batch.ts';
import type { BatchCall, Client } from './client.ts';
import { CrescendoError, fromServiceError, protocolError } from './errors.ts';
import type { crescendo } from './gen/crescendo.js';
import type { RunSpec } from './spec.ts';

/** Where a rank stands: save it with a checkpoint, and give it to `batches` to go on at exactly the next step. */
export interface StreamState {
  version: 1;
  run: string;
  nextStep: number;
  scheduleToken: string;
  manifestDigest: string;
  specDigest: string;
  worldSize: number;
}

export interface BatchStreamOptions {
  /** Name of the run. */
  run: string;
  /** What the run is, to make it if it does not exist. */
  spec?: RunSpec;
  rank?: number;
  worldSize?: number;
  /** Batches in flight, 1..64; 4. */
  window?: number;
  /** Where to begin: after the last acknowledged step (`resume`, the default), at `beginning`, or at a step. */
  start?: 'resume' | 'beginning' | number;
  /** Goes on where `state()` was taken; instead of `start`. */
  state?: StreamState;
  /** Reuse the pixels' memory: a batch is then valid until the next iteration. By default true. */
  reuseBuffer?: boolean;
  /** How long to keep trying while the server cannot be reached, in milliseconds; five minutes. */
  retryMs?: number;
  /** Ends the stream. */
  signal?: AbortSignal;
}

const RETRY_FIRST_MS = 100;
const RETRY_MAX_MS = 5000;

/**
 * The batches of one rank. Taking the next batch reports the one before as consumed: a batch whose training step did
 * not complete comes again after a resume. When the connection breaks, the stream reconnects with back-off at exactly
 * the step that was not yet delivered.
 */
export class BatchStream implements AsyncIterable<Batch> {
  readonly #client: Client;
  readonly #options: BatchStreamOptions;
  readonly #pool = new BufferPool();
  readonly #ready: ReceivedBatch[] = [];
  #run: crescendo.v1.OpenRunResponse | undefined;
  #call: BatchCall | undefined;
  #assembler: BatchAssembler | undefined;
  /** Next step to be received. */
  #nextReceived = 0;
  /** The batch in the loop's hands. */
  #current: Batch | undefined;
  /** Next step that was not yet reported as consumed. */
  #nextStep = 0;
  #started = false;
  #failure: { error: unknown } | undefined;
  /** The schedule's last batch has come. */
  #finished = false;
  /** The loop was left: nothing is to be tried any more. */
  #left = false;
  #wake: (() => void) | undefined;
  #stepStarted = 0;
  #lastProgress = Date.now();

  constructor(client: Client, options: BatchStreamOptions) {
    this.#client = client;
    this.#options = options;
  }

  /** What the server said when the run was opened; undefined before the first batch. */
  get run(): crescendo.v1.OpenRunResponse | undefined {
    return this.#run;
  }

  /** Where this rank stands, for a checkpoint. The batch in the loop's hands counts as consumed. */
  state(): StreamState {
    const run = this.#run;
    if (run === undefined) throw new Error('state() is known from the first batch on');
    return {
      version: 1,
      run: run.run,
      nextStep: this.#current === undefined ? this.#nextStep : this.#current.step + 1,
      scheduleToken: run.scheduleToken,
      manifestDigest: run.manifestDigest,
      specDigest: run.specDigest,
      worldSize: this.#options.worldSize ?? 1,
    };
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Batch, void, void> {
    if (this.#started) throw new Error('a batch stream can be iterated once; make another one');
    this.#started = true;
    const abort = (): void => this.#fail(this.#options.signal?.reason);
    this.#options.signal?.addEventListener('abort', abort, { once: true });
    try {
      this.#options.signal?.throwIfAborted();
      await this.#open();
      for (;;) {
        const received = await this.#next();
        if (received === undefined) {
          await this.#reportLast();
          return;
        }
        this.#current = received.batch;
        this.#nextStep = received.batch.step;
        this.#stepStarted = performance.now();
        yield received.batch;
        this.#consume();
        if (this.#options.reuseBuffer !== false) this.#pool.give(received.buffer);
      }
    } finally {
      this.#options.signal?.removeEventListener('abort', abort);
      this.#left = true;
      this.#call?.cancel();
    }
  }

  /** Reports that were written to a connection which then broke are lost with it: the last one makes them good. */
  async #reportLast(): Promise<void> {
    if (this.#current === undefined) return;
    const { step } = this.#current;
    await this.#retrying(() => this.#client.reportProgress(this.#options.run, this.#options.rank ?? 0, step));
  }

  /**
   * Reports the batch in the loop's hands as consumed now, instead of with the next iteration. Settles when the server
   * has written it down.
   */
  async acknowledge(): Promise<void> {
    if (this.#current === undefined) return;
    const { step } = this.#current;
    this.#consume();
    await this.#client.reportProgress(this.#options.run, this.#options.rank ?? 0, step);
  }

  #consume(): void {
    if (this.#current === undefined || this.#nextStep > this.#current.step) return;
    const { step } = this.#current;
    const stepSeconds = (performance.now() - this.#stepStarted) / 1000;
    this.#call?.write({ progress: { consumedStep: step, stepSeconds } });
    this.#nextStep = step + 1;
  }

  /** Opens the run and decides the first step. */
  async #open(): Promise<void> {
    const { run: name, spec, state, start = 'resume', rank = 0 } = this.#options;
    this.#run = await this.#retrying(() => this.#client.openRun(name, spec));
    if (state !== undefined) checkState(state, this.#run);
    if (state !== undefined) this.#nextStep = state.nextStep;
    else if (typeof start === 'number') this.#nextStep = start;
    else if (start === 'resume') {
      const { ranks } = await this.#retrying(() => this.#client.getRun(name));
      const progress = ranks?.find((candidate) => (candidate.rank ?? 0) === rank);
      this.#nextStep = progress === undefined ? 0 : (progress.consumedStep ?? 0) + 1;
    }
    this.#nextReceived = this.#nextStep;
    this.#subscribe(0);
  }

  #subscribe(attempt: number): void {
    const run = this.#run!;
    const { rank = 0, worldSize = 1, window = 4 } = this.#options;
    const assembler = new BatchAssembler(this.#pool, this.#nextReceived);
    const call = this.#client.streamBatches();
    this.#assembler = assembler;
    this.#call = call;
    let received = false;
    call.on('data', (message) => {
      if (call !== this.#call) return;
      received = true;
      try {
        const done =
          'chunk' in message
            ? assembler.chunk(message.chunk)
            : message.message.header
              ? assembler.header(message.message.header as crescendo.v1.BatchHeader)
              : undefined;
        if (done !== undefined) this.#deliver(done);
      } catch (error) {
        this.#fail(error);
      }
    });
    call.on('error', (error: ServiceError) => {
      if (call === this.#call) void this.#lost(error, received ? 0 : attempt);
    });
    // The end of the data says nothing of the status, which comes after it.
    call.on('status', ({ code }) => {
      if (call === this.#call && code === status.OK) this.#ended();
    });
    const { scheduleToken } = run;
    call.write({ subscribe: { run: run.run, rank, worldSize, window, scheduleToken, step: this.#nextReceived } });
    // Reports that the broken connection swallowed, and with them the window.
    if (this.#nextStep > 0) call.write({ progress: { consumedStep: this.#nextStep - 1 } });
  }

  #deliver(received: ReceivedBatch): void {
    this.#nextReceived += 1;
    this.#lastProgress = Date.now();
    this.#ready.push(received);
    this.#notify();
  }

  /** The next batch, or undefined after the last one. */
  async #next(): Promise<ReceivedBatch | undefined> {
    for (;;) {
      const received = this.#ready.shift();
      if (received !== undefined) return received;
      if (this.#failure !== undefined) throw this.#failure.error;
      if (this.#finished) return undefined;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** The stream ended with OK. */
  #ended(): void {
    if (this.#nextReceived >= this.#run!.totalSteps) {
      this.#finished = true;
      this.#notify();
    } else {
      this.#fail(protocolError(`the stream ended before step ${this.#nextReceived} of ${this.#run!.totalSteps}`));
    }
  }

  async #lost(error: ServiceError, attempt: number): Promise<void> {
    this.#assembler?.abandon();
    try {
      await this.#backOff(fromServiceError(error), attempt);
      if (!this.#left && this.#failure === undefined) this.#subscribe(attempt + 1);
    } catch (fatal) {
      this.#fail(fatal);
    }
  }

  async #retrying<T>(call: () => Promise<T>): Promise<T> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await call();
      } catch (error) {
        await this.#backOff(error, attempt);
      }
    }
  }

  /** Waits before another attempt; throws what cannot be tried again. */
  async #backOff(error: unknown, attempt: number): Promise<void> {
    const again = error instanceof CrescendoError && error.code === status[status.UNAVAILABLE];
    const { retryMs = 300_000 } = this.#options;
    if (!again || this.#left || Date.now() - this.#lastProgress > retryMs) throw error;
    const delay = Math.min(RETRY_MAX_MS, RETRY_FIRST_MS * 2 ** attempt);
    // Ranks that lost the same server must not all come back in the same moment.
    const jitter = 0.5 + (performance.now() % 1) / 2;
    await new Promise((resolve) => setTimeout(resolve, delay * jitter));
  }

  #fail(error: unknown): void {
    this.#failure ??= { error };
    this.#call?.cancel();
    this.#notify();
  }

  #notify(): void {
    this.#wake?.();
    this.#wake = undefined;
  }
}

function checkState(state: StreamState, run: crescendo.v1.OpenRunResponse): void {
  const pairs: [string, string, string][] = [
    ['run', state.run, run.run],
    ['scheduleToken', state.scheduleToken, run.scheduleToken],
    ['manifestDigest', state.manifestDigest, run.manifestDigest],
    ['specDigest', state.specDigest, run.specDigest],
  ];
  for (const [field, saved, present] of pairs) {
    if (saved === present) continue;
    const message = `the saved state has ${field} ${saved} and the run ${present}: it belongs to another run`;
    throw new CrescendoError('FAILED_PRECONDITION', 'STATE_MISMATCH', message, { field, value: saved, bound: present });
  }
}
