import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'vitest';
import { connect } from '../src/client.ts';
import type { CrescendoError } from '../src/errors.ts';

const cases = JSON.parse(readFileSync(new URL('../../conformance/addresses.json', import.meta.url), 'utf8')) as {
  address: string;
  message?: string;
}[];

test.each(cases)('the address "$address"', ({ address, message }) => {
  if (message === undefined) return connect(address).close();
  assert.throws(
    () => connect(address),
    (error: CrescendoError) => {
      assert.equal(error.reason, 'INVALID_FIELD');
      assert.deepEqual(error.metadata, { field: 'address', value: address });
      assert.ok(error.message.includes(message), error.message);
      return true;
    },
  );
});

test('an address that is no text should be refused by name', () => {
  assert.throws(() => connect(undefined as unknown as string), { message: /address must be a text, such as/ });
});
