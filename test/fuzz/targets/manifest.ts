/** A manifest file: its samples are those that it was written with, or it is DAMAGED_FILE. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { Manifest } from '../../../src/dataset/manifest.ts';
import { CrescendoError } from '../../../src/errors.ts';
import type { FuzzTarget } from '../target.ts';

const NAMES = ['0001.jpg', 'sub/0002.png', 'ünï.jpg', 'x'];
const FILE = join(mkdtempSync(join(tmpdir(), 'crescendo-fuzz-')), 'manifest');
process.on('exit', () => rmSync(dirname(FILE), { recursive: true, force: true }));

const names = Array.from({ length: 70 }, (_, k) => Buffer.from(`${k}-${NAMES[k % NAMES.length]}`));
const columns = {
  classNames: ['a', 'b', 'c'],
  labels: Uint32Array.from(names, (_, k) => k % 3),
  sizes: Uint32Array.from(names, (_, k) => 1000 + k),
  nameLengths: Uint16Array.from(names, (name) => name.length),
  names: Buffer.concat(names),
  followLinks: false,
};
const versions = {
  places: [{ path: '/data', inode: 2, bornMs: 1e12 }],
  modifiedMs: Float64Array.from(names, (_, k) => 1e12 + k),
  sums: { changedMs: new Float64Array(names.length).fill(1e12), checksums: new Uint8Array(8 * names.length).fill(7) },
};
const objects = {
  container: 'tar',
  places: [{ path: '/data', inode: 2, bornMs: 1e12 }],
  objects: [
    { name: 'a.tar', length: 80_000, modifiedMs: 1e12 },
    { name: 'b.tar', length: 90_000, etag: '"x"' },
  ],
  object: Uint32Array.from(names, (_, k) => k % 2),
  offset: Float64Array.from(names, (_, k) => 512 * k),
};
const seeds = [
  { name: 'plain', manifest: Manifest.fromColumns(columns) },
  { name: 'whole keys', manifest: Manifest.fromColumns({ ...columns, wholeKeys: true, folders: 2 }) },
  { name: 'checksums', manifest: Manifest.fromColumns({ ...columns, versions }) },
  { name: 'shards', manifest: Manifest.fromColumns({ ...columns, objects }) },
].map(({ name, manifest }) => ({
  name,
  digest: manifest.digest,
  keys: [...keysOf(manifest)],
  buffer: new Uint8Array(manifest.buffer),
}));

function* keysOf(manifest: Manifest): Generator<string> {
  for (let k = 0; k < manifest.sampleCount; k += 1) {
    const { object, offset } = manifest.objects === undefined ? { object: 0, offset: 0 } : manifest.place(k);
    const name = manifest.objects?.name(object);
    yield `${manifest.key(k)} ${manifest.label(k)} ${manifest.size(k)} ${name} ${offset}`;
  }
}

export const manifestTarget: FuzzTarget = {
  name: 'manifest',
  rounds: 3000,
  acceptedMin: 1,
  seeds: async () => Object.fromEntries(seeds.map(({ name, buffer }) => [name, buffer])),
  async accepts(input) {
    try {
      writeFileSync(FILE, input);
      const manifest = Manifest.open(FILE);
      const was = seeds.filter(({ digest }) => digest === manifest.digest).map(({ keys }) => keys.join('\n'));
      assert.ok(was.includes([...keysOf(manifest)].join('\n')));
      return true;
    } catch (error) {
      if (error instanceof CrescendoError && error.reason === 'DAMAGED_FILE') return false;
      throw error;
    }
  },
};
