/** Brings the tables of a database to the version of this release. */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { CrescendoError } from '../../../errors.ts';
import { MIGRATIONS, type Migration } from './schema.ts';

/**
 * Makes the tables, or brings them to the newest version. Servers that start together wait for each other.
 *
 * @throws DAMAGED_FILE if a newer release has made the tables such that this one must not use them
 */
export async function migrate(
  client: pg.Client,
  schema: string,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<void> {
  const newest = migrations.at(-1)!.version;
  const known = await versionOf(client, schema);
  if (known !== undefined && known.version >= newest) {
    checkUsable(known, newest, schema);
    return;
  }
  const lock = `hashtextextended('crescendo ' || $1, 0)`;
  // Before the transaction, which would otherwise not see what the one that had the lock has made.
  await client.query(`SELECT pg_advisory_lock(${lock})`, [schema]);
  try {
    await client.query('BEGIN');
    await bringUp(client, schema, migrations);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  } finally {
    // A connection that has broken has lost the lock.
    await client.query(`SELECT pg_advisory_unlock(${lock})`, [schema]).catch(() => {});
  }
}

async function bringUp(client: pg.Client, schema: string, migrations: readonly Migration[]): Promise<void> {
  const newest = migrations.at(-1)!;
  let known = await versionOf(client, schema);
  if (known === undefined) {
    const { rows } = await client.query('SELECT to_regnamespace($1) IS NULL AS missing', [schema]);
    // A schema that somebody else has made needs no right to make one.
    if (rows[0].missing) await client.query(`CREATE SCHEMA "${schema}"`);
    await client.query(`CREATE TABLE "${schema}".state (id text NOT NULL, version int NOT NULL, least int NOT NULL)`);
    await client.query(`INSERT INTO "${schema}".state VALUES ($1, 0, 0)`, [randomUUID()]);
    known = { version: 0, least: 0 };
  }
  checkUsable(known, newest.version, schema);
  for (const { version, sql } of migrations) if (version > known.version) await client.query(sql);
  if (known.version < newest.version) {
    await client.query('UPDATE state SET version = $1, least = $2', [newest.version, newest.least]);
  }
}

async function versionOf(client: pg.Client, schema: string): Promise<{ version: number; least: number } | undefined> {
  const { rows } = await client.query("SELECT to_regclass($1 || '.state') IS NOT NULL AS known", [schema]);
  if (!rows[0].known) return undefined;
  return (await client.query(`SELECT version, least FROM "${schema}".state`)).rows[0];
}

function checkUsable({ version, least }: { version: number; least: number }, newest: number, schema: string): void {
  if (least <= newest) return;
  throw new CrescendoError(
    'DAMAGED_FILE',
    `the tables of the runs (schema ${schema}) have version ${version}, which needs a Crescendo that supports version ` +
      `${least}; this one supports version ${newest}: use a newer release, or give --state another database or ?schema=`,
    { option: '--state', value: String(version), bound: String(newest) },
  );
}
