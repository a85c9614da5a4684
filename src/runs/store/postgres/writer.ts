import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Revision } from '../change-feed.ts';
import type { Link } from './link.ts';
import { Transaction } from './transaction.ts';

/**
 * Numbers what a store writes. The database keeps the number of the last request of each server, with its answer, in the
 * same transaction as its effect; so a request that is repeated because its answer was lost counts once.
 */
export class Writer {
  readonly #server = randomUUID();
  readonly #link: Link;
  readonly #changed: (revisions: readonly Revision[]) => void;
  #sequence = 0;

  /** @param changed is told of the runs that have changed, once the change is durable */
  constructor(link: Link, changed: (revisions: readonly Revision[]) => void) {
    this.#link = link;
    this.#changed = changed;
  }

  /** Carries out a group of entries, in the form of the database's function; one answer for each. */
  async enter(entries: readonly object[]): Promise<unknown[]> {
    this.#sequence += 1;
    const values = [this.#server, this.#sequence, JSON.stringify(entries)];
    const { answers, changed } = await this.#link.run(async (client) => {
      const { rows } = await client.query({ name: 'enter', text: 'SELECT enter_1($1, $2, $3) AS done', values });
      return rows[0].done as { answers: unknown[]; changed: Revision[] };
    });
    this.#changed(changed);
    return answers;
  }

  /** Does `work` in a transaction of its own. What it returns must be plain data. */
  async transact<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    this.#sequence += 1;
    const sequence = this.#sequence;
    const { value, changed } = await this.#link.run((client) => this.#attempt(client, sequence, work));
    this.#changed(changed);
    return value;
  }

  async #attempt<T>(
    client: pg.Client,
    sequence: number,
    work: (transaction: Transaction) => Promise<T>,
  ): Promise<{ value: T; changed: Revision[] }> {
    const begun = client.query('BEGIN');
    try {
      const { rows } = await client.query('SELECT begin_1($1, $2) AS done', [this.#server, sequence]);
      await begun;
      const done = rows[0].done as { value?: T; changed: Revision[] } | null;
      if (done !== null) {
        await client.query('COMMIT');
        return { value: done.value as T, changed: done.changed };
      }
      const transaction = new Transaction(client);
      const value = await work(transaction);
      const changed = await transaction.changes();
      const answer = JSON.stringify({ value, changed });
      const noted = 'UPDATE writers SET sequence = $2, answer = $3, at = now() WHERE server = $1';
      await Promise.all([client.query(noted, [this.#server, sequence, answer]), client.query('COMMIT')]);
      return { value, changed };
    } catch (error) {
      begun.catch(() => {});
      await client.query('ROLLBACK').catch(() => {});
      throw error;
    }
  }
}

/** Forgets servers that ended long ago. */
export async function forgetWriters(client: pg.Client): Promise<void> {
  await client.query("DELETE FROM writers WHERE at < now() - interval '7 days'");
}
