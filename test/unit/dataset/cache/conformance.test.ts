/** A source whose remote storage is read through a cache must be a source like any other. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { cached } from '../../../../src/dataset/cache/cached.ts';
import type { Container } from '../../../../src/dataset/containers/container.ts';
import { StoredSource } from '../../../../src/dataset/stored-source.ts';
import { LIMITS } from '../../../../src/limits.ts';
import { type Contents, describeSourceConformance } from '../../../conformance/source.ts';
import { manifestOf, SlowStorage } from '../../../support/memory-source.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-conformance-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));
let packs = 0;

function sourceOf(contents: Contents, sizes = contents.map((bytes) => bytes.length)) {
  const pack = Buffer.concat(contents);
  const manifest = manifestOf(sizes);
  const lost = new Set<number>();
  const name = `pack-${packs++}`;
  const container: Container = {
    kind: 'packed',
    manifest,
    locate(index) {
      // Throws a RangeError outside the manifest.
      const length = manifest.size(index);
      const offset = sizes.slice(0, index).reduce((sum, size) => sum + size, 0);
      const version = { etag: '"1"' };
      return { object: lost.has(index) ? 'gone' : name, offset, length, objectLength: pack.length, version };
    },
  };
  const remote = new SlowStorage(new Map([[name, pack]]), false);
  const storage = cached(remote, 'memory:', { folder: work, bytes: LIMITS.cacheBytesMin });
  return { source: new StoredSource(container, storage), lose: (index: number) => void lost.add(index) };
}

describeSourceConformance('a pack in a remote storage behind a cache', {
  make: async (contents) => sourceOf(contents),
  makeOversized: async (bytes) => sourceOf([new Uint8Array(1)], [bytes]).source,
});
