import type { Silence } from './silence.ts';

/** The time in which no server of a stream can be used: when it has lasted too long, the stream ends. */
export class Outage {
  readonly #retryMs: number;
  readonly #silence: Silence;
  #deadline: number | undefined;

  /** @param retryMs how long an outage may last, in milliseconds, counted from its first failure */
  constructor(retryMs: number, silence: Silence) {
    this.#retryMs = retryMs;
    this.#silence = silence;
    silence.begin();
  }

  /** No server can be used: the last failure says why. Returns the milliseconds that are left; 0 when it is over. */
  goesOn(now: number, why: string): number {
    this.#silence.begin();
    this.#silence.failed(why);
    this.#deadline ??= now + this.#retryMs;
    return Math.max(0, this.#deadline - now);
  }

  /** A server may be asked again. */
  answered(): void {
    this.#silence.end();
  }

  /** A batch has come. */
  end(): void {
    this.#deadline = undefined;
  }
}
