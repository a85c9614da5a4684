import { mkdirSync, mkdtempSync, rmSync, statSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { MixtureSource } from '../../../src/dataset/mixture/mixture-source.ts';
import { openDataset } from '../../../src/dataset/open-dataset.ts';
import { openSource } from '../../../src/dataset/open-source.ts';
import { shardManifest } from '../../../src/dataset/shards/shard-manifest.ts';
import { ShardSamples } from '../../../src/dataset/shards/shard-samples.ts';
import { describeSource, type SampleSource } from '../../../src/dataset/source.ts';
import { openStorage } from '../../../src/dataset/storage/open-store.ts';
import { RemoteObjects } from '../../../src/dataset/storage/remote/remote-storage.ts';
import { CurrentCredentials } from '../../../src/dataset/storage/s3/credentials.ts';
import { S3Requester } from '../../../src/dataset/storage/s3/s3-requester.ts';
import type { Storage } from '../../../src/dataset/storage/storage.ts';
import { StoredSource } from '../../../src/dataset/stored-source.ts';
import { type Contents, describeSourceConformance, type SourceUnderTest } from '../../conformance/source.ts';
import { MemoryStorage, manifestOf, PackedContainer, SlowStorage } from '../../support/memory-source.ts';
import { objectSamples } from '../../support/object-samples.ts';
import { etagOf, ObjectServer } from '../../support/object-server.ts';
import { tarOf } from '../../support/shards.ts';

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

/** A tar archive for each sample, so that one can be lost. */
describeSourceConformance('files of tar archives', {
  async make(contents) {
    const root = newFolder();
    for (const [k, body] of contents.entries()) {
      const sample = [
        { path: `a/${k}.jpg`, body },
        { path: `a/${k}.cls`, body: 'a' },
      ];
      writeFileSync(join(root, `${k}.tar`), tarOf(sample));
    }
    const { source } = await openDataset('train', join(root, `{0..${contents.length - 1}}.tar`), undefined);
    return { source: openSource(source), lose: (index) => unlinkSync(join(root, `${index}.tar`)) };
  },
  async makeOversized(bytes) {
    const root = newFolder();
    const samples = new ShardSamples('large.tar');
    samples.add({ name: '0.jpg', label: 0, offset: 512, length: bytes });
    const object = { name: 'large.tar', length: bytes + 1536 };
    const frame = {
      container: 'tar',
      places: [],
      packs: false,
      followLinks: false,
      classNames: ['a'],
      classMapped: false,
    };
    const manifest = shardManifest([{ object, samples }], { ...frame, classes: Uint32Array.of(0) });
    return openSource(describeSource('tar', root, manifest));
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

const servers: ObjectServer[] = [];
afterAll(() => Promise.all(servers.map((server) => server.stop())));

/** Objects of a web server; S3 is asked in the same way. */
const served = (open: (server: ObjectServer, probes: () => Iterable<string>) => Storage) =>
  objectSamples(async () => {
    const server = await ObjectServer.start();
    servers.push(server);
    return {
      storage: (probes) => open(server, probes),
      async put(name, bytes) {
        server.objects.set(`bucket/p/${name}`, bytes);
        return { etag: etagOf(bytes) };
      },
      remove: (name) => server.objects.delete(`bucket/p/${name}`),
    };
  });

describeSourceConformance(
  'objects of a web server',
  served((server, probes) => openStorage(`${server.url}bucket/p/`, { probes })),
);
describeSourceConformance(
  'objects of a bucket',
  served((server, probes) => {
    const settings = { region: 'x', endpoint: new URL(server.url), anonymous: false };
    const keys = new CurrentCredentials(async () => async () => ({ accessKeyId: 'a', secretAccessKey: 'b' }));
    return new RemoteObjects(new S3Requester('bucket', 'p/', settings, keys), { probes });
  }),
);
describeSourceConformance(
  'files that stay open',
  objectSamples(async () => {
    const root = newFolder();
    return {
      storage: (probes) => openStorage(root, { probes }),
      async put(name, bytes) {
        writeFileSync(join(root, name), bytes);
        return { modifiedMs: statSync(join(root, name)).mtimeMs };
      },
      remove: (name) => unlinkSync(join(root, name)),
    };
  }),
);
