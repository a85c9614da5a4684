/** State files of every version that a release has written. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, test } from 'vitest';
import { SqliteStore } from '../../../src/runs/store/sqlite.ts';
import type { IssueBatch, TakeLease } from '../../../src/runs/store/store.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-migrate-'));
afterAll(() => rmSync(work, { recursive: true }));

const RUNS = `
  CREATE TABLE runs (
    name TEXT PRIMARY KEY, spec TEXT NOT NULL, spec_digest TEXT NOT NULL, manifest_digest TEXT NOT NULL,
    engine_version TEXT NOT NULL, created_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE schedule_log (
    run TEXT NOT NULL REFERENCES runs(name), sequence INTEGER NOT NULL, entry TEXT NOT NULL,
    PRIMARY KEY (run, sequence)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE bad_samples (
    run TEXT NOT NULL REFERENCES runs(name), sample INTEGER NOT NULL, key TEXT NOT NULL, reason TEXT NOT NULL,
    replaced_by TEXT NOT NULL, step INTEGER NOT NULL, PRIMARY KEY (run, sample)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO runs VALUES ('r', '{"world_size":2}', 'd', 'm', '1', 5);
  INSERT INTO schedule_log VALUES ('r', 0, '[]');
  INSERT INTO bad_samples VALUES ('r', 7, 'k', 'BAD_IMAGE', 'l', 3);
`;

const VERSION_1 = `${RUNS}
  CREATE TABLE progress (
    run TEXT NOT NULL REFERENCES runs(name), rank INTEGER NOT NULL, consumed_step INTEGER NOT NULL,
    step_seconds REAL NOT NULL, PRIMARY KEY (run, rank)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO progress VALUES ('r', 0, 9, 0.5), ('r', 1, 8, 0.25);
  PRAGMA user_version = 1;
`;

const VERSION_2 = `${RUNS}
  CREATE TABLE progress (
    run TEXT NOT NULL REFERENCES runs(name), world_size INTEGER NOT NULL, rank INTEGER NOT NULL,
    consumed_step INTEGER NOT NULL, first_issued INTEGER NOT NULL, last_issued INTEGER NOT NULL,
    step_seconds REAL NOT NULL,
    PRIMARY KEY (run, world_size, rank)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE ledger (
    run TEXT NOT NULL REFERENCES runs(name), world_size INTEGER NOT NULL, rank INTEGER NOT NULL,
    stage INTEGER NOT NULL, epoch INTEGER NOT NULL, issued INTEGER NOT NULL, reissued INTEGER NOT NULL,
    acknowledged INTEGER NOT NULL, replayed INTEGER NOT NULL, PRIMARY KEY (run, world_size, rank, stage, epoch)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE step_times (
    run TEXT NOT NULL REFERENCES runs(name), stage INTEGER NOT NULL, world_size INTEGER NOT NULL,
    steps INTEGER NOT NULL, seconds REAL NOT NULL, PRIMARY KEY (run, stage, world_size)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO progress VALUES ('r', 2, 0, 9, 0, 2047, 0.5), ('r', 2, 1, -1, 3, 1100, 0), ('r', 4, 0, 8, -1, -1, 0.25);
  INSERT INTO ledger VALUES ('r', 2, 0, 0, 0, 8192, 4, 40, 0);
  INSERT INTO step_times VALUES ('r', 0, 2, 10, 5);
  PRAGMA user_version = 2;
`;

/** The same version at its end, with the tables that releases added to it. */
const VERSION_2_LATER = `${VERSION_2}
  CREATE TABLE lives (run TEXT PRIMARY KEY, generation INTEGER NOT NULL, archived INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE leases (
    run TEXT NOT NULL REFERENCES runs(name), world_size INTEGER NOT NULL, rank INTEGER NOT NULL,
    stream TEXT NOT NULL, client TEXT NOT NULL, host TEXT NOT NULL,
    taken_at INTEGER NOT NULL, renewed_at INTEGER NOT NULL, expires_at INTEGER NOT NULL,
    PRIMARY KEY (run, world_size, rank)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE revisions (run TEXT PRIMARY KEY REFERENCES runs(name), revision INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  INSERT INTO lives VALUES ('r', 3, 0);
  INSERT INTO leases VALUES ('r', 2, 0, 's', 'c', 'h', 1, 2, 9000000000000000);
  INSERT INTO revisions VALUES ('r', 12);
`;

