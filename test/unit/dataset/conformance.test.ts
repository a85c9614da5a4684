import { mkdirSync, mkdtempSync, rmSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { MixtureSource } from '../../../src/dataset/mixture/mixture-source.ts';
import { openSource } from '../../../src/dataset/open-source.ts';
import { describeSource, type SampleSource } from '../../../src/dataset/source.ts';
import type { Storage } from '../../../src/dataset/storage/storage.ts';
import { StoredSource } from '../../../src/dataset/stored-source.ts';
import { type Contents, describeSourceConformance, type SourceUnderTest } from '../../conformance/source.ts';
import { MemoryStorage, manifestOf, PackedContainer, SlowStorage } from '../../support/memory-source.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-conformance-'));
afterAll(() => rmSync(work, { recursive: true }));
let folders = 0;

function newFolder(): string {
  const root = join(work, String(folders++));
  mkdirSync(join(root, 'a'), { recursive: true });
  return root;
}

describeSourceConformance('files of a folder', {
  async make(contents) {
    const root = newFolder();
    for (const [k, bytes] of contents.entries()) writeFileSync(join(root, 'a', `${k}.jpg`), bytes);
    const manifest = manifestOf(contents.map((bytes) => bytes.length));
    const source = openSource(describeSource('folder', root, manifest));
    return { source, lose: (index) => unlinkSync(join(root, 'a', `${index}.jpg`)) };
  },
  async makeOversized(bytes) {
    const root = newFolder();
    writeFileSync(join(root, 'a', '0.jpg'), '');
    truncateSync(join(root, 'a', '0.jpg'), bytes);
    return openSource(describeSource('folder', root, manifestOf([bytes])));
  },
});

/** Samples packed into one object in memory; a lost one lies beyond the object's end. */
function packed(open: (objects: Map<string, Uint8Array>) => Storage) {
  return {
    async make(contents: Contents): Promise<SourceUnderTest> {
      const container = new PackedContainer(manifestOf(contents.map((bytes) => bytes.length)));
      const storage = open(new Map([['pack', Buffer.concat(contents)]]));
      const lost = new Set<number>();
      const { kind, manifest } = container;
      const locate = (index: number) =>
        lost.has(index) ? { ...container.locate(index), object: 'gone' } : container.locate(index);
      return { source: new StoredSource({ kind, manifest, locate }, storage), lose: (index) => lost.add(index) };
    },
    async makeOversized(bytes: number) {
      return new StoredSource(new PackedContainer(manifestOf([bytes])), open(new Map()));
    },
  };
}

describeSourceConformance(
  'a pack in memory',
  packed((objects) => new MemoryStorage(objects)),
);
describeSourceConformance(
  'a pack in a remote storage',
  packed((objects) => new SlowStorage(objects, false)),
);

/** A mixture of two sources, with the first nine samples in one of them. */
function mixed(first: (objects: Map<string, Uint8Array>) => Storage, second: typeof first) {
  const mixture = (...sources: SampleSource[]): MixtureSource => {
    const parts = sources.map(({ manifest }, k) => ({
      id: `d${k}`,
      source: {
        kind: 'pack',
        root: '',
        manifest: new SharedArrayBuffer(0),
        timesCount: false,
        digest: manifest.digest,
      },
    }));
    return new MixtureSource({ kind: 'mixture', parts, labels: undefined, digest: '' }, sources);
  };
  return {
    async make(contents: Contents): Promise<SourceUnderTest> {
      const one = await packed(first).make(contents.slice(0, 9));
      const other = await packed(second).make(contents.slice(9));
      return { source: mixture(one.source, other.source), lose: one.lose };
    },
    async makeOversized(bytes: number) {
      return mixture(await packed(first).makeOversized(bytes));
    },
  };
}

describeSourceConformance(
  'a mixture of two packs in memory',
  mixed(
    (objects) => new MemoryStorage(objects),
    (objects) => new MemoryStorage(objects),
  ),
);
describeSourceConformance(
  'a mixture of a pack in memory and one in a remote storage',
  mixed(
    (objects) => new MemoryStorage(objects),
    (objects) => new SlowStorage(objects, false),
  ),
);
