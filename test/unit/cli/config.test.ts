import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, test } from 'vitest';
import { parse } from 'yaml';
import { checkCache } from '../../../src/cli/cache-options.ts';
import { parseConfig, printedConfig, readConfig } from '../../../src/cli/config.ts';
import { nearest } from '../../../src/spec/nearest.ts';

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
    allow_truncated: false,
  });
  assert.equal(config.runs.get('deit')?.seed, 3);
  assert.deepEqual(config.runs.get('short'), config.runs.get('deit'));
});

test('places of shards should be relative to the configuration, and URLs stay what they are', () => {
  const { datasets } = readConfig(
    file(`datasets:
  a: { root: ['shards/{00..11}.tar', 's3://bucket/x/*.tar', 'tar:/abs'], image_field: png, packs: packs }
  b: { root: 'parquet:data', label_field: fine, allow_truncated: true }
`),
  );
  assert.deepEqual(datasets.a?.root, [join(work, 'shards/{00..11}.tar'), 's3://bucket/x/*.tar', 'tar:/abs']);
  assert.deepEqual([datasets.a.image_field, datasets.a.packs], ['png', join(work, 'packs')]);
  assert.deepEqual(datasets.b?.root, `parquet:${join(work, 'data')}`);
  assert.deepEqual([datasets.b.label_field, datasets.b.allow_truncated], ['fine', true]);
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
  assert.throws(() => parseConfig({ datasets: { a: { root: [] } } }), { reason: 'INVALID_FIELD', message: /\broot\b/ });
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
    [
      'liste: x',
      /crescendo\.yaml: unknown key liste \(did you mean listen\?\): the keys of the configuration are listen, state, state_grace_seconds, workers, .*, runs$/,
    ],
    ['zzzzzz: x', /unknown key zzzzzz: the keys/],
    ['datasets: { "a/b": { root: x } }', /datasets/],
    [
      'datasets: { a: { root: x, rot: x } }',
      /unknown key datasets\.a\.rot \(did you mean root\?\): the keys of datasets\.a are root, /,
    ],
    [
      'tls: { certificate: a, key: b, ca: c }',
      /unknown key tls\.ca.* the keys of tls are certificate, key, client_authority$/,
    ],
    // The key that must be given is missing, because it is misspelt.
    [
      'datasets: { a: { rot: x } }',
      /unknown key datasets\.a\.rot \(did you mean root\?\): the keys of datasets\.a are root, /,
    ],
    ['datasets: { a: {} }', /: datasets\.a\.root: must be given$/],
    ['datasets: { a: { root: 3 } }', /: datasets\.a\.root: must be text or a list \(given: 3\)$/],
    ['datasets: { a: x }', /: datasets\.a: must be a mapping \(given: "x"\)$/],
    ['tls: { certificate: a }', /: tls\.key: must be given$/],
    ['workers: two', /: workers: must be a number \(given: "two"\)$/],
    ['insecure: 1', /: insecure: must be true or false \(given: 1\)$/],
    [
      'runs: { r: { dataset: a, global_bath: 2 } }',
      /runs\.r: .*unknown field global_bath \(did you mean global_batch\?\)/,
    ],
    ['runs: { r: { dataset: a, seed: -1 } }', /runs\.r: invalid run spec: seed/],
    ['a: [', /crescendo\.yaml/],
  ];
  for (const [text, message] of cases)
    assert.throws(() => readConfig(file(text)), { reason: 'INVALID_FIELD', message }, text);
  assert.throws(() => readConfig(join(work, 'missing')), { reason: 'PATH', message: /--config/ });
});

test('the printed configuration should be the same configuration, with every value written out', () => {
  const text = `
datasets:
  train: { root: images }
runs:
  deit: { dataset: train, schedule: efficienttrain++deit }
`;
  const config = readConfig(file(text));
  const printed = printedConfig(config, '/elsewhere', 6);
  const again = parseConfig(parse(printed));
  const { shared_memory: _, tls: __, ...given } = config;
  assert.deepEqual(again, { ...given, workers: 6 });
  assert.match(
    printed,
    /^listen: 127\.0\.0\.1:7077\nstate: \/.*crescendo\.sqlite\nstate_grace_seconds: 30\nworkers: 6\nprocesses: 1\nmemory_mib: 2048\n/,
  );
  assert.match(printed, /\n# shared_memory: \/dev\/shm if it is a tmpfs\n$/);
  const fromOptions = parseConfig({ datasets: { a: { root: 'photos' } }, shared_memory: 'off' });
  const absolute = printedConfig(fromOptions, '/home/me', 1);
  assert.match(absolute, /state: \/home\/me\/crescendo\.sqlite\n/);
  assert.match(absolute, /root: \/home\/me\/photos\n/);
  assert.match(absolute, /shared_memory: "?off"?\n/);
});

test('the address of a database should stay as it is, also for the members of several processes', () => {
  const state = 'postgresql://me:s3cret@db-1,db-2/runs';
  const printed = printedConfig(parseConfig({ state, datasets: { a: { root: 'photos' } } }), '/home/me', 1);
  assert.match(printed, /^state: postgresql:\/\/me:s3cret@db-1,db-2\/runs$/m);
  const path = join(work, 'database.yaml');
  writeFileSync(path, `state: ${state}\nstate_grace_seconds: 5\n`);
  const read = readConfig(path);
  assert.deepEqual([read.state, read.state_grace_seconds], [state, 5]);
});

test('the nearest word should be the one that was meant', () => {
  const words = ['listen', 'state', 'workers', 'memory_mib', 'replay_memory_mib'];
  const cases = { listne: 'listen', Workers: 'workers', worker: 'workers', memory_mb: 'memory_mib', stat: 'state' };
  for (const [word, meant] of Object.entries(cases)) assert.equal(nearest(word, words), meant);
  assert.equal(nearest('xyz', words), undefined);
});

test('a cache should need its limit, and a limit its cache', () => {
  const { cache, cache_bytes: bytes } = readConfig(file('cache: cache\ncache_bytes: 100000000\n'));
  assert.deepEqual([cache, bytes], [join(work, 'cache'), 100_000_000]);
  checkCache({ cache: 'cache', cache_bytes: 100_000_000 });
  checkCache({});
  assert.throws(() => checkCache({ cache: 'cache' }), {
    reason: 'INVALID_FIELD',
    message: /--cache needs --cache-bytes/,
  });
  assert.throws(() => checkCache({ cache_bytes: 1 }), {
    reason: 'INVALID_FIELD',
    message: /--cache-bytes needs --cache:/,
  });
  assert.throws(() => parseConfig({ cache_bytes: 1000 }), {
    reason: 'INVALID_FIELD',
    message: /cache_bytes.*67108864/,
  });
});
