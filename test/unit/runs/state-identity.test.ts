import assert from 'node:assert/strict';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, test } from 'vitest';
import { SqliteDatabase } from '../../../src/runs/store/sqlite-database.ts';
import { StateIdentity } from '../../../src/runs/store/state-identity.ts';
import { RUN } from '../../conformance/run-store.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-identity-'));
afterAll(() => rmSync(work, { recursive: true }));

const create = (database: SqliteDatabase, name = RUN.name): void => {
  const command = { kind: 'create-run', run: { ...RUN, name } } as const;
  database.transaction({ writes: true, toDisk: true }, () => database.apply(command));
};
const namesIn = (database: SqliteDatabase): string[] =>
  (database.query({ kind: 'runs' }) as { name: string }[]).map(({ name }) => name);

/** A folder with a state file that a server has open, so that its write-ahead log is in use. */
function inUse(name: string): { folder: string; path: string; database: SqliteDatabase } {
  const folder = join(work, name);
  mkdirSync(folder);
  const path = join(folder, 's.sqlite');
  const database = new SqliteDatabase(path);
  create(database);
  return { folder, path, database };
}

/** A copy of a state file in use, as after a kill, without the files that are named. */
function killed(name: string, path: string, without: readonly string[] = []): string {
  const folder = join(work, name);
  mkdirSync(folder);
  for (const suffix of ['', '-wal', '-shm', '.id']) {
    if (!without.includes(suffix)) copyFileSync(path + suffix, join(folder, `s.sqlite${suffix}`));
  }
  return join(folder, 's.sqlite');
}

test('a state file that was closed or killed should open, and so should one that several have open', () => {
  const { path, database } = inUse('whole');
  const other = new SqliteDatabase(path);
  create(other, 'other');
  create(database, 'third');
  const copy = new SqliteDatabase(killed('whole-killed', path));
  assert.deepEqual(namesIn(copy).sort(), ['other', RUN.name, 'third']);
  for (const each of [copy, database, other]) each.close();
  const again = new SqliteDatabase(path);
  assert.equal(namesIn(again).length, 3);
  again.close();
});

test('a state file without its write-ahead log should be refused, until its note is removed', () => {
  const { path, database } = inUse('wal');
  database.close();
  // Everything so far is in the file; what comes now is in the log.
  const next = new SqliteDatabase(path);
  create(next, 'lost');
  const copy = killed('wal-missing', path, ['-wal', '-shm']);
  next.close();
  assert.throws(() => new SqliteDatabase(copy), {
    reason: 'DAMAGED_FILE',
    message: /is older than it was: it has generation 2 of 4, as if .*-wal were lost.*remove .*s\.sqlite\.id$/,
  });
  rmSync(`${copy}.id`);
  const wanted = new SqliteDatabase(copy);
  assert.deepEqual(namesIn(wanted), [RUN.name]);
  wanted.close();
});

test('a state file that was emptied, or replaced, should be refused', () => {
  const { path, database } = inUse('emptied');
  database.close();
  const copy = killed('emptied-copy', path, ['-wal', '-shm']);
  truncateSync(copy);
  for (let k = 0; k < 2; k += 1) {
    assert.throws(() => new SqliteDatabase(copy), {
      reason: 'DAMAGED_FILE',
      message: /was emptied, was replaced, or has lost/,
    });
  }
  const { path: other, database: open } = inUse('other');
  open.close();
  copyFileSync(other, copy);
  assert.throws(() => new SqliteDatabase(copy), { reason: 'DAMAGED_FILE', message: /was replaced by another one/ });
});

test('a state file that was removed should begin anew, and a note that cannot be read say nothing', () => {
  const { path, database } = inUse('removed');
  database.close();
  rmSync(path);
  void new StateIdentity(path);
  assert.equal(
    existsSync(`${path}.id`),
    false,
    'another server that starts now should not compare its file with the note',
  );
  const anew = new SqliteDatabase(path);
  assert.deepEqual(namesIn(anew), []);
  anew.close();
  writeFileSync(`${path}.id`, '');
  const unread = new SqliteDatabase(path);
  unread.close();
  assert.match(readFileSync(`${path}.id`, 'utf8'), /^\{"id":"[-0-9a-f]{36}","generation":2\}\n$/);
});

test('state in memory should have no note', () => {
  const database = new SqliteDatabase(':memory:');
  create(database);
  database.close();
  assert.equal(existsSync(':memory:.id'), false);
});
