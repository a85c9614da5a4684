/** Shards that WebDataset, Hugging Face's datasets, pyarrow and tarfile have written (test/golden/shards/make.py). */
import assert from 'node:assert/strict';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, test } from 'vitest';
import { indexFolder } from '../../../../src/dataset/index-folder.ts';
import { Manifest } from '../../../../src/dataset/manifest.ts';
import { indexShards, type ShardIndexOptions } from '../../../../src/dataset/shards/index-shards.ts';
import { contentsOf } from '../../../support/shards.ts';

const GOLDEN = fileURLToPath(new URL('../../../golden/shards', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'crescendo-shards-'));
afterAll(() => rmSync(work, { recursive: true }));
const packs = join(work, 'packs');
const expected = (
  JSON.parse(readFileSync(join(GOLDEN, 'expected.json'), 'utf8')) as { class: string; stem: string; hex: string }[]
).map(({ class: name, stem, hex }): [string, string, string] => [`${name}/${stem}.jpg`, name, hex]);
const NAMES = ['cat', 'dog', 'owl'];

/** The samples, each with the same name in every container. */
async function samplesOf(file: string, options: ShardIndexOptions = {}): Promise<[string, string, string][]> {
  const { manifest } = await indexShards([join(GOLDEN, file)], { packs, ...options });
  return await contentsOf(manifest, manifest.objects!.packs ? [GOLDEN, packs] : GOLDEN);
}

