import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Dataset } from '../dataset/dataset.ts';
import { CrescendoError } from '../errors.ts';
import type { Patience, Waiting } from '../make/workers/phase-work.ts';
import type { Unavailable } from '../make/workers/task.ts';
import { Doubling } from '../runs/doubling.ts';

/** The pause after a failed try; it doubles with each, up to the greatest. */
const FIRST_PAUSE_MS = 50;
const GREATEST_PAUSE_MS = 2000;
/** An outage that nobody has met for so long counts as over: clients that come back meet the same one again. */
const FORGOTTEN_MS = 10_000;

export interface OutageOptions {
  log: Pick<Logger, 'warn' | 'debug'>;
  /** How long a batch waits for storage that does not answer; without bound by default. */
  timeoutSeconds?: number | undefined;
  /** Aborted when the server stops. */
  stopping: AbortSignal;
  /** Milliseconds of a clock that never goes back. */
  now?: () => number;
  /** Rejects if the signal is aborted. */
  pause?: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** An outage of one dataset's storage, while it lasts. */
interface Outage {
  readonly since: number;
  /** When the log is told, in seconds. */
  readonly told: Doubling;
  /** Aborted when the storage answers again. */
  readonly over: AbortController;
  /** Batches that wait for it. */
  readonly waiting: Set<object>;
  lastMet: number;
}

/**
 * The outages of the storage of datasets. A batch whose samples cannot be read waits here, and no worker with it: other
 * datasets go on. Each outage is one line in the log when it begins, then after 2, 4, 8, … seconds, and one when it ends.
 */
export class StorageOutages {
  readonly #options: OutageOptions;
  readonly #now: () => number;
  readonly #pause: NonNullable<OutageOptions['pause']>;
  readonly #outages = new Map<string, Outage>();

  constructor(options: OutageOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
    this.#pause = options.pause ?? ((ms, signal) => sleep(ms, undefined, { signal }));
  }

  /**
   * How the batches of one stream wait.
   *
   * @param tell called with a sentence for the trainer, as often as the log has one
   */
  patience(dataset: Pick<Dataset, 'id'>, tell: (message: string) => void): Patience {
    let told: { outage: Outage; at: Doubling } | undefined;
    const notice = (outage: Outage, seconds: number, message: string): void => {
      if (told?.outage !== outage) told = { outage, at: new Doubling() };
      if (told.at.reached(Math.max(1, seconds))) tell(message);
    };
    return () => this.#begin(dataset, notice);
  }

  #begin({ id }: Pick<Dataset, 'id'>, notice: (outage: Outage, seconds: number, message: string) => void): Waiting {
    const job = {};
    let since: number | undefined;
    return {
      next: async (why, tries, signal) => {
        const ms = Math.min(GREATEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (tries - 1));
        if (why.suspect !== undefined) {
          this.#options.log.debug({ dataset: id }, why.failure.message);
          await this.#wait(ms, [signal]);
          return;
        }
        const outage = this.#enter(id, job);
        since ??= this.#now();
        this.#say(id, outage, why, notice);
        const left = this.#left(id, since, why);
        await this.#wait(Math.min(ms, left), [signal, outage.over.signal]);
      },
      end: (made) => this.#leave(id, job, made),
    };
  }

  #enter(id: string, job: object): Outage {
    const now = this.#now();
    let outage = this.#outages.get(id);
    if (outage === undefined || (outage.waiting.size === 0 && now - outage.lastMet > FORGOTTEN_MS)) {
      outage = { since: now, told: new Doubling(), over: new AbortController(), waiting: new Set(), lastMet: now };
      this.#outages.set(id, outage);
    }
    outage.waiting.add(job);
    outage.lastMet = now;
    return outage;
  }

  #leave(id: string, job: object, made: boolean): void {
    const outage = this.#outages.get(id);
    if (outage === undefined || !outage.waiting.delete(job) || !made) return;
    this.#outages.delete(id);
    const seconds = ((this.#now() - outage.since) / 1000).toFixed(1);
    this.#options.log.warn({ dataset: id }, `the storage of dataset ${id} answers again, after ${seconds} s`);
    outage.over.abort();
  }

  #say(
    id: string,
    outage: Outage,
    { failure }: Unavailable,
    notice: (outage: Outage, seconds: number, message: string) => void,
  ): void {
    const seconds = Math.floor((this.#now() - outage.since) / 1000);
    const since = seconds === 0 ? '' : ` since ${seconds} s`;
    const message = `the storage of dataset ${id} does not answer${since} (${failure.message}); its batches wait for it`;
    if (outage.told.reached(Math.max(1, seconds))) this.#options.log.warn({ dataset: id, seconds }, message);
    notice(outage, seconds, message);
  }

  /** Milliseconds for which a batch may still wait. Throws READ_FAILED. */
  #left(id: string, since: number, { failure }: Unavailable): number {
    const { timeoutSeconds } = this.#options;
    if (timeoutSeconds === undefined) return Number.POSITIVE_INFINITY;
    const left = since + timeoutSeconds * 1000 - this.#now();
    if (left > 0) return left;
    throw new CrescendoError(
      'READ_FAILED',
      `the storage of dataset ${id} has not answered for ${timeoutSeconds} s, the bound that --storage-timeout sets ` +
        `(${failure.message})`,
      { ...failure.metadata, dataset: id, bound: String(timeoutSeconds), option: '--storage-timeout' },
    );
  }

  /** Ends early if one of the signals is aborted. Throws SHUTTING_DOWN. */
  async #wait(ms: number, signals: readonly (AbortSignal | undefined)[]): Promise<void> {
    const { stopping } = this.#options;
    const either = AbortSignal.any([stopping, ...signals.filter((signal) => signal !== undefined)]);
    await this.#pause(ms, either).catch(() => {});
    if (!stopping.aborted) return;
    throw new CrescendoError('SHUTTING_DOWN', 'the server is shutting down; reconnect and subscribe at the next step');
  }
}
