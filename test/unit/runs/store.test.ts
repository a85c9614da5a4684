import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, test } from 'vitest';
import { SqliteStore } from '../../../src/runs/store/sqlite.ts';
import { RUN, testRunStore } from '../../conformance/run-store.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-store-'));
afterAll(() => rmSync(work, { recursive: true }));

let files = 0;

testRunStore('SQLite in memory', () => ({
  open: () => SqliteStore.open(':memory:'),
  durable: false,
  shared: false,
}));

testRunStore('SQLite in a file', () => {
  files += 1;
  const path = join(work, `${files}.sqlite`);
  return { open: () => SqliteStore.open(path), durable: true, shared: true };
});

test('entries that come while a commit is under way should go together in the next one', async () => {
  const store = await SqliteStore.open(':memory:');
  await store.apply({ kind: 'create-run', run: RUN });
  const before = store.transactions;
  const issue = (step: number) =>
    store.apply({
      ...{ kind: 'issue-batch', run: RUN.name, step, place: { worldSize: 1, rank: 0 } },
      ...{ deliveries: [], badSamples: [], badSamplesAllowed: 0 },
    });
  const first = issue(0);
  await Promise.resolve();
  // The first one is under way.
  await Promise.all([first, ...Array.from({ length: 99 }, (_, k) => issue(k + 1))]);
  assert.equal(store.transactions - before, 2);
  await store.close();
});

test('a file of an older Crescendo, which counted no revisions, should be taken over', async () => {
  const path = join(work, 'older.sqlite');
  const older = await SqliteStore.open(path);
  await older.apply({ kind: 'create-run', run: RUN });
  await older.close();
  const database = new DatabaseSync(path);
  database.exec('DROP TABLE revisions; DROP TABLE lives');
  database.close();
  const store = await SqliteStore.open(path);
  const over = new AbortController();
  const seen: number[] = [];
  for await (const revision of store.changes(RUN.name, over.signal)) {
    seen.push(revision);
    if (seen.length === 2) over.abort();
    else await store.apply({ kind: 'update-spec', run: RUN.name, spec: '{"a":1}' });
  }
  assert.deepEqual(seen, [0, 1]);
  const taken = { ...RUN, spec: '{"a":1}', generation: 0, archived: false };
  assert.deepEqual(await store.query({ kind: 'run', run: RUN.name }), taken);
  await store.apply({ kind: 'archive-run', run: RUN.name, archived: true });
  assert.deepEqual(await store.query({ kind: 'run', run: RUN.name }), { ...taken, archived: true });
  await store.apply({ kind: 'rename-run', run: RUN.name, to: 'new' });
  await store.apply({ kind: 'delete-run', run: 'new' });
  await store.close();
});

test('files that are no state should be refused with the option', async () => {
  const text = join(work, 'text');
  writeFileSync(text, 'this is not a database, and long enough to look like one'.repeat(50));
  await assert.rejects(SqliteStore.open(text), { reason: 'PATH', message: /state file/ });
  await assert.rejects(SqliteStore.open(join(work, 'no', 'folder')), { reason: 'PATH' });
  const newer = join(work, 'newer.sqlite');
  const database = new DatabaseSync(newer);
  database.exec('PRAGMA user_version = 99');
  database.close();
  await assert.rejects(SqliteStore.open(newer), { reason: 'DAMAGED_FILE', message: /version 99/ });
});