describe('shards of other programs', () => {
  test.each([
    'webdataset.tar',
    'datasets.parquet',
    'snappy.parquet',
    'dictionary.parquet',
    'gzip-v2.parquet',
    'v2.parquet',
    'delta.parquet',
  ])('%s should hold the samples with their classes', async (file) => {
    assert.deepEqual(await samplesOf(file), expected);
  });

  test.each(['gnu.tar', 'pax.tar', 'ustar.tar'])('%s should hold the samples under long names', async (file) => {
    const found = await samplesOf(file);
    assert.deepEqual(
      found.map(([key, label, hex]) => [key.slice(-7), NAMES[Number(label)], hex]),
      expected.map(([key, label, hex]) => [key.slice(-7), label, hex]),
    );
    const folder = /^\d\/((?:[^/]+\/)+)\d{3}\.jpg$/.exec(found[0]![0])?.[1];
    assert.ok(folder !== undefined && Buffer.byteLength(folder) > 150, folder);
  });

  test('a member of two suffixes should not be the image, and the label be that of .json', async () => {
    const found = await samplesOf('webdataset-json.tar');
    assert.deepEqual(
      found,
      expected.map(([key, label, hex]) => {
        const number = String(NAMES.indexOf(label));
        return [`${number}/${key}`, number, hex];
      }),
    );
    const map = { names: NAMES, labels: new Map(NAMES.map((name, label) => [name, label])) };
    assert.deepEqual(await samplesOf('webdataset-json.tar', { classes: map, classMapped: true }), expected);
  });

  test('a plain binary column should hold the samples under their rows', async () => {
    const found = await samplesOf('binary.parquet', { labelField: 'label' });
    assert.deepEqual(
      found,
      expected.map(([, label, hex], row) => {
        const number = String(NAMES.indexOf(label));
        return [`${number}/binary.parquet/${row}`, number, hex];
      }),
    );
  });

  test('TFRecord examples should hold the samples', async () => {
    const map = { names: NAMES, labels: new Map(NAMES.map((name, label) => [name, label])) };
    assert.deepEqual(await samplesOf('examples.tfrecord', { classes: map }), expected);
  });

  test('the same samples in the same order should have the same digest in every container', async () => {
    const root = join(work, 'folder');
    for (const [key, , hex] of expected) {
      mkdirSync(join(root, dirname(key)), { recursive: true });
      writeFileSync(join(root, key), Buffer.from(hex, 'hex'));
    }
    const { digest } = (await indexFolder(root)).manifest;
    for (const file of ['webdataset.tar', 'datasets.parquet', 'snappy.parquet', 'v2.parquet']) {
      const { manifest } = await indexShards([join(GOLDEN, file)], { packs });
      assert.equal(manifest.digest, digest, file);
    }
  });

  test('a row without an image should be named', async () => {
    await assert.rejects(samplesOf('null.parquet'), {
      reason: 'PATH',
      message: /null\.parquet: row 3 has no image: its bytes are null/,
    });
  });

  test('a Parquet file that is cut off, or none, should be refused', async () => {
    const bytes = readFileSync(join(GOLDEN, 'datasets.parquet'));
    const file = join(work, 'cut.parquet');
    for (const length of [0, 4, 100, bytes.length - 1]) {
      writeFileSync(file, bytes.subarray(0, length));
      await assert.rejects(indexShards([file]), {
        reason: 'PATH',
        message:
          length < 12
            ? /cut\.parquet: it has \d bytes, too few/
            : /cut\.parquet: it is no Parquet file, or is damaged or cut off/,
      });
    }
  });

  test('compressed pages should need a folder, be decoded into it once, and whole or not at all', async () => {
    await assert.rejects(samplesOf('snappy.parquet', { packs: undefined }), {
      reason: 'PATH',
      message: /compressed together \(SNAPPY\).*packs \(--packs DIR\)/,
    });
    const own = join(work, 'own');
    await samplesOf('snappy.parquet', { packs: own });
    const [pack, ...others] = readdirSync(own);
    assert.deepEqual(others, []);
    const bytes = readFileSync(join(own, pack!));
    // A second index uses the pack that is there: were it written again, it would be another file.
    utimesSync(join(own, pack!), 1, 1);
    await indexShards([join(GOLDEN, 'snappy.parquet')], { packs: own });
    const { mtimeMs } = statSync(join(own, pack!));
    assert.equal(mtimeMs, 1000);
    // One that is cut off is not used.
    writeFileSync(join(own, pack!), bytes.subarray(0, bytes.length - 5));
    const { manifest } = await indexShards([join(GOLDEN, 'snappy.parquet')], { packs: own });
    assert.deepEqual(readFileSync(join(own, pack!)), bytes);
    assert.equal(manifest.sampleCount, expected.length);
  });

  test('a manifest of shards should survive its file, and be verified', async () => {
    const { manifest } = await indexShards([join(GOLDEN, '{gnu,pax}.tar'), join(GOLDEN, 'ustar.tar')], {
      classes: { names: NAMES, labels: new Map(NAMES.map((name, label) => [name, label])) },
    });
    const file = join(work, 'manifest');
    manifest.save(file);
    for (const read of [Manifest.open(file), Manifest.verify(file)]) {
      assert.equal(read.digest, manifest.digest);
      assert.deepEqual([read.objects!.count, read.objects!.container], [3, 'tar']);
      assert.deepEqual(
        [0, 1, 2].map((k) => read.objects!.name(k)),
        ['gnu.tar', 'pax.tar', 'ustar.tar'],
      );
      for (let k = 0; k < manifest.sampleCount; k += 1) assert.deepEqual(read.place(k), manifest.place(k));
    }
  });

  test('shards in several places should be one dataset', async () => {
    const [first, second] = [join(work, 'one'), join(work, 'two')];
    for (const folder of [first, second]) {
      mkdirSync(folder, { recursive: true });
      copyFileSync(join(GOLDEN, 'webdataset.tar'), join(folder, 'same-name.tar'));
    }
    const { manifest } = await indexShards([first, join(second, '*.tar')]);
    assert.deepEqual(await contentsOf(manifest, [first, second]), [...expected, ...expected]);
    assert.deepEqual([manifest.objects!.name(0), manifest.objects!.name(1)], ['0/same-name.tar', '1/same-name.tar']);
  });
});
