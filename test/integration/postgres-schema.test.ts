/** The tables of run state in PostgreSQL: made once, brought forward, and not used by a release that is too old. */
import assert from 'node:assert/strict';
import pg from 'pg';
import { afterAll, test } from 'vitest';
import { migrate } from '../../src/runs/store/postgres/migrate.ts';
import { PostgresStore } from '../../src/runs/store/postgres/postgres.ts';
import { MIGRATIONS, type Migration } from '../../src/runs/store/postgres/schema.ts';
import { RUN } from '../conformance/run-store.ts';
import { Cluster } from '../support/postgres.ts';

const cluster = new Cluster();
afterAll(() => cluster.remove());

/** Does `work` on a connection whose tables are those of a schema. */
async function within<T>(schema: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const { socketFolder: host, port } = cluster;
  const client = new pg.Client({ host, port, user: 'crescendo', database: 'postgres' });
  await client.connect();
  try {
    await client.query(`SET search_path = ${schema}`);
    return await work(client);
  } finally {
    await client.end();
  }
}

test('servers that start at once on an empty database should all come up with one state', async () => {
  const address = cluster.address();
  const stores = await Promise.all(Array.from({ length: 5 }, () => PostgresStore.open(address)));
  const ids = await Promise.all(stores.map((store) => store.query({ kind: 'identity' })));
  assert.equal(new Set(ids).size, 1);
  const created = await Promise.all(stores.map((store) => store.apply({ kind: 'create-run', run: RUN })));
  assert.equal(created.filter((answer) => answer.created).length, 1);
  for (const store of stores) await store.close();
});

/** What a run looks like in the tables of each version that a release has had; a version that is added gets an entry. */
const FIXTURES: Readonly<Record<number, string>> = {
  1: `INSERT INTO runs VALUES ('r', '{}', 'd', 'm', '1', 5, 'o', false);
    INSERT INTO lives VALUES ('r', 3, 12);
    INSERT INTO schedule_log VALUES ('r', 0, '[]');
    INSERT INTO progress VALUES ('r', 2, 1, 9, 4, 0.5);
    INSERT INTO issued VALUES ('r', 2, 1, 0, set_bit(decode(repeat('00', 128), 'hex'), 9, 1));
    INSERT INTO ledger VALUES ('r', 2, 1, 0, 0, 40, 4, 36, 8);`,
};

for (const { version } of MIGRATIONS) {
  test(`tables of version ${version} should be brought forward with what they hold`, async () => {
    const schema = `version_${version}`;
    await within(schema, async (client) => {
      await migrate(
        client,
        schema,
        MIGRATIONS.filter((step) => step.version <= version),
      );
      await client.query(FIXTURES[version]!);
    });
    const store = await PostgresStore.open(cluster.address(schema));
    const run = await store.query({ kind: 'run', run: 'r' });
    assert.deepEqual([run?.generation, run?.owner, run?.createdAt], [3, 'o', 5]);
    assert.deepEqual(await store.query({ kind: 'schedule', run: 'r', from: 0 }), [{ sequence: 0, entry: '[]' }]);
    const place = { worldSize: 2, rank: 1 };
    const issue = { kind: 'issue-batch', run: 'r', place, badSamples: [], badSamplesAllowed: 0 } as const;
    for (const step of [9, 10]) {
      await store.apply({ ...issue, step, deliveries: [{ stage: 0, epoch: 0, samples: 4, replayed: 0 }] });
    }
    assert.deepEqual(await store.query({ kind: 'ledger-totals', run: 'r' }), {
      ...{ issued: 44, reissued: 8, acknowledged: 36, replayed: 8 },
    });
    assert.equal((await store.query({ kind: 'progress', run: 'r' }))[0]?.consumedStep, 9);
    await store.close();
  });
}

const NEXT = MIGRATIONS.at(-1)!.version + 1;
const added: Migration = { version: NEXT, least: 1, sql: 'CREATE TABLE added (one int)' };

test('a release that comes should be able to add a table under a server that runs, and to stop it', async () => {
  const schema = 'later';
  const older = await PostgresStore.open(cluster.address(schema));
  await older.apply({ kind: 'create-run', run: RUN });
  await within(schema, (client) => migrate(client, schema, [...MIGRATIONS, added]));
  assert.equal((await older.apply({ kind: 'create-run', run: RUN })).created, false);
  await (await PostgresStore.open(cluster.address(schema))).close();
  await older.close();
  const breaking = { version: NEXT + 1, least: NEXT + 1, sql: 'SELECT 1' };
  await within(schema, (client) => migrate(client, schema, [...MIGRATIONS, added, breaking]));
  await assert.rejects(PostgresStore.open(cluster.address(schema)), {
    reason: 'DAMAGED_FILE',
    message: new RegExp(`version ${NEXT + 1}`),
  });
});

test('a step that fails should leave nothing behind', async () => {
  const broken = { version: NEXT, least: 1, sql: 'CREATE TABLE half (one int); SELECT 1/0' };
  await within('broken', async (client) => {
    await assert.rejects(migrate(client, 'broken', [...MIGRATIONS, broken]));
    const { rows } = await client.query("SELECT to_regnamespace('broken') AS found");
    assert.equal(rows[0].found, null);
  });
});

test('a request that is repeated because its answer was lost should count once', async () => {
  const address = cluster.address('repeated');
  const store = await PostgresStore.open(address);
  await store.apply({ kind: 'create-run', run: RUN });
  const place = { w: 1, k: 0 };
  const columns = { stages: [0], epochs: [0], samples: [4], replays: [1] };
  const entries = [3, 3].map((s) => ({ kind: 'issue', r: RUN.name, ...place, s, ...columns }));
  await within('repeated', async (client) => {
    const enter = async (sequence: number) =>
      (await client.query('SELECT enter_1($1, $2, $3) AS done', ['server', sequence, JSON.stringify(entries)])).rows[0]
        .done;
    const first = await enter(7);
    assert.deepEqual(await enter(7), first);
    // What was sent before it and arrives late is refused: nobody waits for its answer.
    await assert.rejects(enter(6), /comes after/);
  });
  const totals = { issued: 4, reissued: 4, acknowledged: 0, replayed: 1 };
  assert.deepEqual(await store.query({ kind: 'ledger-totals', run: RUN.name }), totals);
  await store.close();
});

test('a database that does not let the user in should be refused with its address, but not its password', async () => {
  const address = cluster.address().replace('crescendo@', 'nobody:s3cret@');
  const refused = (error: Error & { reason?: string }) =>
    error.reason === 'PATH' &&
    /nobody@.*role "nobody" does not exist/.test(error.message) &&
    !/s3cret/.test(error.message);
  await assert.rejects(PostgresStore.open(address), refused);
});
