/** `npm run docs`: its warnings are errors. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'crescendo-docs-'));
afterAll(() => rmSync(folder, { recursive: true }));
const page = (path: string): string => readFileSync(join(folder, path), 'utf8');

test('the docs should have pages of both clients, whole and with links that lead somewhere', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'scripts', 'docs.ts'), folder], {
    cwd: root,
    encoding: 'utf8',
  });
  assert.equal(status, 0, stderr);
  assert.match(stdout, /index\.html: Python, TypeScript and the contract\n$/);
  assert.match(page('typescript/interfaces/BatchFields.html'), /Class of each image/);
  assert.doesNotMatch(page('typescript/interfaces/Client.html'), /streamBatches/, 'internal');
  assert.match(page('python/crescendo/torch.html'), /id="CrescendoDataset"/);
  assert.match(page('python/crescendo.html'), /id="Loader"/);
  assert.match(page('crescendo.proto'), /service CrescendoService/);
});
