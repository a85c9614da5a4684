/** The commands that the pages of the repository show exist. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, test } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  'ARCHITECTURE.md',
  'clients/typescript/README.md',
  'clients/python/README.md',
];

/** The names after `npm run` in a text, and `test` for `npm test`. */
const scriptsOf = (text: string): string[] => [
  ...[...text.matchAll(/\bnpm run (?:-\S+ )*(\w[\w:-]*)/g)].map(([, name]) => name!),
  ...(/\bnpm test\b/.test(text) ? ['test'] : []),
];

describe('npm scripts', () => {
  for (const page of PAGES) {
    test(`should exist where ${page} names them`, () => {
      const unknown = scriptsOf(read(page)).filter((name) => !(name in scripts));
      assert.deepEqual(unknown, []);
    });
  }

  test('should be named by CONTRIBUTING, so that this test has something to look at', () => {
    assert.ok(scriptsOf(read('CONTRIBUTING.md')).includes('test:unit'));
  });

  test('should start programs that exist', () => {
    const missing = Object.values(scripts)
      .flatMap((command) => [...command.matchAll(/\b(?:scripts|src)\/[\w/.-]+/g)].map(([path]) => path))
      .filter((path) => !existsSync(join(root, path)));
    assert.deepEqual(missing, []);
  });
});
