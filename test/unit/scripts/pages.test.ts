/** The Markdown pages of the repository: links that lead somewhere, a README that stays short, a valid configuration. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'vitest';
import { parse } from 'yaml';
import { parseConfig } from '../../../src/cli/config.ts';
import { anchors, blocks, links } from '../../support/documentation.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const markdown = (folder: string): string[] =>
  readdirSync(join(root, folder))
    .filter((file) => file.endsWith('.md'))
    .map((file) => join(folder, file));
const FOLDERS = [
  '.',
  'docs',
  'docs/frameworks',
  'clients/python',
  'clients/typescript',
  'deploy/helm/crescendo',
  'deploy/slurm',
];
const PAGES = FOLDERS.flatMap(markdown);

/** The links of a page that lead to no file, or to no heading of the file. */
function deadLinks(page: string): string[] {
  return links(read(page)).filter((link) => {
    if (/^[a-z]+:/.test(link)) return false;
    const [path, anchor] = link.split('#') as [string, string | undefined];
    const file = path === '' ? page : relative(root, join(root, dirname(page), path));
    if (!existsSync(join(root, file))) return true;
    return anchor !== undefined && file.endsWith('.md') && !anchors(read(file)).includes(anchor);
  });
}

for (const page of PAGES) {
  test(`the links of ${page} should lead to files and headings that exist`, () => {
    assert.deepEqual(deadLinks(page), []);
  });
}

test('README should have fewer than 200 lines', () => {
  assert.ok(read('README.md').split('\n').length < 200);
});

test('the configuration file in docs/configuration.md should be valid', () => {
  const [yaml] = blocks(read('docs/configuration.md'), 'yaml');
  const config = parseConfig(parse(yaml!));
  assert.deepEqual(Object.keys(config.datasets), ['train', 'val']);
  assert.deepEqual([...config.runs.keys()], ['deit-s']);
});
