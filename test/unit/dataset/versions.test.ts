import assert from 'node:assert/strict';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, test } from 'vitest';
import { indexFolder } from '../../../src/dataset/index-folder.ts';
import { Manifest } from '../../../src/dataset/manifest.ts';
import { openFolder } from '../../../src/dataset/open-folder.ts';
import { openSource } from '../../../src/dataset/open-source.ts';
import type { SampleSource } from '../../../src/dataset/source.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-versions-'));
afterAll(() => rmSync(work, { recursive: true }));

let folders = 0;

/** Three files of one size, last modified in 2001. */
function folder(): string {
  folders += 1;
  const root = join(work, String(folders));
  mkdirSync(join(root, 'a'), { recursive: true });
  for (const name of ['0', '1', '2']) {
    writeFileSync(join(root, 'a', `${name}.jpg`), `content ${name}`);
    utimesSync(join(root, 'a', `${name}.jpg`), 1e9, 1e9);
  }
  return root;
}

/** The folder by a manifest file that was made of it, or of another one. */
async function opened(root: string, { checksums = false, of = root } = {}): Promise<SampleSource> {
  const file = join(work, `${folders}.manifest`);
  const { manifest } = await indexFolder(of, { checksums });
  manifest.save(file);
  return openSource((await openFolder('d', root, file)).source);
}

const read = (source: SampleSource, index: number): string => Buffer.from(source.read(index) as Uint8Array).toString();
const MISSING = 'MISSING_SAMPLE';

test('a file that was replaced by one of the same size should be missing, and its key named', async () => {
  const root = folder();
  const source = await opened(root);
  writeFileSync(join(root, 'a/1.jpg'), 'CONTENT 1');
  assert.equal(read(source, 0), 'content 0');
  assert.throws(() => read(source, 1), {
    reason: MISSING,
    message:
      /^a\/1\.jpg has changed: it was modified at 20\d\d-.*, not at 2001-09-09T01:46:40\.000Z .*index the folder again/,
  });
  // Also a tenth of a millisecond counts.
  utimesSync(join(root, 'a/2.jpg'), 1e9, 1e9 + 1e-4);
  assert.throws(() => read(source, 2), { reason: MISSING });
  // Permissions are no content.
  chmodSync(join(root, 'a/0.jpg'), 0o600);
  assert.equal(read(source, 0), 'content 0');
});

test('a folder that is indexed again should be the same dataset, with the new times', async () => {
  const root = folder();
  const before = await indexFolder(root);
  for (const name of ['0', '1', '2']) utimesSync(join(root, 'a', `${name}.jpg`), 1.1e9, 1.1e9);
  const { manifest } = await indexFolder(root);
  const summed = (await indexFolder(root, { checksums: true })).manifest;
  assert.deepEqual([manifest.digest, summed.digest], [before.manifest.digest, before.manifest.digest]);
  assert.equal(read(await opened(root), 1), 'content 1');
  // A worker must not take one for the other.
  const sources = await Promise.all(
    [before.manifest, manifest, summed].map(async (each, k) => {
      each.save(join(work, `same-${k}`));
      return (await openFolder('d', root, join(work, `same-${k}`))).source.digest;
    }),
  );
  assert.equal(new Set(sources).size, 3);
});

test('the times of a copy of the data should not count', async () => {
  const root = folder();
  const copy = join(work, `${folders}-copy`);
  cpSync(root, copy, { recursive: true });
  const source = await opened(copy, { of: root });
  assert.deepEqual(
    [0, 1, 2].map((k) => read(source, k)),
    ['content 0', 'content 1', 'content 2'],
  );
  // Not even at the same path: the folder is another one.
  const file = join(work, 'moved.manifest');
  (await indexFolder(root)).manifest.save(file);
  rmSync(root, { recursive: true });
  cpSync(copy, root, { recursive: true });
  assert.equal(read(openSource((await openFolder('d', root, file)).source), 0), 'content 0');
});

test('with checksums the contents should decide wherever the times leave a doubt', async () => {
  const root = folder();
  const source = await opened(root, { checksums: true });
  const path = join(root, 'a/1.jpg');
  utimesSync(path, 1.2e9, 1.2e9);
  assert.equal(read(source, 1), 'content 1', 'it was only touched');
  const changed = { reason: MISSING, message: /^a\/1\.jpg has changed: its checksum is not that of the manifest/ };
  writeFileSync(path, 'CONTENT 1');
  assert.throws(() => read(source, 1), changed);
  utimesSync(path, 1e9, 1e9);
  assert.throws(() => read(source, 1), changed, 'its time was set back');
  assert.throws(() => source.image(1).read({ offset: 2, length: 3 }), changed, 'a part of it');
  writeFileSync(path, 'content 1');
  assert.equal(Buffer.from(source.image(1).read({ offset: 2, length: 3 }) as Uint8Array).toString(), 'nte');
  const copy = join(work, `${folders}-copy`);
  cpSync(root, copy, { recursive: true });
  writeFileSync(join(copy, 'a/2.jpg'), 'CONTENT 2');
  const copied = await opened(copy, { checksums: true, of: root });
  assert.equal(read(copied, 0), 'content 0');
  assert.throws(() => read(copied, 2), { reason: MISSING, message: /checksum/ });
});

test('a manifest file of the version before should open, with the digest that its runs have', async () => {
  const root = folder();
  const columns = {
    classNames: ['a'],
    labels: new Uint32Array(3),
    sizes: new Uint32Array(3).fill(9),
    nameLengths: new Uint16Array(3).fill(5),
    names: Buffer.from('0.jpg1.jpg2.jpg'),
    followLinks: false,
  };
  const old = Manifest.fromColumns(columns);
  const file = join(work, 'old.manifest');
  old.save(file);
  assert.match(readFileSync(file, 'latin1'), /^CRSMAN01.{8}\{"version":1,"sampleCount":3,/s);
  const { manifest } = await indexFolder(root);
  assert.equal(Manifest.open(file).digest, manifest.digest);
  writeFileSync(join(root, 'a/1.jpg'), 'CONTENT 1');
  assert.equal(read(openSource((await openFolder('d', root, file)).source), 1), 'CONTENT 1');
});

test('a manifest of a later version, or with damaged times, should be refused', async () => {
  const { manifest } = await indexFolder(folder(), { checksums: true });
  const file = join(work, 'later.manifest');
  manifest.save(file);
  const bytes = readFileSync(file);
  const later = Buffer.from(bytes);
  later.write('"version":9', bytes.indexOf('"version":2'));
  writeFileSync(file, later);
  assert.throws(() => Manifest.open(file), { reason: 'DAMAGED_FILE', message: /is of a later version/ });
  for (let back = 1; back <= 3 * 24; back += 1) {
    const damaged = Buffer.from(bytes);
    damaged[bytes.length - back]! ^= 1;
    writeFileSync(file, damaged);
    assert.throws(() => Manifest.open(file), { reason: 'DAMAGED_FILE' });
  }
});
