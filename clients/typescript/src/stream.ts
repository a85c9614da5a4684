import { type Attempt, Backoff, retry } from './backoff.ts';
import type { Batch } from './batch.ts';
import type { CallOptions, ProgressReport } from './call-options.ts';
import { whole } from './checks.ts';
import { divided, type Epoch, spentBefore } from './epochs.ts';
import { CrescendoError } from './errors.ts';
import { type BatchStreamOptions, type ResolvedOptions, resolveOptions, type ValidationSplit } from './options.ts';
import { PullReceiver } from './pull-receiver.ts';
import { BatchReceiver, type Receiver } from './receiver.ts';
import { isLostRun, reopen } from './reopen.ts';
import type { RunInfo } from './run.ts';
import type { Servers } from './servers.ts';
import { limitOfRetries, Silence } from './silence.ts';
import type { RunSpec } from './spec.ts';
import { checkNew, resumedStep } from './start.ts';
import { checkIdentity, identity, type StreamState } from './state.ts';
import { type StreamPlan, trainingPlan } from './stream-plan.ts';
import { validationPlan } from './validation.ts';

/** How long leaving the loop may wait for the last report, in milliseconds. */
const LEAVE_MS = 2000;

/**
 * The batches of one rank, which can be iterated once.
 *
 * Taking the next batch reports the previous one as consumed, with the time that the trainer held it as the step time.
 * The last batch before a stop therefore comes again after a resume. When the connection breaks, the stream reconnects
 * with back-off at exactly the step that was not yet delivered. With several servers, it asks each for some of the steps.
 */
export class BatchStream implements AsyncIterable<Batch> {
  readonly #servers: Servers;
  readonly #options: ResolvedOptions;
  #run: RunInfo | undefined;
  /** The run's spec as the server has it. */
  #resolved: RunSpec | undefined;
  #opening: Promise<StreamPlan> | undefined;
  #receiver: Receiver | undefined;
  #started = false;
  /** The step after the last batch that was returned. */
  #nextStep = 0;
  /** The batch that the trainer holds until it is reported, since when, in milliseconds, and how long it waited for it. */
  #inHand: { step: number; since: number; waitSeconds: number } | undefined;
  /** The last step that was reported on the stream, and whether the server has confirmed one as late. */
  #reported: { step: number; stepSeconds: number; confirmed: boolean } | undefined;

  /**
   * For `Client.batches`.
   *
   * @internal
   */
  constructor(servers: Servers, options: BatchStreamOptions, validation?: ValidationSplit) {
    this.#servers = servers;
    this.#options = resolveOptions(options, validation, servers.onNotice);
  }

  /** The server's description of the run; undefined before `open` and before the first batch. */
  get run(): RunInfo | undefined {
    return this.#run;
  }

  /**
   * Number of batches that are left until the end of the schedule; undefined before `open` and the first batch, and for a
   * measured budget, whose end is decided while training.
   */
  get stepsLeft(): number | undefined {
    return this.#run?.totalSteps === undefined ? undefined : this.#run.totalSteps - this.#nextStep;
  }

  /**
   * Opens the run and finds where to begin, as the iteration does by itself: for programs that need the schedule before
   * the first batch. It asks for no batch. Throws as the iteration does.
   */
  async open(): Promise<RunInfo> {
    const { run } = await this.#opened(this.#options.signal ?? new AbortController().signal);
    return run;
  }

