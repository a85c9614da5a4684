import assert from 'node:assert/strict';
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, test } from 'vitest';
import { indexDataset } from '../../../../src/dataset/index-dataset.ts';
import { openDataset } from '../../../../src/dataset/open-dataset.ts';
import { openSource } from '../../../../src/dataset/open-source.ts';
import { ObjectServer } from '../../../support/object-server.ts';

const GOLDEN = fileURLToPath(new URL('../../../golden/shards', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'crescendo-open-'));
afterAll(() => rmSync(work, { recursive: true }));
const [tars, packs, file] = ['tars', 'packs', 'manifest'].map((name) => join(work, name)) as [string, string, string];
mkdirSync(tars);
copyFileSync(join(GOLDEN, 'webdataset.tar'), join(tars, 'a.tar'));

test('a manifest should serve shards wherever they lie, and not others', async () => {
  const { manifest } = await indexDataset(tars, {});
  manifest.save(file);
  const opened = await openDataset('train', tars, file);
  assert.equal(opened.source.kind, 'tar');
  assert.equal(opened.source.timesCount, true);
  // Indexed from the shards themselves, it is the same source, which a worker opens once.
  assert.equal((await openDataset('other', join(tars, '*.tar'), undefined)).source.digest, opened.source.digest);
  const moved = join(work, 'moved');
  cpSync(tars, moved, { recursive: true });
  const copy = await openDataset('train', moved, file);
  // Of a copy the times are others, and the lengths decide.
  assert.equal(copy.source.timesCount, false);
  const source = openSource(copy.source);
  assert.equal((await source.read(3)).length, manifest.size(3));
  source.close();
  await assert.rejects(openDataset('train', [tars, moved], file), {
    reason: 'INVALID_FIELD',
    message: /the manifest lists 1 shards in 1 places; root names 2/,
  });
  mkdirSync(join(work, 'images', 'cat'), { recursive: true });
  await assert.rejects(openDataset('train', join(work, 'images'), file), {
    reason: 'INVALID_FIELD',
    message: /was made of 1 shards \(tar\); .*images is an image folder/,
  });
});

test('a shard that was written again should be missing, and not give other bytes', async () => {
  const { source } = await openDataset('train', tars, file);
  utimesSync(join(tars, 'a.tar'), 1, 1);
  const opened = openSource(source);
  await assert.rejects(async () => opened.read(0), {
    reason: 'MISSING_SAMPLE',
    message: /cat\/000\.jpg: a\.tar has changed/,
  });
  opened.close();
});

test('images of compressed pages should be read from the folder that the manifest or the user names', async () => {
  const place = join(GOLDEN, 'snappy.parquet');
  const { manifest } = await indexDataset(place, {}, { fields: { packs } });
  manifest.save(file);
  assert.deepEqual((await openDataset('train', place, file)).source.root, [GOLDEN, packs]);
  const elsewhere = join(work, 'elsewhere');
  renameSync(packs, elsewhere);
  await assert.rejects(openDataset('train', place, file), {
    reason: 'PATH',
    message: /packs.* does not exist: name it with packs/,
  });
  const { source } = await openDataset('train', place, file, { fields: { packs: elsewhere } });
  const opened = openSource(source);
  assert.equal((await opened.read(5)).length, manifest.size(5));
  opened.close();
});

test('images of compressed pages of a remote shard should be read from the folder alone', async () => {
  const server = await ObjectServer.start([['snappy.parquet', readFileSync(join(GOLDEN, 'snappy.parquet'))]]);
  const own = join(work, 'remote');
  const { source, manifest } = await openDataset('train', `${server.url}snappy.parquet`, undefined, {
    fields: { packs: own },
  });
  await server.stop();
  const opened = openSource(source);
  assert.equal(opened.local, true);
  assert.equal((await opened.read(5)).length, manifest.size(5));
  opened.close();
});

test('what is said of shards should be refused where it means nothing', async () => {
  const images = join(work, 'images');
  await assert.rejects(indexDataset(images, {}, { fields: { labelField: 'x' } }), {
    message: /label_field x is for shards/,
  });
  await assert.rejects(indexDataset([images, tars], {}), {
    message: /tars names shards, and .*images an image folder/,
  });
  await assert.rejects(openDataset('train', tars, file, { labels: { classes: ['a'] } }), {
    message: /the manifest .* has the labels/,
  });
  await assert.rejects(openDataset('train', tars, file, { fields: { imageField: 'png' } }), {
    message: /the manifest .* has the labels.*image_field/,
  });
});
