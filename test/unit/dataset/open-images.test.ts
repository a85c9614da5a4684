import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, test } from 'vitest';
import { openImages } from '../../../src/dataset/open-images.ts';
import { openSource } from '../../../src/dataset/open-source.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-open-images-'));
afterAll(() => rmSync(work, { recursive: true }));

test('a flat folder should be opened alone, whatever lies next to it', async () => {
  const flat = join(work, 'flat');
  mkdirSync(join(work, 'other'));
  mkdirSync(flat);
  writeFileSync(join(work, 'other', 'x.jpg'), 'other');
  symlinkSync('nowhere', join(work, 'dangling'));
  for (const name of ['b.png', 'a.JPG', 'notes.txt']) writeFileSync(join(flat, name), name);
  const { manifest, source } = await openImages('bench', flat);
  const keys = Array.from({ length: manifest.sampleCount }, (_, k) => manifest.key(k));
  assert.deepEqual(keys, ['flat/a.JPG', 'flat/b.png']);
  const reader = openSource(source);
  assert.equal(Buffer.from(await reader.read(1)).toString(), 'b.png');
  reader.close();
});

test('a folder with folders should be an image folder, and one without images an error that says so', async () => {
  const classes = join(work, 'classes');
  mkdirSync(join(classes, 'cat'), { recursive: true });
  writeFileSync(join(classes, 'cat', '1.jpg'), 'cat');
  writeFileSync(join(classes, 'stray.jpg'), 'stray');
  const { manifest } = await openImages('bench', classes);
  assert.deepEqual([manifest.sampleCount, manifest.key(0)], [1, 'cat/1.jpg']);
  const empty = join(work, 'empty');
  mkdirSync(empty);
  await assert.rejects(openImages('bench', empty), { reason: 'PATH', message: /empty contains no folders/ });
});
