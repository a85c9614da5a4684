import assert from 'node:assert/strict';
import { Metadata } from '@grpc/grpc-js';
import { test } from 'vitest';
import { fromServiceError } from '../src/errors.ts';
import { readErrorInfo } from '../src/status-details.ts';
import { statusDetails } from './fake-server.ts';

const trailer = statusDetails('INVALID_FIELD', { field: 'seed', value: '-1' });

function failure(details?: Uint8Array) {
  const metadata = new Metadata();
  if (details !== undefined) metadata.set('grpc-status-details-bin', Buffer.from(details));
  return fromServiceError(Object.assign(new Error('x'), { code: 3, details: 'bad seed', metadata }));
}

test('an ErrorInfo should be read from the trailer, whatever details stand before it', () => {
  const error = failure(trailer);
  assert.deepEqual(
    [error.code, error.reason, error.domain, error.message],
    ['INVALID_ARGUMENT', 'INVALID_FIELD', 'crescendo', 'bad seed'],
  );
  assert.deepEqual(error.metadata, { field: 'seed', value: '-1' });
  assert.ok(error.cause instanceof Error);
});

test('a trailer that is cut anywhere should never hide the status', () => {
  for (let length = 0; length < trailer.length; length += 1) {
    assert.equal(failure(trailer.subarray(0, length)).code, 'INVALID_ARGUMENT');
  }
  assert.equal(readErrorInfo(trailer.subarray(0, trailer.length - 1)), undefined);
});
