import { clearTimeout, setTimeout } from 'node:timers';
import { setTimeout as sleep } from 'node:timers/promises';
import { CrescendoError, isTransient } from './errors.ts';
import type { Silence } from './silence.ts';

const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 5000;
/** Longest attempt, in milliseconds, and so the longest time in which a client tries nothing new. */
export const LONGEST_ATTEMPT_MS = 10_000;
/** An attempt at the very end of the retry time still has this long. */
const SHORTEST_ATTEMPT_MS = 100;
/** The golden ratio's fraction: its multiples spread evenly over 0..1, whatever their number. */
const GOLDEN = 0.618_033_988_75;

/**
 * The attempts of one outage after another. The second begins 100 ms after the first, and the time is doubled for each
 * later one, up to 5 s. Each may take 10 s at most, and all together `retryMs`, counted from the first failure.
 */
export class Backoff {
  readonly #retryMs: number;
  readonly #rank: number;
  readonly #longestMs: number;
  #attempts = 0;
  #deadline: number | undefined;

  /**
   * @param retryMs how long an outage may last, in milliseconds; 0 allows no second attempt
   * @param rank spreads the ranks of a job, so that they do not all come back at the same moment
   * @param longestMs bound of each attempt, in milliseconds
   */
  constructor(retryMs: number, rank: number, longestMs = LONGEST_ATTEMPT_MS) {
    this.#retryMs = retryMs;
    this.#rank = rank;
    this.#longestMs = Math.min(longestMs, LONGEST_ATTEMPT_MS);
  }

  /** The outage is over. */
  reset(): void {
    this.#attempts = 0;
    this.#deadline = undefined;
  }

  /** Milliseconds that an attempt which begins at time `now` may take. */
  limit(now: number): number {
    const left = this.#deadline === undefined ? this.#longestMs : this.#deadline - now;
    return Math.min(this.#longestMs, Math.max(SHORTEST_ATTEMPT_MS, left));
  }

  /**
   * Milliseconds to wait at time `now` before the next attempt; undefined if the outage has lasted too long.
   *
   * @param began when the attempt began that has failed: its own time counts, so that an attempt without an answer is
   * followed by the next one at once
   */
  delay(now: number, began = now): number | undefined {
    this.#deadline ??= now + this.#retryMs;
    const left = this.#deadline - now;
    if (left <= 0) return undefined;
    const longest = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** this.#attempts);
    this.#attempts += 1;
    const spread = ((this.#rank + this.#attempts) * GOLDEN) % 1;
    return Math.min(left, Math.max(0, longest * (0.5 + spread / 2) - (now - began)));
  }

  /**
   * Waits before the next attempt. Throws `failure` if it is permanent, a similar error if the outage has lasted for
   * `retryMs`, and the signal's reason if that is aborted.
   */
  async wait(failure: unknown, signal: AbortSignal, began?: number): Promise<void> {
    if (!isTransient(failure)) throw failure;
    const delay = this.delay(performance.now(), began);
    if (delay !== undefined) {
      // The timer's own AbortError would hide the reason.
      await sleep(delay, undefined, { signal }).catch(() => {});
      signal.throwIfAborted();
      return;
    }
    const message = `no success within retryMs = ${this.#retryMs}: ${failure.message}`;
    throw new CrescendoError(failure.code, message, failure, { cause: failure });
  }

  /**
   * Makes one attempt, and ends it when its time is over: with `first`, the failure that came before it, if the attempt
   * was cut short, as it tells less than that one; otherwise with `UNAVAILABLE`, reason `TIMEOUT`.
   */
  async #attempt<T>(attempt: Attempt<T>, signal: AbortSignal, first: unknown): Promise<T> {
    const limit = this.limit(performance.now());
    const own = new AbortController();
    const forward = (): void => own.abort(signal.reason);
    signal.addEventListener('abort', forward);
    if (signal.aborted) forward();
    const cutShort = limit < this.#longestMs && first !== undefined;
    const timer = setTimeout(() => own.abort(cutShort ? first : unanswered(limit)), limit);
    try {
      return await attempt(own.signal);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', forward);
    }
  }

  /**
   * Repeats `attempt`, which must be safe to repeat, while it fails in a way that may pass.
   *
   * @param failure what has failed before the first attempt, if anything
   */
  async retry<T>(attempt: Attempt<T>, signal: AbortSignal, silence: Silence, failure?: unknown): Promise<T> {
    let began: number | undefined;
    for (let last = failure; ; ) {
      if (last !== undefined) {
        silence.failed((last as Error).message);
        await this.wait(last, signal, began);
      }
      began = performance.now();
      try {
        return await this.#attempt(attempt, signal, last);
      } catch (error) {
        last = error;
      }
    }
  }
}

/** One call or several; it ends when its signal is aborted, with the signal's reason. */
export type Attempt<T> = (signal: AbortSignal) => Promise<T>;

function unanswered(ms: number): CrescendoError {
  const message = `no answer within ${Math.round(ms / 100) / 10} s: the server may be frozen or overloaded, or the network may lose what is sent`;
  return new CrescendoError('UNAVAILABLE', message, { reason: 'TIMEOUT' });
}

/** `Backoff.retry` while `silence` watches. */
export function retry<T>(attempt: Attempt<T>, backoff: Backoff, signal: AbortSignal, silence: Silence): Promise<T> {
  return silence.during(() => backoff.retry(attempt, signal, silence));
}
