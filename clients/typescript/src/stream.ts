import { Backoff, retry } from './backoff.ts';
import type { Batch } from './batch.ts';
import type { Connection } from './connection.ts';
import { CrescendoError } from './errors.ts';
import { type BatchStreamOptions, type ResolvedOptions, resolveOptions, type ValidationSplit } from './options.ts';
import { BatchReceiver } from './receiver.ts';
import type { RunInfo } from './run.ts';
import { limitOfRetries, Silence } from './silence.ts';
import { checkNew, resumedStep } from './start.ts';
import { checkIdentity, identity, type StreamState } from './state.ts';
import { trainingPlan } from './stream-plan.ts';
import { validationPlan } from './validation.ts';

/** How long leaving the loop may wait for the last report, in milliseconds. */
const LEAVE_MS = 2000;

/**
 * The batches of one rank, which can be iterated once.
 *
 * Taking the next batch reports the previous one as consumed, with the time that the trainer held it as the step time.
 * The last batch before a stop therefore comes again after a resume. When the connection breaks, the stream reconnects
 * with back-off at exactly the step that was not yet delivered.
 */
export class BatchStream implements AsyncIterable<Batch> {
  readonly #connection: Connection;
  readonly #options: ResolvedOptions;
  #run: RunInfo | undefined;
  #receiver: BatchReceiver | undefined;
  #started = false;
  /** The step after the last batch that was returned. */
  #nextStep = 0;
  /** The batch that the trainer holds until it is reported, and since when, in milliseconds. */
  #inHand: { step: number; since: number } | undefined;
  /** The last step that was reported on the stream, and whether the server has confirmed one as late. */
  #reported: { step: number; stepSeconds: number; confirmed: boolean } | undefined;

  /**
   * For `Client.batches`.
   *
   * @internal
   */
  constructor(connection: Connection, options: BatchStreamOptions, validation?: ValidationSplit) {
    this.#connection = connection;
    this.#options = resolveOptions(options, validation, connection.onNotice);
  }

  /** The server's description of the run; undefined before the first batch. */
  get run(): RunInfo | undefined {
    return this.#run;
  }

