import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, test } from 'vitest';
import { SqliteStore } from '../../../src/runs/store/sqlite.ts';
import { sqliteFailure } from '../../../src/runs/store/sqlite-failure.ts';
import { RUN } from '../../conformance/run-store.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-failure-'));
afterAll(() => rmSync(work, { recursive: true }));

/** What SQLite throws when `attempt` fails. */
function thrownBy(attempt: () => void): unknown {
  try {
    attempt();
  } catch (error) {
    return error;
  }
  return assert.fail('it did not fail');
}

test('a full database should be state that cannot be used now, with what to do', () => {
  const database = new DatabaseSync(join(work, 'full.sqlite'));
  database.exec('PRAGMA max_page_count = 2; CREATE TABLE t (x)');
  const full = thrownBy(() => database.prepare('INSERT INTO t VALUES (randomblob(100000))').run());
  const { reason, code, message } = sqliteFailure(full, 'state.sqlite');
  assert.deepEqual([reason, code], ['STATE_UNAVAILABLE', 'UNAVAILABLE']);
  assert.match(message, /state file state.sqlite cannot be used now \(database or disk is full\): .*make room/);
  database.close();
});

test("another process's write lock should be the same once it has lasted too long, and a fault of ours INTERNAL", () => {
  const path = join(work, 'locked.sqlite');
  const [one, two] = [new DatabaseSync(path), new DatabaseSync(path)];
  one.exec('CREATE TABLE t (x); BEGIN IMMEDIATE');
  const { reason, message } = sqliteFailure(
    thrownBy(() => two.exec('BEGIN IMMEDIATE')),
    path,
  );
  assert.equal(reason, 'STATE_UNAVAILABLE');
  assert.match(message, /database is locked.*another process has held the write lock for too long/);
  assert.equal(
    sqliteFailure(
      thrownBy(() => two.exec('no SQL')),
      path,
    ).reason,
    'INTERNAL',
  );
  one.close();
  two.close();
});

test('a damaged file should be named', async () => {
  const path = join(work, 'damaged.sqlite');
  const store = await SqliteStore.open(path);
  await store.apply({ kind: 'create-run', run: RUN });
  await store.close();
  // The first page keeps its header, and the others lose their contents.
  const header = new DatabaseSync(path).prepare('PRAGMA page_size').get() as { page_size: number };
  const bytes = readFileSync(path);
  bytes.fill(0xff, header.page_size);
  writeFileSync(path, bytes);
  const opened = SqliteStore.open(path).then((found) => found.query({ kind: 'runs' }));
  await assert.rejects(opened, { reason: 'DAMAGED_FILE', message: /damaged\.sqlite is damaged .*restore it/ });
});
