import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { OpenContainer } from '../../../src/dataset/containers/container.ts';
import { OpenSources, openSource } from '../../../src/dataset/open-source.ts';
import { describeSource } from '../../../src/dataset/source.ts';
import { MemoryStorage, manifestOf, PackedContainer } from '../../support/memory-source.ts';

const openPack: OpenContainer = (_, manifest) => ({
  container: new PackedContainer(manifest),
  storage: new MemoryStorage(new Map([['pack', Uint8Array.of(1, 2, 3)]])),
});

test('a kind of container should be opened by its entry, and an unknown one be refused with those that there are', async () => {
  const containers = new Map([['packed', openPack]]);
  const manifest = manifestOf([1, 2]);
  const source = openSource(describeSource('packed', '', manifest), containers);
  assert.deepEqual([...(await source.read(1))], [2, 3]);
  assert.throws(() => openSource(describeSource('tar', '', manifest), containers), {
    reason: 'INVALID_FIELD',
    message: /kind tar; there are: packed/,
  });
  assert.throws(() => openSource(describeSource('zip', '', manifest)), {
    message: /there are: folder, tar, parquet, tfrecord/,
  });
  // A manifest of files does not say where in a shard a sample lies.
  assert.throws(() => openSource(describeSource('tar', '', manifest)), { reason: 'DAMAGED_FILE' });
});

test('a source should be opened once for a digest, which everything that decides its bytes changes', () => {
  const descriptors = [
    describeSource('packed', '/a', manifestOf([1, 2])),
    describeSource('packed', '/b', manifestOf([1, 2])),
    describeSource('other', '/a', manifestOf([1, 2])),
    describeSource('packed', '/a', manifestOf([2, 1])),
  ];
  let opened = 0;
  const containers = new Map([
    ['packed', openPack],
    ['other', openPack],
  ]);
  const sources = new OpenSources((descriptor) => {
    opened += 1;
    return openSource(descriptor, containers);
  });
  const first = descriptors.map((descriptor) => sources.of(descriptor));
  assert.equal(new Set(first).size, 4);
  for (const [k, descriptor] of descriptors.entries()) assert.equal(sources.of({ ...descriptor }), first[k]);
  assert.equal(opened, 4);
});
