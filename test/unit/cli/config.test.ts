import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, test } from 'vitest';
import { parseConfig, readConfig } from '../../../src/cli/config.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-config-'));
afterAll(() => rmSync(work, { recursive: true }));

function file(text: string): string {
  const path = join(work, 'crescendo.yaml');
  writeFileSync(path, text);
  return path;
}

test('a configuration should be read with paths relative to its file', () => {
  const config = readConfig(
    file(`
listen: 127.0.0.1:9000
state: runs.sqlite
datasets:
  train: { root: images, manifest: images.manifest }
runs:
  deit: { dataset: train, seed: 3, schedule: { preset: efficienttrain++deit } }
  short: { dataset: train, seed: 3, schedule: efficienttrain++deit }
`),
  );
  assert.equal(config.listen, '127.0.0.1:9000');
  assert.equal(config.state, join(work, 'runs.sqlite'));
  assert.deepEqual(config.datasets.train, {
    root: join(work, 'images'),
    manifest: join(work, 'images.manifest'),
    follow_links: false,
  });
  assert.equal(config.runs.get('deit')?.seed, 3);
  assert.deepEqual(config.runs.get('short'), config.runs.get('deit'));
});

test('labels should be read as lists, mappings and files relative to the configuration', () => {
  const { datasets } = readConfig(
    file(`datasets:
  a: { root: [one, /two], class_map: map.txt }
  b: { root: one, class_map: { cat: 0, Cat: 0 } }
  c: { root: one, classes: [dog, cat], label_file: labels.csv }
`),
  );
  assert.deepEqual(datasets.a?.root, [join(work, 'one'), '/two']);
  assert.equal(datasets.a?.class_map, join(work, 'map.txt'));
  assert.deepEqual(datasets.b?.class_map, { cat: 0, Cat: 0 });
  assert.deepEqual([datasets.c?.classes, datasets.c?.label_file], [['dog', 'cat'], join(work, 'labels.csv')]);
  assert.throws(() => parseConfig({ datasets: { a: { root: [] } } }), { reason: 'INVALID_FIELD', message: /root/ });
});

test('nothing at all should be a configuration', () => {
  const { listen, state, insecure } = parseConfig({});
  assert.deepEqual(
    { listen, state, insecure },
    { listen: '127.0.0.1:7077', state: 'crescendo.sqlite', insecure: false },
  );
});

test('wrong configurations should be refused with file and field', () => {
  const cases: [string, RegExp][] = [
    ['workers: 0', /crescendo\.yaml: workers: .*>=1/],
    ['liste: x', /liste/],
    ['datasets: { "a/b": { root: x } }', /datasets/],
    ['datasets: { a: { rot: x } }', /datasets\.a/],
    ['runs: { r: { dataset: a, seed: -1 } }', /runs\.r: invalid run spec: seed/],
    ['a: [', /crescendo\.yaml/],
  ];
  for (const [text, message] of cases)
    assert.throws(() => readConfig(file(text)), { reason: 'INVALID_FIELD', message }, text);
  assert.throws(() => readConfig(join(work, 'missing')), { reason: 'PATH', message: /--config/ });
});
