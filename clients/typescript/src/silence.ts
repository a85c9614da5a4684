import { setTimeout as startTimer } from 'node:timers';
import type { Notice } from './options.ts';

/** Time of the first notice, in milliseconds. Each later one comes after twice the time. */
const FIRST_NOTICE_MS = 1500;

/** The time, and calls after a number of milliseconds. */
export interface Clock {
  now(): number;
  /** Calls a function later; returns what forgets it. */
  after(ms: number, call: () => void): () => void;
}

const SYSTEM_CLOCK: Clock = {
  now: () => performance.now(),
  after: (ms, call) => {
    const timer = startTimer(call, ms).unref();
    return () => clearTimeout(timer);
  },
};

/** How long a client waits for a call that is made once. */
export function limitOfCall(timeoutMs: number | undefined): string {
  return timeoutMs === undefined ? 'without limit' : `for ${timeoutMs / 1000} s in all`;
}

/** How long a client repeats a call; counted from its first failure. */
export function limitOfRetries(retryMs: number): string {
  return `until attempts have failed for ${retryMs / 1000} s`;
}

/** The time since which a server owes an answer; gives notice of it at intervals that grow. */
export class Silence {
  readonly #address: string;
  readonly #call: string;
  readonly #limit: string;
  readonly #onNotice: (notice: Notice) => void;
  readonly #clock: Clock;
  #failure = '';
  #forget: (() => void) | undefined;

  /**
   * @param address address of the server, as it was given
   * @param call the call that has no answer
   * @param limit how long the client waits, in words; see `limitOfCall` and `limitOfRetries`
   */
  constructor(
    address: string,
    call: string,
    limit: string,
    onNotice: (notice: Notice) => void,
    clock: Clock = SYSTEM_CLOCK,
  ) {
    this.#address = address;
    this.#call = call;
    this.#limit = limit;
    this.#onNotice = onNotice;
    this.#clock = clock;
  }

  /** The server owes an answer from now on. A second call changes nothing. */
  begin(): void {
    if (this.#forget !== undefined) return;
    this.#failure = '';
    this.#wait(this.#clock.now(), FIRST_NOTICE_MS);
  }

  /** An attempt has failed; the next notice says why. */
  failed(message: string): void {
    this.#failure = message;
  }

  /** The server has answered, or the client waits no longer. */
  end(): void {
    this.#forget?.();
    this.#forget = undefined;
  }

  /** Watches `work`, which waits for an answer. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.begin();
    try {
      return await work();
    } finally {
      this.end();
    }
  }

  #wait(since: number, until: number): void {
    this.#forget = this.#clock.after(Math.max(0, since + until - this.#clock.now()), () => {
      this.#wait(since, 2 * until);
      this.#onNotice({ reason: 'NO_ANSWER', message: this.#message(this.#clock.now() - since) });
    });
  }

  #message(ms: number): string {
    const failure = this.#failure === '' ? '' : `; the last attempt failed: ${this.#failure}`;
    const seconds = Math.round(ms / 100) / 10;
    return `the server at ${this.#address} has not answered ${this.#call} for ${seconds} s; the client waits ${this.#limit}${failure}`;
  }
}
