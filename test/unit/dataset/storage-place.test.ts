import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { describe, test } from 'vitest';
import { isRemotePlace, parsePlace, splitPlace, withoutSecrets } from '../../../src/dataset/storage/storage-place.ts';

describe('places', () => {
  const right: [string, unknown][] = [
    ['data/train', { kind: 'file', path: resolve('data/train') }],
    ['/data/a:b', { kind: 'file', path: '/data/a:b' }],
    ['a:b', { kind: 'file', path: resolve('a:b') }],
    ['file:///data/my%20images', { kind: 'file', path: '/data/my images' }],
    ['s3://bucket', { kind: 's3', bucket: 'bucket', prefix: '' }],
    ['s3://bucket/', { kind: 's3', bucket: 'bucket', prefix: '' }],
    ['S3://bucket/a b/c?d', { kind: 's3', bucket: 'bucket', prefix: 'a b/c?d/' }],
  ];
  for (const [place, parsed] of right) {
    test(place, () => assert.deepEqual(parsePlace(place), parsed));
  }

  test('a URL is a folder, with or without the last slash', () => {
    for (const place of ['https://host:8443/a/b', 'https://host:8443/a/b/']) {
      const parsed = parsePlace(place);
      assert.ok(parsed.kind === 'http');
      assert.equal(parsed.url.href, 'https://host:8443/a/b/');
    }
  });

  const wrong: [string, RegExp][] = [
    ['', /is empty/],
    ['gs://bucket/a', /no storage for gs: URLs; there are paths, file:, http:, https: and s3: .*AWS_ENDPOINT_URL_S3/],
    ['http://', /is not a URL/],
    ['file://host/a', /names no file of this machine/],
    ['s3://', /names no bucket/],
    ['s3://b/', /names no bucket/],
    ['s3://bucket/a/../b', /parts \. or \.\./],
    ['https://host/a?X-Amz-Signature=hunter2', /https:\/\/host\/a\?\*\*\* has a query/],
    ['https://host/a#hunter2', /has a query or a fragment/],
    ['https://user:hunter2@host/a', /https:\/\/\*\*\*@host\/a has credentials in it, which would be logged/],
    ['s3://key:hunter2@bucket/a', /s3:\/\/\*\*\*@bucket\/a has credentials in it.*a profile/],
  ];
  for (const [place, message] of wrong) {
    test(`${place} is refused, without a password in the message`, () => {
      assert.throws(
        () => parsePlace(place),
        (error: Error & { reason?: string; metadata?: object }) => {
          assert.equal(error.reason, 'INVALID_FIELD');
          assert.match(error.message, message);
          assert.doesNotMatch(error.message + JSON.stringify(error.metadata), /hunter2/);
          return true;
        },
      );
    });
  }
});

test('an object should be found in its place', () => {
  assert.deepEqual(splitPlace('s3://b1x/p/x%20.tar'), { place: 's3://b1x/p/', object: 'x%20.tar' });
  assert.deepEqual(splitPlace('https://host/x%20.tar'), { place: 'https://host/', object: 'x .tar' });
  assert.deepEqual(splitPlace('x.tar'), { place: '.', object: 'x.tar' });
  assert.deepEqual(splitPlace('/x.tar'), { place: '/', object: 'x.tar' });
  for (const place of ['s3://bucket', 'https://host', 'folder/']) {
    assert.throws(() => splitPlace(place), { reason: 'INVALID_FIELD', message: /names no object/ });
  }
});

test('a place should be shown without secrets', () => {
  assert.equal(withoutSecrets('https://a:b@host/x?y#z'), 'https://***@host/x?***');
  assert.equal(withoutSecrets('/data/a@b'), '/data/a@b');
});

test('a place should be remote if requests read it', () => {
  const places = ['s3://bucket/a', 'HTTPS://host', 'http://host/', 'file:///data', '/data/http://x', 's3'];
  assert.deepEqual(places.map(isRemotePlace), [true, true, true, false, false, false]);
});