let files = 0;

/** A state file that SQL has made. */
function file(sql: string): string {
  files += 1;
  const path = join(work, `${files}.sqlite`);
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: false });
  database.exec(sql);
  database.close();
  return path;
}

const issue = (worldSize: number, rank: number, step: number): IssueBatch => ({
  ...{ kind: 'issue-batch', run: 'r', place: { worldSize, rank }, step, badSamples: [], badSamplesAllowed: 100 },
  deliveries: [{ stage: 1, epoch: 0, samples: 4, replayed: 0 }],
});

const CASES: [name: string, sql: string, generation: number, before: { [place: string]: number }][] = [
  ['1', VERSION_1, 0, { '2/0': 9, '2/1': 8 }],
  ['2', VERSION_2, 0, { '2/0': 2047, '2/1': 1100, '4/0': -1 }],
  ['2 as it was at last', VERSION_2_LATER, 3, { '2/0': 2047, '2/1': 1100, '4/0': -1 }],
];

for (const [name, sql, generation, before] of CASES) {
  test(`a state file of version ${name} should be taken over with its runs, progress and ledger`, async () => {
    const path = file(sql);
    // Servers that start together take it over once.
    const [store, other] = await Promise.all([SqliteStore.open(path), SqliteStore.open(path)]);
    await other.close();
    const run = await store.query({ kind: 'run', run: 'r' });
    assert.deepEqual([run?.spec, run?.createdAt, run?.generation], ['{"world_size":2}', 5, generation]);
    assert.deepEqual(await store.query({ kind: 'schedule', run: 'r', from: 0 }), [{ sequence: 0, entry: '[]' }]);
    assert.equal((await store.query({ kind: 'bad-samples', run: 'r', limit: 9 })).first[0]?.key, 'k');
    const progress = await store.query({ kind: 'progress', run: 'r' });
    assert.deepEqual(
      progress.map((rank) => [rank.worldSize, rank.rank, rank.consumedStep, rank.stepSeconds]),
      name === '1'
        ? [
            [2, 0, 9, 0.5],
            [2, 1, 8, 0.25],
          ]
        : [
            [2, 0, 9, 0.5],
            [4, 0, 8, 0.25],
          ],
    );
    for (const [place, last] of Object.entries(before)) {
      const [worldSize, rank] = place.split('/').map(Number) as [number, number];
      const steps = [0, 1, 5, 1023, 1024, last, last + 1].filter(
        (step, k, all) => step >= 0 && all.indexOf(step) === k,
      );
      const totals = async () => await store.query({ kind: 'ledger-totals', run: 'r' });
      for (const step of steps) {
        const [was] = [await totals(), await store.apply(issue(worldSize, rank, step))];
        const is = await totals();
        const grown = [is.issued - was.issued, is.reissued - was.reissued];
        assert.deepEqual(grown, step <= last ? [0, 4] : [4, 0], `step ${step} of ${place}`);
      }
    }
    await store.close();
  });
}

test('what version 2 had counted should stay', async () => {
  const store = await SqliteStore.open(file(VERSION_2_LATER));
  assert.deepEqual(await store.query({ kind: 'ledger', run: 'r' }), [
    { worldSize: 2, rank: 0, stage: 0, epoch: 0, issued: 8192, reissued: 4, acknowledged: 40, replayed: 0 },
  ]);
  assert.equal((await store.query({ kind: 'step-times', run: 'r' }))[0]?.seconds, 5);
  const place = { worldSize: 2, rank: 0 };
  const lease = await store.query({ kind: 'lease', run: 'r', place });
  assert.deepEqual([lease?.client, lease?.members[0]?.stream], ['c', 's']);
  const take: TakeLease = {
    kind: 'take-lease',
    run: 'r',
    place,
    stream: 't',
    client: 'd',
    host: 'i',
    leaseMs: 9,
    takeover: false,
  };
  assert.equal((await store.apply(take)).held, false);
  await store.close();
});

test('a server of an older release that still has the file open should fail instead of counting wrongly', async () => {
  const path = file(VERSION_2_LATER);
  const older = new DatabaseSync(path);
  const store = await SqliteStore.open(path);
  assert.throws(() => older.prepare('INSERT INTO progress VALUES (?, ?, ?, -1, ?, ?, 0)'), /6 columns but 7 values/);
  older.close();
  await store.close();
});
