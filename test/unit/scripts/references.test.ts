import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, test } from 'vitest';
import { deadLinks, unknownNames } from '../../../scripts/docs/references.ts';

const folder = mkdtempSync(join(tmpdir(), 'crescendo-references-'));
afterAll(() => rmSync(folder, { recursive: true }));

function page(path: string, body: string): void {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), `<html><body>${body}</body></html>`);
}

test('links to files that are not there should be found, on any level, once a page', () => {
  page(
    'index.html',
    '<a href="a/one.html#part">1</a> <a href="a">2</a> <a href="#here">3</a> <a href="https://x/y">4</a>',
  );
  page(
    'a/one.html',
    '<a href="../index.html">1</a> <a href="two.html?x">2</a> <img src="two.html"> <a href="../a/one.html">',
  );
  page('b.html', '<script>link(<a href="nowhere">)</script>');
  assert.deepEqual(deadLinks(folder), ['a/one.html: two.html', 'index.html: a']);
});

test('names of the package that are no links should be found', () => {
  page(
    'names.html',
    '<a href="b.html"><code>pack.good</code></a> <code>pack.bad()</code> <code>package.other</code> <code>pack</code>',
  );
  assert.deepEqual(unknownNames(folder, 'pack'), ['names.html: pack.bad']);
});
