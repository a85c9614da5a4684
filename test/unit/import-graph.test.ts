import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { test } from 'vitest';
import {
  type ImportGraph,
  importCycles,
  importGraph,
  importsOf,
  unlistedFolders,
  upwardImports,
} from '../support/import-graph.ts';

/** The folders of `src`; each may import only from itself and from those before it, see ARCHITECTURE.md. */
const ORDER = ['spec', 'plan', 'pixels', 'dataset', 'make', 'delivery', 'runs', 'server', 'bench', 'cli'];

/** Edges and circles that are still to be cut. */
const OPEN_CYCLES: string[] = [];

const source = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const graph = importGraph(source('src'));

test('a folder of src imports only from itself and from the folders before it', () => {
  assert.deepEqual(unlistedFolders(graph, ORDER), []);
  assert.deepEqual(upwardImports(graph, ORDER), []);
});

test('the kernels know nothing but their own types', () => {
  const kernels = [...graph].filter(([file]) => file.startsWith('pixels/kernels/'));
  const foreign = kernels.flatMap(([file, targets]) =>
    [...targets]
      .filter((target) => target.includes('/') && !target.startsWith('pixels/kernels/'))
      .map((target) => `${file} imports ${target}`),
  );
  assert.deepEqual(foreign, []);
});

test('nothing that is published imports an oracle', () => {
  const oracle = (file: string): boolean => /^pixels\/(oracle|kernels\/reference)\//.test(file);
  assert.ok([...graph.keys()].some(oracle));
  const edges = [...graph].flatMap(([file, targets]) =>
    oracle(file) ? [] : [...targets].filter(oracle).map((target) => `${file} imports ${target}`),
  );
  assert.deepEqual(edges, []);
});

for (const folder of ['src', 'clients/typescript/src']) {
  test(`no modules of ${folder} import each other in a circle, not even for their types`, () => {
    assert.deepEqual(
      importCycles(importGraph(source(folder))).filter(([first]) => !OPEN_CYCLES.includes(first!)),
      [],
    );
  });
}

test('edges that break the order are named, and those that keep it are not', () => {
  const sample: ImportGraph = new Map([
    ['errors.ts', new Set()],
    ['plan/a.ts', new Set(['errors.ts', 'make/b.ts'])],
    ['make/b.ts', new Set(['plan/a.ts', 'elsewhere.ts'])],
    ['odd/c.ts', new Set()],
  ]);
  assert.deepEqual(upwardImports(sample, ['plan', 'make']), ['plan/a.ts imports make/b.ts']);
  assert.deepEqual(unlistedFolders(sample, ['plan', 'make']), ['odd']);
  assert.deepEqual(importCycles(sample), [['make/b.ts', 'plan/a.ts']]);
});

test('imports are found in every form, and not in comments', () => {
  const text = `/* import './no.ts' */
    import type { A } from './a.ts';
    import './b.ts';
    export { C } from '../c.ts';
    const d = await import('./d.ts');
    import x from 'package';`;
  assert.deepEqual([...importsOf('folder/m.ts', text)], ['folder/a.ts', 'folder/b.ts', 'c.ts', 'folder/d.ts']);
});
