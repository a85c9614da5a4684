import { clearTimeout, setTimeout } from 'node:timers';
import type { crescendo } from '@crescendo/proto';
import type { ReceivedBatch } from './batch-assembler.ts';
import { BufferPool } from './buffer-pool.ts';
import { giveBackClientId, takeClientId } from './client-id.ts';
import type { Endpoint } from './endpoints.ts';
import { CrescendoError, isTransient, protocolError } from './errors.ts';
import { Fitness } from './fitness.ts';
import type { ResolvedOptions } from './options.ts';
import { Outage } from './outage.ts';
import { PacedReports } from './paced-reports.ts';
import { type LinkHost, PullLink } from './pull-link.ts';
import type { Receiver } from './receiver.ts';
import { isLostRun } from './reopen.ts';
import { blocksOf } from './replay-blocks.ts';
import { largestBatchBytes } from './run.ts';
import { isLeftOut, isOfServer, noneUsable, type Servers } from './servers.ts';
import { limitOfRetries, Silence } from './silence.ts';
import { StepScheduler } from './step-scheduler.ts';
import type { StreamPlan } from './stream-plan.ts';
import { subscription } from './subscription.ts';

/** Batches that a server may still be making after they were taken back: they count in its window. */
const TAKEN_BACK = 3;
const WINDOW_MOST = 64;
/** Least time between two reports, in milliseconds: they open no window. */
const REPORT_MS = 50;

/**
 * Receives one rank's batches from several servers, each exactly once and in order. Each server is asked for the steps that
 * the scheduler gives it; a batch that is late is asked for at another one too, and the first answer counts.
 *
 * There are window + 1 buffers: each step within the window has one at most, and the trainer has one.
 */
export class PullReceiver implements Receiver, LinkHost {
  readonly options: ResolvedOptions;
  readonly plan: StreamPlan;
  readonly pool: BufferPool;
  readonly clientId: string;
  readonly #servers: Servers;
  readonly #firstStep: number;
  readonly #scheduler: StepScheduler;
  readonly #links = new Map<number, PullLink>();
  /** What was used for each link; called when it is closed. */
  readonly #releases = new Map<number, () => void>();
  readonly #ready = new Map<number, { received: ReceivedBatch; from: PullLink }>();
  /** The link that sends the batch of a step now. */
  readonly #sending = new Map<number, PullLink>();
  readonly #failures = new Map<PullLink, CrescendoError>();
  readonly #outage: Outage;
  readonly #silence: Silence;
  readonly #rank: string;
  readonly #forgetList: () => void;
  readonly #fitness: Fitness;
  #nextId = 0;
  #stage: number | undefined;
  /** The link whose batch the trainer holds. */
  #holding: PullLink | undefined;
  readonly #reports: PacedReports<crescendo.v1.IProgress>;
  /** The last report that was sent, and the link on which it was. */
  #reported: { progress: crescendo.v1.IProgress; on: PullLink | undefined } | undefined;
  #interrupted = false;
  #failure: { error: unknown } | undefined;
  #closed = false;
  #wake: (() => void) | undefined;
  #late: NodeJS.Timeout | undefined;
  #alone: NodeJS.Timeout | undefined;

