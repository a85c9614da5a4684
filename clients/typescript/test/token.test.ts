/** When the token of a client is sent. */
import assert from 'node:assert/strict';
import { credentials } from '@grpc/grpc-js';
import { test, vi } from 'vitest';
import { connect } from '../src/client.ts';
import type { CrescendoError } from '../src/errors.ts';
import { tokenMetadata } from '../src/token.ts';
import { conformance } from './conformance.ts';

const TOKEN = 'crsc_0123456789-abc_DEF';

interface Case {
  address: string;
  token?: string;
  secure?: boolean;
  allowed?: boolean;
  sent?: boolean;
  message?: string;
}

test.for(conformance<Case[]>('tokens.json'))('%o', ({ address, token = TOKEN, secure, allowed, sent, message }) => {
  const make = () => tokenMetadata(address, { token, secure: secure === true, plaintextToken: allowed === true });
  if (message === undefined) {
    assert.deepEqual(make().get('authorization'), sent ? [`Bearer ${token}`] : []);
    return;
  }
  assert.throws(make, (error: CrescendoError) => {
    assert.ok(error.message.includes(message), error.message);
    assert.ok(!error.message.includes(token), error.message);
    assert.deepEqual([error.reason, error.metadata], ['INVALID_FIELD', { field: 'token' }]);
    return true;
  });
});

test('the environment should have the token of clients that are given none', () => {
  vi.stubEnv('CRESCENDO_TOKEN', `${TOKEN}\n`);
  try {
    const plain = { secure: false, plaintextToken: false };
    const sent = (token?: string) => tokenMetadata('127.0.0.1:1', { token, ...plain }).get('authorization');
    assert.deepEqual([sent(), sent('other'), sent('')], [[`Bearer ${TOKEN}`], ['Bearer other'], []]);
    assert.throws(() => connect('data-host:1'), { reason: 'INVALID_FIELD', message: /in plain text/ });
    connect('data-host:1', { credentials: credentials.createSsl() }).close();
    connect('data-host:1', { plaintextToken: true }).close();
  } finally {
    vi.unstubAllEnvs();
  }
});
