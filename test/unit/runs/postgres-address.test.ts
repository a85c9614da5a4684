import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { isPostgres, parseAddress, shownState } from '../../../src/runs/store/postgres/address.ts';

test('an address should name its hosts in order, and keep its password to itself', () => {
  const address = parseAddress('postgresql://me:s3cret@one:5432,two/db?sslmode=verify-full&password=hidden');
  assert.deepEqual(
    address.hosts.map(({ connectionString }) => connectionString),
    [
      'postgresql://me:s3cret@one:5432/db?sslmode=verify-full&password=hidden',
      'postgresql://me:s3cret@two/db?sslmode=verify-full&password=hidden',
    ],
  );
  assert.equal(address.shown, 'postgresql://me@one:5432,two/db?sslmode=verify-full');
  assert.equal(address.schema, 'crescendo');
});

test('hosts may be folders of sockets, and the schema may have a name', () => {
  const address = parseAddress('postgres://me@/db?host=/run/a,/run/b&port=5432,5433&schema=lab_2');
  assert.equal(address.schema, 'lab_2');
  assert.deepEqual(
    address.hosts.map(({ connectionString }) => new URL(connectionString.replace('@/', '@x/')).searchParams.toString()),
    ['host=%2Frun%2Fa&port=5432', 'host=%2Frun%2Fb&port=5433'],
  );
  assert.equal(address.shown, 'postgres://me@/db?host=/run/a,/run/b&port=5432,5433&schema=lab_2');
});

test('what is no address should be refused without showing it', () => {
  for (const state of [
    'postgresql:me:s3cret@host/db',
    'postgresql://me:s3cret@ho st:x/db',
    'postgresql://me:s3cret@host:99999999/db',
    'postgresql://me:s3cret@host/db?schema=Drop Table',
  ]) {
    assert.throws(
      () => parseAddress(state),
      (error: Error) => /--state/.test(error.message) && !error.message.includes('s3cret'),
      state,
    );
  }
});

test('a password should never be shown, whatever it is', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 8, maxLength: 20 }), (text) => {
      const password = encodeURIComponent(`pw-${text}`);
      const shown = shownState(`postgresql://me:${password}@host/db?sslpassword=${password}`);
      assert.equal(shown, 'postgresql://me@host/db');
    }),
  );
});

test('files should be no databases', () => {
  assert.deepEqual(['crescendo.sqlite', ':memory:', '/postgresql/x', 'postgresql.sqlite'].map(isPostgres), [
    ...[false, false, false, false],
  ]);
  assert.equal(shownState('crescendo.sqlite'), 'crescendo.sqlite');
});
