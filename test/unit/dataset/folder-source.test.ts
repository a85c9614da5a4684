import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, test } from 'vitest';
import { openFolder } from '../../../src/dataset/open-folder.ts';
import { openSource } from '../../../src/dataset/open-source.ts';
import { writeDataset } from '../../support/datasets.ts';

const folder = mkdtempSync(join(tmpdir(), 'crescendo-source-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('read-ahead should change nothing: samples read as before, and only the reading reports what is wrong', async () => {
  const keys = writeDataset(folder, 6);
  const { source: descriptor } = await openFolder('d', folder, undefined);
  const source = openSource(descriptor);
  const plain: Buffer[] = [];
  for (const k of keys.keys()) plain.push(Buffer.from(await source.read(k)));
  unlinkSync(join(folder, keys[1]!));
  writeFileSync(join(folder, keys[2]!), 'short');
  const files = (): number => readdirSync('/proc/self/fd').length;
  const open = process.platform === 'linux' ? files() : 0;
  let next = 0;
  const stream = source.samples({
    indices: Float64Array.from(keys.keys()),
    claim: () => (next < keys.length ? next++ : undefined),
  });
  for (const k of keys.keys()) {
    const sample = await stream.next();
    if (process.platform === 'linux') assert.equal(files(), open, 'no file is left open');
    assert.equal(sample?.item, k);
    if (k === 1 || k === 2) assert.throws(() => sample.open(), { reason: 'MISSING_SAMPLE' });
    else assert.ok(plain[k]!.equals((await sample.open()) as Uint8Array), `sample ${k}`);
  }
  assert.equal(await stream.next(), undefined);
  source.close();
});