  /** Begins to receive at `firstStep`. */
  constructor(servers: Servers, options: ResolvedOptions, plan: StreamPlan, firstStep: number) {
    this.#servers = servers;
    this.options = options;
    this.plan = plan;
    this.#firstStep = firstStep;
    const { window, worldSize, reuseBuffer, retryMs, rank, onNotice } = options;
    this.pool = new BufferPool(window + 1, largestBatchBytes(plan.run, worldSize), reuseBuffer);
    this.#scheduler = new StepScheduler({
      firstStep,
      window,
      totalSteps: plan.run.totalSteps,
      blockOf: blocksOf(plan.run),
    });
    this.#rank = JSON.stringify([plan.run.run, worldSize, rank, options.validation !== undefined]);
    this.clientId = takeClientId(this.#rank);
    this.#silence = new Silence(servers.address, 'StreamBatches', limitOfRetries(retryMs), onNotice);
    this.#outage = new Outage(retryMs, this.#silence);
    this.#fitness = new Fitness(servers, options, plan);
    // A budget that is measured is spent by the durations of all steps.
    const everyMs = plan.run.totalSteps === undefined ? 0 : REPORT_MS;
    this.#reports = new PacedReports(everyMs, (progress) => this.#report(progress));
    this.#forgetList = servers.endpoints.onChange(() => this.#follow());
    if (this.#scheduler.complete) this.#silence.end();
    else this.#follow();
  }

  get interrupted(): boolean {
    return this.#interrupted;
  }

  async take(): Promise<ReceivedBatch | undefined> {
    for (;;) {
      const ready = this.#ready.get(this.#scheduler.next);
      if (ready !== undefined) {
        this.#ready.delete(this.#scheduler.next);
        this.#scheduler.take();
        this.#holding = ready.from;
        const { batch } = ready.received;
        // Each link knows its own batches only.
        batch.stageChanged = batch.stage !== this.#stage;
        this.#stage = batch.stage;
        this.#ask();
        return ready.received;
      }
      if (this.#failure !== undefined) throw this.#failure.error;
      if (this.#scheduler.complete) return undefined;
      const woken = new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#ask();
      await woken;
    }
  }

  give(buffer: ArrayBuffer): void {
    this.pool.give(buffer);
  }

  report(progress: crescendo.v1.IProgress): void {
    this.#reports.report(progress);
  }

  /** Reports to the endpoint that sent the batch, or to another one if that is gone. */
  #report(progress: crescendo.v1.IProgress): void {
    const on = this.#holding?.streaming ? this.#holding : [...this.#links.values()].find((link) => link.streaming);
    this.#reported = { progress, on };
    on?.report(progress);
  }

  abort(error: unknown): void {
    this.#ready.clear();
    // This takes precedence over any failure of a server: a caller who aborts wants to see the reason given.
    this.#failure = { error };
    this.fail(error);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#late);
    clearTimeout(this.#alone);
    this.#reports.close();
    this.#forgetList();
    for (const link of [...this.#links.values()]) this.#drop(link);
    giveBackClientId(this.#rank, this.clientId);
    this.#silence.end();
  }

  subscription(link: PullLink, sharedMemorySlots: number): crescendo.v1.ISubscribe {
    const window = Math.min(WINDOW_MOST, this.options.window + TAKEN_BACK);
    const takeover = this.#fitness.takesOver(link);
    const trainer = { clientId: this.clientId, takeover, step: this.#firstStep, sharedMemorySlots };
    return { ...subscription(this.plan.run, { ...this.options, window }, trainer), pull: true };
  }

  async admit(link: PullLink): Promise<void> {
    await this.#fitness.admit(link, [...this.#links.values()]);
  }

  began(link: PullLink): void {
    this.#outage.answered();
    this.#scheduler.add(link.id);
    const reported = this.#reported;
    // The broken connection may have lost the last report.
    if (reported !== undefined && !reported.on?.streaming) this.#report(reported.progress);
    this.#ask();
  }

  spoke(link: PullLink): void {
    this.#scheduler.spoke(link.id);
  }

  begins(link: PullLink, step: number): boolean {
    if (!this.#scheduler.wanted(link.id, step)) return false;
    // Whoever sent it before has stopped in the middle.
    this.#sending.get(step)?.drop();
    this.#sending.set(step, link);
    return true;
  }

  arrived(link: PullLink, received: ReceivedBatch): void {
    const { step } = received.batch;
    this.#sending.delete(step);
    this.#recovered(link);
    this.#fitness.began(link);
    this.#outage.end();
    this.#interrupted = false;
    for (const id of this.#scheduler.arrived(link.id, step, performance.now())) this.#links.get(id)?.fetch([], [step]);
    this.#ready.set(step, { received, from: link });
    this.#ask();
    this.#finishRetired();
    if (step === this.#scheduler.next) this.#notify();
  }

  ended(link: PullLink): void {
    const { run, totalSteps } = this.plan.run;
    // A schedule that is decided during the run ends where a server says so.
    if (this.#scheduler.ended(link.id) && totalSteps === undefined) {
      if (this.#scheduler.complete) this.#notify();
      return;
    }
    const total = totalSteps === undefined ? 'an undecided number' : totalSteps;
    const before = `before step ${this.#scheduler.next} of ${total}`;
    this.fail(protocolError(`run ${run}: the stream from ${link.endpoint.address} ended with OK ${before}`));
  }

  broke(link: PullLink): void {
    for (const [step, sending] of this.#sending) if (sending === link) this.#sending.delete(step);
    this.#scheduler.remove(link.id);
    if (!this.#closed) this.#ask();
  }

  failed(link: PullLink, thrown: unknown): number {
    if (!isOfEndpoint(thrown)) {
      this.fail(thrown);
      return 0;
    }
    this.#fitness.gone(link);
    this.#say(link, thrown);
    this.#failures.set(link, thrown);
    this.#servers.endpoints.serverFailed();
    if (isTransient(thrown) && !isLeftOut(thrown)) {
      link.endpoint.info = undefined;
      this.#interrupted = true;
    }
    if (this.#scheduler.complete || !link.endpoint.listed) {
      this.#drop(link);
      return 0;
    }
    return this.#untilNext();
  }

  fail(error: unknown): void {
    this.#failure ??= { error };
    this.close();
    this.#notify();
  }

  /** How long an attempt may wait after a failure; ends the stream if there is no hope any more. */
  #untilNext(): number {
    const links = [...this.#links.values()];
    if (links.some((link) => link.streaming)) return Number.POSITIVE_INFINITY;
    const failures = this.#listFailures();
    const error = noneUsable(this.#servers.endpoints, failures);
    const left = this.#outage.goesOn(performance.now(), error.message);
    if (links.some((link) => !this.#failures.has(link))) return left;
    const all = [...failures.values()];
    // What does not pass by itself ends the stream as a single server's refusal does.
    const refusal = all.length > 0 && all.every((failure) => !isTransient(failure)) ? all[0] : undefined;
    if (refusal !== undefined) this.fail(refusal);
    else if (left === 0) {
      const message = `no success within retryMs = ${this.options.retryMs}: ${error.message}`;
      this.fail(new CrescendoError(error.code, message, error, { cause: error }));
    }
    return left;
  }

  #recovered(link: PullLink): void {
    if (!this.#failures.delete(link) || this.#links.size === 1) return;
    const message = `the server at ${link.endpoint.address} is in use again`;
    this.options.onNotice({ reason: 'ENDPOINT', message });
  }

  #listFailures(): Map<string, CrescendoError> {
    const failures = [...this.#failures].filter(([, { message }]) => message !== '');
    return new Map(failures.map(([link, failure]) => [link.endpoint.address, failure]));
  }

  #say(link: PullLink, failure: CrescendoError): void {
    // The same process at another address.
    if (failure.message === '') return;
    const { address } = link.endpoint;
    const passes = isTransient(failure) && !isLeftOut(failure);
    const { message } = failure;
    if (!passes) {
      this.#servers.endpoints.notice(`the server at ${address} is left out: ${message}`, this.options.onNotice);
    } else if (!this.#failures.has(link) && this.#links.size > 1) {
      const text = `the server at ${address} has failed, and is tried again: ${message}`;
      this.options.onNotice({ reason: 'ENDPOINT', message: text });
    }
  }

  /** Asks for what is to be asked for now, and comes back when a step is late. */
  #ask(): void {
    clearTimeout(this.#late);
    if (this.#closed) return;
    const waiting = this.#wake !== undefined;
    const scheduler = this.#scheduler;
    for (const { endpoint, steps } of scheduler.orders(performance.now(), waiting))
      this.#links.get(endpoint)?.fetch(steps);
    if (!waiting || this.#links.size < 2) return;
    for (const [id, link] of this.#links) if (scheduler.silent(id)) link.probe();
    const late = scheduler.lateAt;
    if (late !== undefined) this.#late = setTimeout(() => this.#ask(), Math.ceil(late - performance.now()));
  }

  /** Follows the list of endpoints. */
  #follow(): void {
    if (this.#closed || this.#scheduler.complete) return;
    const { endpoints } = this.#servers;
    const linked = new Set([...this.#links.values()].map(({ endpoint }) => endpoint));
    for (const endpoint of endpoints.listed) if (!linked.has(endpoint)) this.#add(endpoint);
    for (const { id, endpoint } of this.#links.values()) this.#scheduler.retire(id, !endpoint.listed);
    this.#finishRetired();
    this.#ask();
    clearTimeout(this.#alone);
    if (this.#links.size > 0) return;
    // Without an address no attempt fails, and nothing else keeps the process alive.
    const left = this.#outage.goesOn(performance.now(), noneUsable(endpoints, new Map()).message);
    this.#alone = setTimeout(() => this.#untilNext(), left);
  }

  #add(endpoint: Endpoint): void {
    const link = new PullLink(this.#nextId, endpoint, this);
    this.#nextId += 1;
    this.#links.set(link.id, link);
    this.#releases.set(link.id, this.#servers.endpoints.use(endpoint));
    void link.run();
  }

  /** Closes links to endpoints that are on the list no more, once they have sent what they were asked for. */
  #finishRetired(): void {
    for (const link of [...this.#links.values()]) {
      if (!link.endpoint.listed && this.#scheduler.outstanding(link.id) === 0) this.#drop(link);
    }
  }

  #drop(link: PullLink): void {
    this.#links.delete(link.id);
    this.#failures.delete(link);
    this.#fitness.gone(link);
    link.close();
    this.#releases.get(link.id)?.();
    this.#releases.delete(link.id);
  }

  #notify(): void {
    this.#wake?.();
    this.#wake = undefined;
  }
}

/** Failures of one endpoint, of which others may be free, besides those that pass. */
const OF_THE_ENDPOINT: readonly string[] = ['UNKNOWN_DATASET', 'MANIFEST_MISMATCH', 'ENGINE_MISMATCH', 'LIMIT'];

function isOfEndpoint(error: unknown): error is CrescendoError {
  if (isTransient(error) || isOfServer(error) || isLostRun(error)) return true;
  if (!(error instanceof CrescendoError)) return false;
  return OF_THE_ENDPOINT.includes(error.reason) || error.code === 'PERMISSION_DENIED';
}
