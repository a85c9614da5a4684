import { setTimeout as sleep } from 'node:timers/promises';

/** Calls that are carried out at the same time: enough that one that waits for the disk does not hold up the others. */
const AT_ONCE = 4;
/** Longest rest after a call, in milliseconds. */
const LONGEST_REST_MS = 1000;

/** A call that waits for its turn. */
interface Waiting {
  begin: () => void;
}

/**
 * Lets calls in, a few at a time, so that a flood of them leaves the server's thread and its store to those who read
 * batches. Connections take turns, whatever number of calls each has. After a call its place rests for as long as the call
 * took, so that calls have at most half of the time however cheap it is to make them. Batches that flow, and the reports
 * of them, do not pass here.
 */
export class CallGate {
  /** What waits, by connection, in the order of their turns. */
  readonly #queues = new Map<string, Waiting[]>();
  readonly #rest: (ms: number) => Promise<unknown>;
  readonly #now: () => number;
  #places = AT_ONCE;

  /** @param rest waits for so many milliseconds; @param now a clock in milliseconds that never goes back */
  constructor(
    rest: (ms: number) => Promise<unknown> = (ms) => sleep(ms, undefined, { ref: false }),
    now: () => number = () => performance.now(),
  ) {
    this.#rest = rest;
    this.#now = now;
  }

  /**
   * Carries out a call when its turn has come. Throws what it throws.
   *
   * @param connection of which the call is one
   * @param signal aborted when nobody waits for the call any more: if it has not begun, it never does, and the signal's
   *   reason is thrown
   */
  async run<T>(connection: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    await this.#turn(connection, signal);
    const start = this.#now();
    try {
      return await work();
    } finally {
      const ms = Math.min(this.#now() - start, LONGEST_REST_MS);
      void this.#rest(ms).then(() => this.#leave());
    }
  }

  /** Resolves when the call has a place. */
  #turn(connection: string, signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    if (this.#places > 0) {
      this.#places -= 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const giveUp = (): void => {
        this.#remove(connection, waiting);
        reject(signal!.reason);
      };
      const waiting: Waiting = {
        begin: () => {
          signal?.removeEventListener('abort', giveUp);
          resolve();
        },
      };
      signal?.addEventListener('abort', giveUp, { once: true });
      const queue = this.#queues.get(connection);
      if (queue === undefined) this.#queues.set(connection, [waiting]);
      else queue.push(waiting);
    });
  }

  /** Gives a place to the next connection, which then goes to the end of the turns. */
  #leave(): void {
    for (const [connection, queue] of this.#queues) {
      this.#queues.delete(connection);
      const next = queue.shift()!;
      if (queue.length > 0) this.#queues.set(connection, queue);
      next.begin();
      return;
    }
    this.#places += 1;
  }

  #remove(connection: string, waiting: Waiting): void {
    const queue = this.#queues.get(connection);
    if (queue === undefined) return;
    const at = queue.indexOf(waiting);
    if (at >= 0) queue.splice(at, 1);
    if (queue.length === 0) this.#queues.delete(connection);
  }
}
