import { LIMITS } from '../../limits.ts';

/** Samples that a stream has ahead at least: at 2 ms a sample, enough for a latency of 60 ms. */
const LEAST = 32;
/** How much more than needed: times differ from sample to sample. */
const SPARE = 1.5;
/** Share of a new observation in a mean. */
const WEIGHT = 1 / 16;

/**
 * How many samples one thread must have ahead so as never to wait: as many as it makes in the time that one takes to
 * be fetched (Little's law). Both times are observed, over all streams of the thread.
 */
export class FetchPace {
  #fetchMs: number | undefined;
  #makeMs: number | undefined;

  /** Notes how long the fetch of one sample took, in milliseconds. */
  fetched(ms: number): void {
    this.#fetchMs = mean(this.#fetchMs, ms);
  }

  /** Notes how long the thread had to do with one sample, in milliseconds. */
  made(ms: number): void {
    this.#makeMs = mean(this.#makeMs, ms);
  }

  /** Samples to fetch and hold at a time. */
  get samplesAhead(): number {
    if (this.#fetchMs === undefined || this.#makeMs === undefined) return LEAST;
    const needed = Math.ceil((SPARE * this.#fetchMs) / Math.max(this.#makeMs, Number.MIN_VALUE));
    return Math.max(LEAST, Math.min(needed, LIMITS.samplesAhead));
  }
}

function mean(before: number | undefined, ms: number): number {
  return before === undefined ? ms : before + (ms - before) * WEIGHT;
}