  /**
   * The position of the stream: after the last batch that was returned, whether or not it was reported. Take it when
   * the batch's training step is complete, and save it with the weights. Throws `FAILED_PRECONDITION`, reason
   * `NOT_OPEN`, before `open` and the first batch.
   */
  state(): StreamState {
    if (this.#run === undefined) {
      const message = 'state() is known after open() and from the first batch on: the run is not open yet';
      throw new CrescendoError('FAILED_PRECONDITION', message, { reason: 'NOT_OPEN' });
    }
    return { version: 1, nextStep: this.#nextStep, worldSize: this.#options.worldSize, ...identity(this.#run) };
  }

  /**
   * Iterates the batches. Throws `CrescendoError`: the server's refusal (see its `reason`), `UNAVAILABLE` after an
   * outage of `retryMs`, `RESOURCE_EXHAUSTED` with reason `LIMIT` if the server had no room for so long, `INTERNAL` with reason `PROTOCOL` if the server breaks the contract, `CANCELLED` with reason
   * `CLOSED` if the client is closed; or the reason of an aborted `signal`.
   */
  async *[Symbol.asyncIterator](): AsyncGenerator<Batch, void, void> {
    if (this.#started) {
      const message = 'a batch stream can be iterated only once; continue with another one from state()';
      throw new CrescendoError('FAILED_PRECONDITION', message, { reason: 'ALREADY_ITERATED' });
    }
    this.#started = true;
    const ended = new AbortController();
    const forget = this.#servers.whenAborted(this.#options.signal, (reason) => {
      ended.abort(reason);
      this.#receiver?.abort(reason);
    });
    try {
      ended.signal.throwIfAborted();
      const plan = await this.#opened(ended.signal);
      this.#receiver = this.#servers.endpoints.several
        ? new PullReceiver(this.#servers, this.#options, plan, this.#nextStep)
        : new BatchReceiver(this.#servers.only, this.#options, plan, this.#nextStep);
      yield* this.#deliver(this.#receiver);
      await this.#confirm(ended.signal);
    } finally {
      forget();
      if (!ended.signal.aborted) await this.#leave();
      this.#receiver?.close();
    }
  }

  /**
   * Divides the rest of the run where its budget passes multiples of `1 / count`, which iterates the stream. Between two of
   * these shares, validate and save. They have equal parts of the budget, not equal numbers of steps. The batch that
   * passes a bound is the last of its share, and is reported when the loop over the share ends. Shares that are over at
   * the stream's position are left out, so that a trainer that resumes gets the rest of them.
   *
   *     for await (const epoch of stream.epochs(90)) {
   *       for await (const batch of epoch) await train(batch);
   *       await save(epoch.index, weights, stream.state());
   *     }
   *
   * @param count number of shares of the whole budget
   * @throws CrescendoError `INVALID_ARGUMENT` at once if `count` is not a whole number, 1 or more
   */
  epochs(count: number): AsyncGenerator<Epoch, void, void> {
    return this.#epochs(whole('count', count, 1, Number.MAX_SAFE_INTEGER));
  }

  async *#epochs(count: number): AsyncGenerator<Epoch, void, void> {
    const spent = spentBefore(await this.open(), this.#nextStep);
    yield* divided(this[Symbol.asyncIterator](), count, spent, () => this.#consume());
  }

  /**
   * Reports the current batch as consumed now instead of with the next iteration. Resolves when the server has stored
   * the report; throws `CrescendoError` if that failed.
   */
  async acknowledge(): Promise<void> {
    this.#consume();
    await this.#confirm(this.#options.signal);
  }

  async *#deliver(receiver: Receiver): AsyncGenerator<Batch, void, void> {
    for (;;) {
      const asked = performance.now();
      const received = await receiver.take();
      if (received === undefined) return;
      const { step } = received.batch;
      this.#nextStep = step + 1;
      const since = performance.now();
      this.#inHand = { step, since, waitSeconds: (since - asked) / 1000 };
      yield received.batch;
      this.#consume();
      receiver.give(received.buffer);
    }
  }

  #consume(): void {
    if (this.#inHand === undefined) return;
    const { step, since, waitSeconds } = this.#inHand;
    this.#inHand = undefined;
    const stepSeconds = (performance.now() - since) / 1000;
    this.#reported = { step, stepSeconds, confirmed: false };
    this.#receiver?.report({ consumedStep: step, stepSeconds, waitSeconds });
  }

  /** Opens the run once; a failure is not kept. */
  #opened(signal: AbortSignal): Promise<StreamPlan> {
    this.#opening ??= this.#open(signal).catch((error) => {
      this.#opening = undefined;
      throw error;
    });
    return this.#opening;
  }

  /** Opens the run and finds the first step. */
  async #open(signal: AbortSignal): Promise<StreamPlan> {
    const { run: name, spec, state, validation, rank, worldSize } = this.#options;
    const open = (signal: AbortSignal) => this.#servers.openRun(name, spec, { signal });
    const opened = await this.#retry('OpenRun', open, signal);
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
    this.#resolved = plan.spec;
    this.#nextStep = firstStep;
    return plan;
  }

  async #firstStep(signal: AbortSignal): Promise<number> {
    const { run, start, rank, worldSize } = this.#options;
    if (typeof start === 'number') return start;
    const status = await this.#retry('GetRun', (signal) => this.#servers.getRun(run, { signal }), signal);
    if (start === 'resume') return resumedStep(status, this.#servers.address);
    checkNew(status, { rank, worldSize }, this.#servers.address);
    return 0;
  }

  /** Reports on the stream may be lost with its connection. A separate report, which is answered, makes up for them. */
  async #confirm(signal: AbortSignal | undefined, once?: { timeoutMs: number }): Promise<void> {
    const reported = this.#reported;
    // Validation is not progress of the run.
    if (reported === undefined || reported.confirmed || this.#options.validation !== undefined) return;
    const { run, rank, worldSize } = this.#options;
    const report = { run, rank, worldSize, consumedStep: reported.step, stepSeconds: reported.stepSeconds };
    const attempt = (signal?: AbortSignal) => this.#report(report, { ...(signal && { signal }), ...once });
    await (once ? attempt() : this.#retry('ReportProgress', attempt, signal ?? new AbortController().signal));
    reported.confirmed = true;
  }

  /** Reports to a server that may have lost the run. */
  async #report(report: ProgressReport, options: CallOptions): Promise<void> {
    const [run, resolved] = [this.#run, this.#resolved];
    try {
      await this.#servers.reportProgress(report, options, this.#receiver?.clientId);
    } catch (error) {
      if (!isLostRun(error) || !this.#receiver?.interrupted || run === undefined || resolved === undefined) throw error;
      await reopen(this.#servers, run, { given: this.#options.spec, resolved }, options.signal);
      await this.#servers.reportProgress(report, options, this.#receiver?.clientId);
    }
  }

  /** Confirms the reports, if the server is there. Otherwise, those batches come again after a resume. */
  async #leave(): Promise<void> {
    await this.#confirm(undefined, { timeoutMs: Math.min(LEAVE_MS, this.#servers.timeoutMs) }).catch(() => {});
  }

  #retry<T>(call: string, attempt: Attempt<T>, signal: AbortSignal): Promise<T> {
    const { retryMs, rank, onNotice } = this.#options;
    const { address, timeoutMs } = this.#servers;
    const silence = new Silence(address, call, limitOfRetries(retryMs), onNotice);
    return retry(attempt, new Backoff(retryMs, rank, timeoutMs), signal, silence);
  }
}
