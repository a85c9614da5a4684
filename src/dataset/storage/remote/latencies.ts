/** Reads of which the times are kept. */
const KEPT = 512;
/** Reads after which the 99th percentile is computed anew. */
const EVERY = 64;
/** Reads that must have been observed. */
const ENOUGH = 100;
/** Least time after which a second request is sent, in milliseconds. */
const LEAST_MS = 50;
/** Share of reads for which a second request may be sent. */
const SHARE = 0.05;

/**
 * How long reads take, and so when one is late enough for a second request: later than 99 of 100. Second requests are
 * at most 5 % of all, because a storage that is slow as a whole does not become faster by more of them (Dean and
 * Barroso, The Tail at Scale, 2013).
 */
export class Latencies {
  readonly #times = new Float64Array(KEPT);
  #observed = 0;
  #lateMs = Number.POSITIVE_INFINITY;
  #reads = 0;
  #seconds = 0;

  /** @param ms what a read has taken */
  add(ms: number): void {
    this.#times[this.#observed % KEPT] = ms;
    this.#observed += 1;
    if (this.#observed >= ENOUGH && (this.#observed - ENOUGH) % EVERY === 0) {
      const sorted = this.#times.slice(0, Math.min(this.#observed, KEPT)).sort();
      this.#lateMs = Math.max(LEAST_MS, sorted[Math.floor(sorted.length * 0.99)]!);
    }
  }

  /** Counts a read, and says after how many milliseconds it is late; infinity if that is not known yet. */
  begin(): number {
    this.#reads += 1;
    return this.#lateMs;
  }

  /** Whether a late read may have a second request now, which is counted. */
  allowSecond(): boolean {
    if (this.#seconds + 1 > this.#reads * SHARE) return false;
    this.#seconds += 1;
    return true;
  }
}
