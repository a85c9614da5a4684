import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { expandBraces } from '../../../../src/dataset/shards/braces.ts';
import { containerOfName, namedPlace } from '../../../../src/dataset/shards/container-names.ts';
import { findShards, namesShards } from '../../../../src/dataset/shards/find-shards.ts';
import { ObjectServer } from '../../../support/object-server.ts';

const work = realpathSync(mkdtempSync(join(tmpdir(), 'crescendo-find-')));
afterAll(() => rmSync(work, { recursive: true }));

function files(...names: string[]): void {
  for (const name of names) {
    mkdirSync(dirname(join(work, name)), { recursive: true });
    writeFileSync(join(work, name), 'x');
  }
}

async function found(...places: string[]): Promise<string[]> {
  const { stores, shards, container } = await findShards(places, false);
  for (const store of stores) await store.close();
  return [container, ...shards.map(({ shown }) => shown.replace(`${work}/`, ''))];
}

describe('braces', () => {
  test.each([
    ['a.tar', ['a.tar']],
    ['a-{0..3}.tar', ['a-0.tar', 'a-1.tar', 'a-2.tar', 'a-3.tar']],
    ['a-{008..011}', ['a-008', 'a-009', 'a-010', 'a-011']],
    ['a-{8..11}', ['a-8', 'a-9', 'a-10', 'a-11']],
    ['{x,y}/{1..2}', ['x/1', 'x/2', 'y/1', 'y/2']],
    ['{a,b{1..2},}z', ['az', 'b1z', 'b2z', 'z']],
  ])('%s should stand for its names, in order', (pattern, names) => {
    assert.deepEqual(expandBraces(pattern), names);
  });

  test.each([
    ['a{', /a \{ has no \}/],
    ['a}', /a \} has no \{/],
    ['a{1..2', /a \{ has no \}/],
    ['{3..1}', /the range 3\.\.1 counts down/],
    ['{x}', /neither a range such as \{0000\.\.0123\} nor a list/],
    ['{0..99999999}', /more than 1000000 names/],
    ['{0..9999}{0..9999}', /more than 1000000 names/],
  ])('%s should be refused', (pattern, message) => {
    assert.throws(() => expandBraces(pattern), { reason: 'INVALID_FIELD', message });
  });
});

describe('names', () => {
  test('should tell the container, and compressed shards be refused', () => {
    assert.deepEqual(
      ['a.tar', 'a.TAR', 'b.parquet', 'c.tfrecord', 'c.tfrecord-00001-of-00004', 'd.jpg', 'tar'].map(containerOfName),
      ['tar', 'tar', 'parquet', 'tfrecord', 'tfrecord', undefined, undefined],
    );
    for (const name of ['a.tar.gz', 'a.tgz', 'a.tar.zst', 'a.tfrecord.gz']) {
      assert.throws(() => containerOfName(name), { reason: 'PATH', message: /compressed as a whole/ });
    }
  });

  test('a stated container should be taken off a place, and a file URL be a path', () => {
    assert.deepEqual(namedPlace('tar:s3://bucket/x'), { container: 'tar', place: 's3://bucket/x' });
    assert.deepEqual(namedPlace('s3://bucket/x'), { container: undefined, place: 's3://bucket/x' });
    assert.deepEqual(namedPlace('file:///a/b.tar'), { container: undefined, place: '/a/b.tar' });
    assert.deepEqual(namedPlace('folder:data'), { container: 'folder', place: 'data' });
  });
});

describe('places of shards', () => {
  beforeAll(() => {
    files('tars/b.tar', 'tars/a.tar', 'tars/README.md', 'tars/.hidden.tar', 'more/c.tar');
    files('hub/train-00000-of-00002.parquet', 'hub/train-00001-of-00002.parquet', 'hub/test-00000-of-00001.parquet');
    files('images/cat/1.jpg', 'images/n01.tar', 'mixed/a.tar', 'mixed/b.parquet', 'records/train-00000-of-00001');
    symlinkSync(join(work, 'tars', 'a.tar'), join(work, 'more', 'linked.tar'));
  });

  test('should be told from image folders', () => {
    const isShards = (name: string): boolean => namesShards(join(work, name));
    assert.deepEqual(
      ['tars', 'tars/a.tar', 'tars/{a,b}.tar', 'hub/train-*.parquet', 'mixed', 'hub/*'].map(isShards),
      Array(6).fill(true),
    );
    // With a folder of images next to them, archives are what the images came in.
    assert.deepEqual(['images', 'images/cat', 'nowhere', 'tars/README.md'].map(isShards), Array(4).fill(false));
    assert.equal(namesShards(`tar:${join(work, 'images')}`), true);
    assert.equal(namesShards(`folder:${join(work, 'tars')}`), false);
    assert.equal(namesShards('s3://bucket/prefix'), true);
  });

  test('should be found in the order in which they are named, and in a folder by name', async () => {
    const at = (name: string): string => join(work, name);
    assert.deepEqual(await found(at('tars')), ['tar', 'tars/a.tar', 'tars/b.tar']);
    assert.deepEqual(await found(at('tars/{b,a}.tar')), ['tar', 'tars/b.tar', 'tars/a.tar']);
    assert.deepEqual(await found(at('more/c.tar'), at('tars')), ['tar', 'more/c.tar', 'tars/a.tar', 'tars/b.tar']);
    assert.deepEqual(await found(at('{more/c,tars/?}.tar')), ['tar', 'more/c.tar', 'tars/a.tar', 'tars/b.tar']);
    assert.deepEqual(await found(at('hub/train-*.parquet')).then((all) => all.length), 3);
    assert.deepEqual(await found(`tfrecord:${at('records/train-*')}`), ['tfrecord', 'records/train-00000-of-00001']);
  });

  test.each<[string, string[], RegExp]>([
    ['of several splits', ['hub'], /shards of several splits, such as test-00000.* and train-00000.*hub\/train\*/],
    ['of two kinds', ['mixed'], /are of two kinds, tar and parquet/],
    ['that are named twice', ['tars/a.tar', 'tars/*.tar'], /tars\/a\.tar is named twice/],
    ['that are not there', ['tars/z.tar'], /cannot read .*z\.tar/],
    ['that no name matches', ['tars/z*.tar'], /z\*\.tar has no shards/],
    ['behind links', ['more/linked.tar'], /link/],
  ])('%s should be refused', async (_, places, message) => {
    await assert.rejects(found(...places.map((place) => join(work, place))), { message });
  });

  test('on a web server should be found by braces, and say that it has no lists', async () => {
    const server = await ObjectServer.start(['a-0.tar', 'a-1.tar'].map((name) => [name, Buffer.from('x')] as const));
    try {
      assert.deepEqual(await found(`${server.url}a-{0..1}.tar`), [
        'tar',
        `${server.url}a-0.tar`,
        `${server.url}a-1.tar`,
      ]);
      await assert.rejects(found(server.url), { reason: 'PATH', message: /list/ });
      await assert.rejects(found(`${server.url}a-{0..2}.tar`), { reason: 'PATH', message: /a-2\.tar/ });
    } finally {
      await server.stop();
    }
  });
});
