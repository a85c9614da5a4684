import type pg from 'pg';
import type { Revision } from '../change-feed.ts';
import type { PostgresAddress } from './address.ts';
import { connect, discard, end } from './connection.ts';

const PAUSE_MS = 200;
/** How often revisions are asked for, in case a notification has not come. */
const POLL_MS = 2000;

/**
 * Learns of the changes of runs that other stores of the database make: by LISTEN on a connection of its own, and by
 * asking from time to time, as after the connection broke.
 */
export class ChangeListener {
  readonly #address: PostgresAddress;
  readonly #tell: (changes: readonly Revision[]) => void;
  readonly #ask: () => Promise<readonly Revision[]>;
  #client: Promise<pg.Client> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #asking = false;
  #pinging = false;
  #closed = false;

  /**
   * @param tell is told of changes
   * @param ask reads the revisions of all runs that anybody watches
   */
  constructor(
    address: PostgresAddress,
    tell: (changes: readonly Revision[]) => void,
    ask: () => Promise<readonly Revision[]>,
  ) {
    this.#address = address;
    this.#tell = tell;
    this.#ask = ask;
  }

  /** Listens from now on. A database that is away is no reason to fail: it is tried again. */
  async start(): Promise<void> {
    if (this.#closed) return;
    this.#timer ??= setInterval(() => void Promise.all([this.#look(), this.#ping()]), POLL_MS).unref();
    this.#client ??= this.#listen();
    await this.#client.catch(() => {});
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    const client = await this.#client?.catch(() => undefined);
    if (client !== undefined) await end(client);
  }

  async #listen(): Promise<pg.Client> {
    const client = await connect(this.#address, false).catch((error: unknown) => {
      this.#again();
      throw error;
    });
    client.once('end', () => this.#again());
    client.on('notification', ({ payload = '' }) => {
      const space = payload.indexOf(' ');
      this.#tell([[payload.slice(space + 1), Number(payload.slice(0, space))]]);
    });
    try {
      await client.query(`LISTEN "${this.#address.schema}"`);
    } catch (error) {
      discard(client);
      throw error;
    }
    if (this.#closed) discard(client);
    // What changed before is found by asking.
    void this.#look();
    return client;
  }

  #again(): void {
    if (this.#closed) return;
    setTimeout(() => {
      if (this.#closed) return;
      this.#client = this.#listen();
      this.#client.catch(() => {});
    }, PAUSE_MS).unref();
  }

  /** A connection whose other side is gone without a word would never tell of anything. */
  async #ping(): Promise<void> {
    const client = await this.#client?.catch(() => undefined);
    if (client === undefined || this.#pinging) return;
    this.#pinging = true;
    await client.query('SELECT 1').catch(() => discard(client));
    this.#pinging = false;
  }

  async #look(): Promise<void> {
    if (this.#asking || this.#closed) return;
    this.#asking = true;
    try {
      this.#tell(await this.#ask());
    } catch {
      // The next look will find the same changes.
    } finally {
      this.#asking = false;
    }
  }
}
