import type pg from 'pg';
import { CrescendoError } from '../../../errors.ts';
import { LIMITS } from '../../../limits.ts';
import { ChangeFeed, type Revision } from '../change-feed.ts';
import type { Command, CommandResult, Query, QueryResult, RunStore } from '../store.ts';
import { type PostgresAddress, parseAddress } from './address.ts';
import { applyRare, type RareCommand } from './commands.ts';
import { Entries, type EntryCommand, isEntry, type Outcome } from './entries.ts';
import { isOwnFault, postgresFailure, wordsOf } from './failure.ts';
import { Link, type OutageListener } from './link.ts';
import { ChangeListener } from './listener.ts';
import { migrate } from './migrate.ts';
import { answerQueries, revisionsOf } from './queries.ts';
import { forgetWriters, Writer } from './writer.ts';

export interface PostgresOptions {
  /** How long requests wait for a database that is away, in milliseconds. */
  graceMs?: number;
  /** Is told of outages. */
  outages?: OutageListener;
}

/** A request that waits for its outcome. */
interface Pending {
  request: { command: Command } | { query: Query } | { revisions: readonly string[] };
  resolve(value: unknown): void;
  reject(error: CrescendoError): void;
}

/** Requests that wait at most; they are bounded by the streams of a server, but not those of a flood. */
const WAITING = 50_000;
/** Entries of one statement at most. */
const GROUP = 1000;

/**
 * Run state in a PostgreSQL database, which any number of servers may share. Requests are carried out in order, one
 * statement or transaction at a time; entries that wait go together in one statement.
 */
export class PostgresStore implements RunStore {
  readonly #link: Link;
  readonly #writer: Writer;
  readonly #entries: Entries;
  readonly #listener: ChangeListener;
  readonly #feed = new ChangeFeed();
  #waiting: Pending[] = [];
  #working: Promise<void> | undefined;
  #statements = 0;
  #closed = false;

  private constructor(address: PostgresAddress, link: Link) {
    this.#link = link;
    const tell = (changes: readonly Revision[]): void => {
      for (const [run, revision] of changes) this.#feed.notify(run, revision);
    };
    this.#writer = new Writer(link, tell);
    this.#entries = new Entries(this.#writer);
    this.#listener = new ChangeListener(address, tell, () => this.#revisions(this.#feed.runs));
  }

  /**
   * Opens the state in a database, whose tables it makes if they are missing.
   *
   * @param state `postgresql://USER@HOST:PORT,HOST:PORT/DATABASE`
   * @throws INVALID_FIELD for what is no address, PATH if the database does not let the user in, STATE_UNAVAILABLE if no
   *   host answers within the time of grace, DAMAGED_FILE for tables of a later release
   */
  static async open(
    state: string,
    { graceMs = LIMITS.stateGraceSeconds * 1000, outages = { began: () => {}, ended: () => {} } }: PostgresOptions = {},
  ): Promise<PostgresStore> {
    const address = parseAddress(state);
    const link = new Link(address, graceMs, outages);
    try {
      await link.run(async (client) => {
        await migrate(client, address.schema);
        await forgetWriters(client);
      });
    } catch (error) {
      await link.close();
      if (error instanceof CrescendoError) throw error;
      const message = `cannot open the state ${address.shown}: ${wordsOf(error)}`;
      throw new CrescendoError('PATH', message, { option: '--state' }, { cause: error });
    }
    return new PostgresStore(address, link);
  }

  /** Statements and transactions so far: fewer than requests, where these went together. */
  get statements(): number {
    return this.#statements;
  }

  // The casts say that the outcome of a request is what its kind promises.
  apply<C extends Command>(command: C): Promise<CommandResult<C>> {
    return this.#ask({ command }) as Promise<CommandResult<C>>;
  }

  query<Q extends Query>(query: Q): Promise<QueryResult<Q>> {
    return this.#ask({ query }) as Promise<QueryResult<Q>>;
  }