  /**
   * The position of the stream: after the last batch that was returned, whether or not it was reported. Take it when
   * the batch's training step is complete, and save it with the weights. Throws `FAILED_PRECONDITION`, reason
   * `NOT_OPEN`, before the first batch.
   */
  state(): StreamState {
    if (this.#run === undefined) {
      const message = 'state() is only known from the first batch on: the run is not open yet';
      throw new CrescendoError('FAILED_PRECONDITION', message, { reason: 'NOT_OPEN' });
    }
    return { version: 1, nextStep: this.#nextStep, worldSize: this.#options.worldSize, ...identity(this.#run) };
  }

  /**
   * Iterates the batches. Throws `CrescendoError`: the server's refusal (see its `reason`), `UNAVAILABLE` after an
   * outage of `retryMs`, `INTERNAL` with reason `PROTOCOL` if the server breaks the contract, `CANCELLED` with reason
   * `CLOSED` if the client is closed; or the reason of an aborted `signal`.
   */
  async *[Symbol.asyncIterator](): AsyncGenerator<Batch, void, void> {
    if (this.#started) {
      const message = 'a batch stream can be iterated only once; continue with another one from state()';
      throw new CrescendoError('FAILED_PRECONDITION', message, { reason: 'ALREADY_ITERATED' });
    }
    this.#started = true;
    const ended = new AbortController();
    const forget = this.#connection.whenAborted(this.#options.signal, (reason) => {
      ended.abort(reason);
      this.#receiver?.abort(reason);
    });
    try {
      ended.signal.throwIfAborted();
      this.#receiver = await this.#open(ended.signal);
      yield* this.#deliver(this.#receiver);
      await this.#confirm(ended.signal);
    } finally {
      forget();
      if (!ended.signal.aborted) await this.#leave();
      this.#receiver?.close();
    }
  }

  /**
   * Reports the current batch as consumed now instead of with the next iteration. Resolves when the server has stored
   * the report; throws `CrescendoError` if that failed.
   */
  async acknowledge(): Promise<void> {
    this.#consume();
    await this.#confirm(this.#options.signal);
  }

  async *#deliver(receiver: BatchReceiver): AsyncGenerator<Batch, void, void> {
    for (;;) {
      const received = await receiver.take();
      if (received === undefined) return;
      const { step } = received.batch;
      this.#nextStep = step + 1;
      this.#inHand = { step, since: performance.now() };
      yield received.batch;
      this.#consume();
      receiver.give(received.buffer);
    }
  }

  #consume(): void {
    if (this.#inHand === undefined) return;
    const { step, since } = this.#inHand;
    this.#inHand = undefined;
    const stepSeconds = (performance.now() - since) / 1000;
    this.#reported = { step, stepSeconds, confirmed: false };
    this.#receiver?.report({ consumedStep: step, stepSeconds });
  }

  /** Opens the run and begins to receive at the first step. */
  async #open(signal: AbortSignal): Promise<BatchReceiver> {
    const { run: name, spec, state, validation, rank, worldSize } = this.#options;
    const opened = await this.#retry('OpenRun', () => this.#connection.openRun(name, spec, { signal }), signal);
    const plan =
      validation === undefined ? trainingPlan(opened, worldSize) : validationPlan(opened, validation, rank, worldSize);
    const { run } = plan;
    if (state !== undefined) checkIdentity('the saved state', state, identity(run));
    const firstStep = await this.#firstStep(signal);
    if (run.totalSteps !== undefined && firstStep > run.totalSteps) {
      const message = `step ${firstStep} lies beyond run ${name}, which has ${run.totalSteps} steps`;
      const metadata = { field: 'start', value: String(firstStep), bound: String(run.totalSteps) };
      throw new CrescendoError('OUT_OF_RANGE', message, { reason: 'STEP_OUT_OF_RANGE', metadata });
    }
    this.#run = run;
    this.#nextStep = firstStep;
    return new BatchReceiver(this.#connection, this.#options, plan, firstStep);
  }

  async #firstStep(signal: AbortSignal): Promise<number> {
    const { run, start, rank, worldSize } = this.#options;
    if (typeof start === 'number') return start;
    const status = await this.#retry('GetRun', () => this.#connection.getRun(run, { signal }), signal);
    if (start === 'resume') return resumedStep(status, this.#connection.address);
    checkNew(status, { rank, worldSize }, this.#connection.address);
    return 0;
  }

  /** Reports on the stream may be lost with its connection. A separate report, which is answered, makes up for them. */
  async #confirm(signal: AbortSignal | undefined, once?: { timeoutMs: number }): Promise<void> {
    const reported = this.#reported;
    // Validation is not progress of the run.
    if (reported === undefined || reported.confirmed || this.#options.validation !== undefined) return;
    const { run, rank, worldSize } = this.#options;
    const report = { run, rank, worldSize, consumedStep: reported.step, stepSeconds: reported.stepSeconds };
    const attempt = () => this.#connection.reportProgress(report, { ...(signal && { signal }), ...once });
    await (once ? attempt() : this.#retry('ReportProgress', attempt, signal ?? new AbortController().signal));
    reported.confirmed = true;
  }

  /** Confirms the reports, if the server is there. Otherwise, those batches come again after a resume. */
  async #leave(): Promise<void> {
    await this.#confirm(undefined, { timeoutMs: LEAVE_MS }).catch(() => {});
  }

  #retry<T>(call: string, attempt: () => Promise<T>, signal: AbortSignal): Promise<T> {
    const { retryMs, rank, onNotice } = this.#options;
    const silence = new Silence(this.#connection.address, call, limitOfRetries(retryMs), onNotice);
    return retry(attempt, new Backoff(retryMs, rank), signal, silence);
  }
}
