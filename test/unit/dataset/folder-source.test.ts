import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, test } from 'vitest';
import { openSource } from '../../../src/dataset/folder-source.ts';
import { openFolder } from '../../../src/dataset/open-folder.ts';
import { writeDataset } from '../../support/datasets.ts';

const folder = mkdtempSync(join(tmpdir(), 'crescendo-source-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a sample that is expected should be read as any other, and what is wrong with it told by reading alone', async () => {
  const keys = writeDataset(folder, 6);
  const { source: descriptor } = await openFolder('d', folder, undefined);
  const source = openSource(descriptor);
  const plain = keys.map((_, k) => Buffer.from(source.read(k) as Uint8Array));
  unlinkSync(join(folder, keys[1]!));
  writeFileSync(join(folder, keys[2]!), 'short');
  const files = (): number => readdirSync('/proc/self/fd').length;
  const open = process.platform === 'linux' ? files() : 0;
  for (let k = 0; k < keys.length; k += 1) source.expect(k);
  if (process.platform === 'linux') assert.equal(files(), open, 'no file is left open');
  for (const k of [0, 3, 4, 5]) assert.ok(plain[k]!.equals(source.read(k) as Uint8Array), `sample ${k}`);
  for (const k of [1, 2]) assert.throws(() => source.read(k), { reason: 'MISSING_SAMPLE' });
  source.close();
});