  async *changes(run: string, signal: AbortSignal): AsyncGenerator<number, void> {
    yield* this.#feed.changes(run, signal, async () => {
      await this.#listener.start();
      return (await this.#revisions([run]))[0]?.[1] ?? 0;
    });
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#feed.close();
    await this.#listener.close();
    const closing = this.#working === undefined ? this.#link.close() : this.#closeWhenDone();
    await closing;
  }

  /** What is under way is carried out, but not waited for if the database is away. */
  async #closeWhenDone(): Promise<void> {
    this.#link.hurry();
    await this.#working;
    await this.#link.close();
  }

  #revisions(revisions: readonly string[]): Promise<Revision[]> {
    return this.#ask({ revisions }) as Promise<Revision[]>;
  }

  #ask(request: Pending['request']): Promise<unknown> {
    if (this.#closed) return Promise.reject(new CrescendoError('INTERNAL', 'the state of the runs is closed'));
    if (this.#waiting.length >= WAITING) {
      const message = `${WAITING} requests wait for the database of the runs: try again`;
      return Promise.reject(new CrescendoError('STATE_UNAVAILABLE', message, { option: '--state' }));
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ request, resolve, reject });
      this.#working ??= this.#work();
    });
  }

  async #work(): Promise<void> {
    // What is asked in the same turn goes together.
    await Promise.resolve();
    while (this.#waiting.length > 0) await this.#next();
    this.#working = undefined;
  }

  /** Carries out the first request that waits, with those after it that may go with it. */
  async #next(): Promise<void> {
    const [first] = this.#waiting;
    const entries = this.#take((request) => 'command' in request && isEntry(request.command));
    if (entries.length > 0) return await this.#enter(entries);
    const queries = this.#take((request) => 'query' in request);
    if (queries.length > 0) return await this.#answer(queries);
    this.#waiting.shift();
    const { request } = first!;
    this.#statements += 1;
    if ('revisions' in request) {
      await settle(first!, () => this.#link.run((client) => revisionsOf(client, request.revisions)));
    } else if ('command' in request) {
      await settle(first!, () => this.#transact(request.command as RareCommand));
    }
  }

  /** Takes requests off the front of the queue. */
  #take(suits: (request: Pending['request']) => boolean): Pending[] {
    const end = this.#waiting.findIndex(({ request }, k) => k === GROUP || !suits(request));
    return this.#waiting.splice(0, end < 0 ? this.#waiting.length : end);
  }

  #transact(command: RareCommand): Promise<unknown> {
    return this.#writer.transact((transaction) => applyRare(transaction, command));
  }

  async #enter(group: readonly Pending[]): Promise<void> {
    this.#statements += 1;
    const commands = group.map(({ request }) => (request as { command: EntryCommand }).command);
    let outcomes: Outcome[];
    try {
      outcomes = await this.#entries.enter(commands);
    } catch (error) {
      if (isOwnFault(error) && group.length > 1) {
        for (const one of group) await this.#enter([one]);
        return;
      }
      for (const { reject } of group) reject(postgresFailure(error));
      return;
    }
    for (const [k, pending] of group.entries()) {
      const outcome = outcomes[k]!;
      if ('value' in outcome) pending.resolve(outcome.value);
      else if ('failure' in outcome) pending.reject(outcome.failure);
      else await settle(pending, () => this.#transact(commands[k] as RareCommand));
    }
  }

  async #answer(group: readonly Pending[]): Promise<void> {
    this.#statements += 1;
    const queries = group.map(({ request }) => (request as { query: Query }).query);
    try {
      const values = await this.#link.run((client: pg.Client) => answerQueries(client, queries));
      for (const [k, { resolve }] of group.entries()) resolve(values[k]);
    } catch (error) {
      if (isOwnFault(error) && group.length > 1) {
        for (const one of group) await this.#answer([one]);
        return;
      }
      for (const { reject } of group) reject(postgresFailure(error));
    }
  }
}

async function settle({ resolve, reject }: Pending, work: () => Promise<unknown>): Promise<void> {
  try {
    resolve(await work());
  } catch (error) {
    reject(postgresFailure(error));
  }
}
