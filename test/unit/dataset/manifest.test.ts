import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, test } from 'vitest';
import { indexFolder } from '../../../src/dataset/index-folder.ts';
import { Manifest } from '../../../src/dataset/manifest.ts';
import { openSource } from '../../../src/dataset/open-source.ts';
import { describeSource, type SampleSource } from '../../../src/dataset/source.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-manifest-'));
afterAll(() => rmSync(work, { recursive: true }));

const folderSource = (root: string, manifest: Manifest): SampleSource =>
  openSource(describeSource('folder', root, manifest));

let folders = 0;

/** Makes a folder of files, path -> content. */
function folder(files: Record<string, string>): string {
  folders += 1;
  const root = join(work, String(folders));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

const keys = (manifest: Manifest): string[] => Array.from({ length: manifest.sampleCount }, (_, k) => manifest.key(k));

test('classes and samples should be sorted by the bytes of their names', async () => {
  const root = folder({
    'b/2.jpg': 'xx',
    'b/10.jpg': 'x',
    'B/z.PNG': 'xyz',
    'é/a.webp': '',
    'a/sub/x.jpeg': '12',
    'a/y.tif': '1',
  });
  const { manifest, progress } = await indexFolder(root);
  assert.deepEqual(manifest.classNames, ['B', 'a', 'b', 'é']);
  assert.deepEqual(keys(manifest), ['B/z.PNG', 'a/y.tif', 'a/sub/x.jpeg', 'b/10.jpg', 'b/2.jpg', 'é/a.webp']);
  assert.deepEqual(
    [0, 1, 2, 3, 4, 5].map((k) => manifest.label(k)),
    [0, 1, 1, 2, 2, 3],
  );
  assert.deepEqual(
    [0, 1, 2, 3, 4, 5].map((k) => manifest.size(k)),
    [3, 1, 2, 1, 2, 0],
  );
  assert.deepEqual(progress, { classes: 4, classesDone: 4, samples: 6, bytes: 9, ignored: 0 });
  assert.equal(manifest.totalBytes(), 9);
});

test('the digest should follow names, labels and sizes, and nothing else', async () => {
  const files = { 'a/1.jpg': 'one', 'b/2.jpg': 'two' };
  const digest = async (content: Record<string, string>): Promise<string> =>
    (await indexFolder(folder(content))).manifest.digest;
  const base = await digest(files);
  assert.match(base, /^[0-9a-f]{64}$/);
  assert.equal(await digest({ ...files, 'b/readme.txt': 'ignored', '.hidden/x.jpg': '' }), base);
  assert.notEqual(await digest({ ...files, 'b/2.jpg': 'longer' }), base);
  assert.notEqual(await digest({ 'a/1.jpg': 'one', 'b/3.jpg': 'two' }), base);
  assert.notEqual(await digest({ 'a/1.jpg': 'one', 'a/2.jpg': 'two', 'b/x.jpg': '' }), base);
});

test('a manifest should survive its file, whatever the names', async () => {
  const name = fc.stringMatching(/^[a-z0-9_é日]{1,12}$/);
  const entry = fc.record({
    label: fc.integer({ min: 0, max: 4 }),
    name,
    size: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  });
  fc.assert(
    fc.property(fc.array(entry, { minLength: 1, maxLength: 200 }), (entries) => {
      const names = entries.map((e) => Buffer.from(`${e.name}.jpg`));
      const manifest = Manifest.fromColumns({
        classNames: ['k', 'l', 'ü', 'n', 'o'],
        labels: Uint32Array.from(entries, (e) => e.label),
        sizes: Uint32Array.from(entries, (e) => e.size),
        nameLengths: Uint16Array.from(names, (bytes) => bytes.length),
        names: Buffer.concat(names),
        followLinks: false,
      });
      const path = join(work, 'property.manifest');
      manifest.save(path);
      const read = Manifest.open(path);
      assert.equal(read.digest, manifest.digest);
      for (const [k, e] of entries.entries()) {
        assert.equal(read.key(k), `${manifest.classNames[e.label]}/${e.name}.jpg`);
        assert.deepEqual([read.label(k), read.size(k)], [e.label, e.size]);
      }
    }),
    { numRuns: 60 },
  );
});

test('a damaged manifest should be refused', async () => {
  const { manifest } = await indexFolder(folder({ 'a/1.jpg': 'one', 'b/2.jpg': 'two' }));
  const path = join(work, 'damaged.manifest');
  manifest.save(path);
  const bytes = readFileSync(path);
  for (let at = 0; at < bytes.length; at += 3) {
    const broken = Buffer.from(bytes);
    broken[at]! ^= 0x10;
    writeFileSync(path, broken);
    try {
      // A flip in padding changes no data that is read; every other flip must be detected.
      assert.deepEqual(keys(Manifest.open(path)), ['a/1.jpg', 'b/2.jpg']);
    } catch (error) {
      assert.equal((error as { reason?: string }).reason, 'DAMAGED_FILE', String(error));
    }
  }
  for (const length of [0, 5, 16, 100, bytes.length - 1]) {
    writeFileSync(path, bytes);
    truncateSync(path, length);
    assert.throws(() => Manifest.open(path), { reason: 'DAMAGED_FILE' });
  }
  assert.throws(() => Manifest.open(join(work, 'nowhere')), { reason: 'PATH' });
});

test('folders that are none should be refused with their path', async () => {
  await assert.rejects(indexFolder(join(work, 'missing')), { reason: 'PATH', message: /missing/ });
  await assert.rejects(indexFolder(folder({ 'x.jpg': '' })), { reason: 'PATH', message: /one folder for each class/ });
  await assert.rejects(indexFolder(folder({ 'a/x.txt': '' })), {
    reason: 'PATH',
    message: /no images.*1 other file \(\.txt 1\)/,
  });
  await assert.rejects(indexFolder(folder({ 'a/b\\c.jpg': '' })), { reason: 'PATH', message: /backslash/ });
});

test('a folder without images should be no class, be named, and shift no label', async () => {
  const files = { 'a/1.jpg': 'one', 'b/2.jpg': 'two' };
  const told: string[] = [];
  const root = folder({
    ...files,
    'aa/notes.txt': '',
    'aa/Thumbs.DB': '',
    'c/sub/x.heic': '',
    LICENSE: '',
    '9.jpg': '',
  });
  mkdirSync(join(root, '0empty'));
  symlinkSync('nowhere.jpg', join(root, 'b', '3.jpg'));
  const { manifest, progress, skipped } = await indexFolder(root, {
    onSkip: (path, why) => told.push(`${path.slice(root.length + 1)}: ${why}`),
  });
  // The digest of a folder of the same images without empty classes, as every release computed it.
  assert.equal(manifest.digest, '46f198833c84e56024c95e1d89a5d4ca3a19c934b0cdcbc02053f40d2a2c4018');
  assert.equal((await indexFolder(folder(files))).manifest.digest, manifest.digest);
  assert.deepEqual(manifest.classNames, ['a', 'b']);
  assert.deepEqual([manifest.label(0), manifest.label(1)], [0, 1]);
  assert.deepEqual(progress, { classes: 2, classesDone: 2, samples: 2, bytes: 6, ignored: 4 });
  assert.deepEqual(skipped.emptyClasses, ['0empty', 'aa', 'c']);
  assert.deepEqual([skipped.danglingLinks, skipped.outsideClasses], [1, 1]);
  assert.equal(skipped.summary(), '4 other files (.db 1, .heic 1, .txt 1, no suffix 1)');
  assert.match(skipped.warnings().join('\n'), /3 folders: "0empty", "aa", "c" without images/);
  assert.match(skipped.warnings().join('\n'), /1 dangling link/);
  assert.ok(told.includes('c/sub/x.heic: its name does not end like that of an image'), told.join('\n'));
  assert.ok(told.includes('b/3.jpg: it is a link to a file that does not exist'), told.join('\n'));
});

test('links should be refused unless they are allowed', async () => {
  const outside = folder({ 'secret.jpg': 'secret' });
  const root = folder({ 'a/1.jpg': 'one' });
  symlinkSync(join(outside, 'secret.jpg'), join(root, 'a', '2.jpg'));
  await assert.rejects(indexFolder(root), { reason: 'PATH', message: /2\.jpg is a symbolic link.*--follow-links/ });
  const { manifest } = await indexFolder(root, { followLinks: true });
  assert.deepEqual(keys(manifest), ['a/1.jpg', 'a/2.jpg']);
  assert.equal(Buffer.from(await folderSource(root, manifest).read(1)).toString(), 'secret');
});

test('a source should read samples and condemn those that have changed', async () => {
  const root = folder({ 'a/1.jpg': 'one', 'a/2.jpg': 'x'.repeat(300_000), 'a/3.jpg': 'three', 'a/4.jpg': 'four' });
  const { manifest } = await indexFolder(root);
  const source = folderSource(root, manifest);
  assert.equal(Buffer.from(await source.read(0)).toString(), 'one');
  assert.equal((await source.read(1)).length, 300_000);
  assert.equal(Buffer.from(await source.read(0)).toString(), 'one');
  writeFileSync(join(root, 'a/3.jpg'), 'changed');
  assert.throws(() => source.read(2), {
    reason: 'MISSING_SAMPLE',
    message: /a\/3\.jpg has 7 bytes; the manifest says 5/,
  });
  rmSync(join(root, 'a/4.jpg'));
  assert.throws(() => source.read(3), { reason: 'MISSING_SAMPLE', message: /ENOENT/ });
  symlinkSync('/etc/passwd', join(root, 'a/4.jpg'));
  assert.throws(() => source.read(3), { reason: 'MISSING_SAMPLE', message: /ELOOP/ });
  assert.throws(() => source.read(4), RangeError);
  assert.deepEqual(source.describe(), {
    kind: 'folder',
    sampleCount: 4,
    classCount: 1,
    bytes: 300_012,
    manifestDigest: manifest.digest,
  });
});

test('a manifest that names a path outside its root should not be followed', () => {
  const root = folder({ 'a/1.jpg': 'one' });
  const names = Buffer.from('../../etc/passwd');
  const manifest = Manifest.fromColumns({
    classNames: ['a'],
    labels: Uint32Array.of(0),
    sizes: Uint32Array.of(1),
    nameLengths: Uint16Array.of(names.length),
    names,
    followLinks: true,
  });
  assert.throws(() => folderSource(root, manifest).read(0), {
    reason: 'MISSING_SAMPLE',
    message: /not a path below/,
  });
});

test('a manifest whose header lacks a field, or whose names begin elsewhere, should be refused', () => {
  const names = Buffer.from('one.jpgtwo.jpg');
  const columns = {
    classNames: ['a'],
    labels: new Uint32Array(2),
    sizes: new Uint32Array(2),
    names,
    followLinks: false,
  };
  const manifest = Manifest.fromColumns({ ...columns, nameLengths: Uint16Array.of(7, 7) });
  const bytes = Buffer.from(new Uint8Array(manifest.buffer));
  const folder = mkdtempSync(join(tmpdir(), 'crescendo-manifest-'));
  const file = join(folder, 'manifest');
  const refused = (damaged: Buffer, message: RegExp): void => {
    writeFileSync(file, damaged);
    assert.throws(() => Manifest.open(file), { reason: 'DAMAGED_FILE', message });
  };
  refused(Buffer.from(bytes.toString('latin1').replace('"classNames"', '"classnames"'), 'latin1'), /lacks a field/);
  const moved = Buffer.from(bytes);
  // The only starts of blocks, 0 and 14, lie before the lengths and the names, which are 8 and 14 bytes.
  moved.writeDoubleLE(1, bytes.length - 14 - 8 - 16);
  refused(moved, /names do not begin/);
  rmSync(folder, { recursive: true });
});

test('manifests of folders should be the bytes that every release wrote', () => {
  const names = ['0001.jpg', 'sub/0002.png', 'ünï.jpg'].map((name) => Buffer.from(name));
  const columns = {
    classNames: ['a', 'b', 'ü'],
    labels: Uint32Array.of(0, 1, 2),
    sizes: Uint32Array.of(10, 20, 4_294_967_295),
    nameLengths: Uint16Array.from(names, (name) => name.length),
    names: Buffer.concat(names),
    followLinks: false,
  };
  const modifiedMs = Float64Array.of(1e12, 2e12, 3e12);
  const sums = { changedMs: Float64Array.of(1, 2, 3), checksums: new Uint8Array(24).fill(7) };
  const places = [{ path: '/data', inode: 2, bornMs: 1e12 }];
  const kinds = [
    columns,
    { ...columns, versions: { places, modifiedMs, sums } },
    { ...columns, wholeKeys: true, folders: 2, classMapped: true, versions: { places: [], modifiedMs } },
  ];
  const digests = kinds.map((each) => {
    const { buffer, digest } = Manifest.fromColumns(each);
    return [createHash('sha256').update(new Uint8Array(buffer)).digest('hex').slice(0, 16), digest.slice(0, 16)];
  });
  assert.deepEqual(digests, [
    ['9851a557355bae89', 'eb250830e38f965b'],
    ['a068602533b039f9', 'eb250830e38f965b'],
    ['1609c5d57788c8ca', '10153316b3b1691a'],
  ]);
});

test('damage of any byte of a manifest of shards should be found when it is opened', () => {
  const names = Buffer.from('1.jpg2.jpg');
  const manifest = Manifest.fromColumns({
    ...{ classNames: ['a', 'b'], labels: Uint32Array.of(0, 1), sizes: Uint32Array.of(3, 4) },
    ...{ nameLengths: Uint16Array.of(5, 5), names, followLinks: false },
    objects: {
      container: 'tar',
      places: [{ path: 's3://bucket/x/', inode: 0, bornMs: 0 }],
      objects: [{ name: 'a.tar', length: 4096, etag: '"x"' }],
      object: Uint32Array.of(0, 0),
      offset: Float64Array.of(512, 1536),
    },
  });
  const path = join(work, 'shards.manifest');
  manifest.save(path);
  const bytes = readFileSync(path);
  for (const at of bytes.keys()) {
    const broken = Buffer.from(bytes);
    broken[at]! ^= 1 << (at % 8);
    writeFileSync(path, broken);
    assert.throws(() => Manifest.open(path), { reason: 'DAMAGED_FILE' }, `byte ${at}`);
  }
  writeFileSync(path, bytes);
  const read = Manifest.verify(path);
  assert.deepEqual(
    [read.place(1), read.objects?.etag(0), read.objects?.length(0)],
    [{ object: 0, offset: 1536 }, '"x"', 4096],
  );
  assert.throws(() => read.place(2), RangeError);
});

test('a manifest whose samples do not lie in its objects should not be verified', () => {
  const columns = {
    ...{ classNames: ['a'], labels: Uint32Array.of(0), sizes: Uint32Array.of(3) },
    ...{ nameLengths: Uint16Array.of(5), names: Buffer.from('1.jpg'), followLinks: false },
  };
  const objects = {
    container: 'tar',
    places: [],
    objects: [{ name: 'a.tar', length: 600 }],
    object: Uint32Array.of(0),
  };
  const path = join(work, 'outside.manifest');
  for (const [offset, object] of [
    [598, 0],
    [-1, 0],
    [0, 1],
  ] as const) {
    const placed = { ...objects, object: Uint32Array.of(object), offset: Float64Array.of(offset) };
    Manifest.fromColumns({ ...columns, objects: placed }).save(path);
    assert.throws(() => Manifest.verify(path), {
      reason: 'DAMAGED_FILE',
      message: /sample 0 does not lie inside its object/,
    });
  }
  Manifest.fromColumns({
    ...columns,
    labels: Uint32Array.of(1),
    objects: { ...objects, offset: Float64Array.of(0) },
  }).save(path);
  assert.throws(() => Manifest.verify(path), { message: /sample 0 has a class that is not listed/ });
});
