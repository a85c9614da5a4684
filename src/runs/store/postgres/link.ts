import { setTimeout as wait } from 'node:timers/promises';
import type pg from 'pg';
import { CrescendoError } from '../../../errors.ts';
import type { PostgresAddress } from './address.ts';
import { connect, discard, end } from './connection.ts';
import { isRefused, losesConnection, mayPass, stateUnavailable, wordsOf } from './failure.ts';

const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 1000;
const UNTOLD_MS = 1000;

/** What a link tells of: that the database is away, with the reason, and that it is back after so many seconds. */
export interface OutageListener {
  began(why: string): void;
  ended(seconds: number): void;
}

/**
 * The connection to a database, which is made anew when it breaks, perhaps to another host. Work that fails for a reason
 * that may pass is done again, until the database has been away for the time of grace.
 */
export class Link {
  readonly #address: PostgresAddress;
  readonly #graceMs: number;
  readonly #listener: OutageListener;
  #client: pg.Client | undefined;
  /** When the present outage began. */
  #since: number | undefined;
  /** True once the listener has been told of it. */
  #told = false;
  readonly #closing = new AbortController();

  constructor(address: PostgresAddress, graceMs: number, listener: OutageListener) {
    this.#address = address;
    this.#graceMs = graceMs;
    this.#listener = listener;
  }

  /**
   * Does `work`, which must be such that doing it twice is as good as once.
   *
   * @throws STATE_UNAVAILABLE once the database has been away for the time of grace, and what `work` throws
   */
  async run<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
      try {
        const result = await work(await this.#connected());
        this.#succeeded();
        return result;
      } catch (error) {
        if (losesConnection(error) && !(error instanceof CrescendoError)) this.#drop();
        if (!mayPass(error) && !(isRefused(error) && this.#since !== undefined)) throw error;
        this.#failed(error);
        // Servers that lost the database together come back at different moments.
        await wait(pause * (0.5 + Math.random() / 2), undefined, { signal: this.#closing.signal }).catch(() => {});
      }
    }
  }

  /** Tries nothing again from now on. */
  hurry(): void {
    this.#closing.abort();
  }

  /** Waits for the database no more: work that is under way ends or fails. */
  async close(): Promise<void> {
    this.#closing.abort();
    const client = this.#client;
    this.#client = undefined;
    if (client !== undefined) await end(client);
  }

  async #connected(): Promise<pg.Client> {
    if (this.#client !== undefined) return this.#client;
    const client = await connect(this.#address, true);
    // One that breaks while nobody uses it is replaced without a word.
    client.once('end', () => {
      if (this.#client === client) this.#client = undefined;
    });
    this.#client = client;
    return client;
  }

  #drop(): void {
    if (this.#client !== undefined) discard(this.#client);
    this.#client = undefined;
  }

  #succeeded(): void {
    if (this.#since === undefined) return;
    if (this.#told) this.#listener.ended((performance.now() - this.#since) / 1000);
    this.#since = undefined;
    this.#told = false;
  }

  #failed(error: unknown): void {
    this.#since ??= performance.now();
    const away = performance.now() - this.#since;
    // A deadlock, or a lock that another server holds for a moment, is no outage.
    if (!this.#told && (losesConnection(error) || away > UNTOLD_MS)) {
      this.#told = true;
      this.#listener.began(wordsOf(error));
    }
    if (away >= this.#graceMs || this.#closing.signal.aborted) {
      throw stateUnavailable(this.#address.shown, error, away / 1000);
    }
  }
}
