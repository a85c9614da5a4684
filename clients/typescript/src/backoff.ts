import { setTimeout as sleep } from 'node:timers/promises';
import { CrescendoError, isTransient } from './errors.ts';
import type { Silence } from './silence.ts';

const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 5000;
/** The golden ratio's fraction: its multiples spread evenly over 0..1, whatever their number. */
const GOLDEN = 0.618_033_988_75;

/** The waits of one outage after another: 100 ms, doubled each time up to 5 s, and `retryMs` in total. */
export class Backoff {
  readonly #retryMs: number;
  readonly #rank: number;
  #attempts = 0;
  #deadline: number | undefined;

  /**
   * @param retryMs how long an outage may last, in milliseconds; 0 allows no second attempt
   * @param rank spreads the ranks of a job, so that they do not all come back at the same moment
   */
  constructor(retryMs: number, rank: number) {
    this.#retryMs = retryMs;
    this.#rank = rank;
  }

  /** The outage is over. */
  reset(): void {
    this.#attempts = 0;
    this.#deadline = undefined;
  }

  /** Milliseconds to wait before the next attempt at time `now`; undefined if the outage has lasted too long. */
  delay(now: number): number | undefined {
    this.#deadline ??= now + this.#retryMs;
    const left = this.#deadline - now;
    if (left <= 0) return undefined;
    const longest = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** this.#attempts);
    this.#attempts += 1;
    const spread = ((this.#rank + this.#attempts) * GOLDEN) % 1;
    return Math.min(left, longest * (0.5 + spread / 2));
  }

  /**
   * Waits before the next attempt. Throws `failure` if it is permanent, a similar error if the outage has lasted for
   * `retryMs`, and the signal's reason if that is aborted.
   */
  async wait(failure: unknown, signal: AbortSignal): Promise<void> {
    if (!isTransient(failure)) throw failure;
    const delay = this.delay(performance.now());
    if (delay !== undefined) {
      // The timer's own AbortError would hide the reason.
      await sleep(delay, undefined, { signal }).catch(() => {});
      signal.throwIfAborted();
      return;
    }
    const message = `no success within retryMs = ${this.#retryMs}: ${failure.message}`;
    throw new CrescendoError(failure.code, message, failure, { cause: failure });
  }
}

/** Repeats `attempt`, which must be safe to repeat, while it fails in a way that may pass; `silence` says so. */
export function retry<T>(
  attempt: () => Promise<T>,
  backoff: Backoff,
  signal: AbortSignal,
  silence: Silence,
): Promise<T> {
  return silence.during(async () => {
    for (;;) {
      try {
        return await attempt();
      } catch (failure) {
        silence.failed((failure as Error).message);
        await backoff.wait(failure, signal);
      }
    }
  });
}
