import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, test } from 'node:test';
import { SqliteStore } from '../../../src/runs/store/sqlite.ts';
import { testRunStore } from '../../conformance/run-store.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-store-'));
after(() => rmSync(work, { recursive: true }));

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
