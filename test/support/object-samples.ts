/** Datasets of which every sample is an object of its own, in any storage: for the conformance suite. */
import type { Container } from '../../src/dataset/containers/container.ts';
import type { ObjectVersion, Storage } from '../../src/dataset/storage/storage.ts';
import { StoredSource } from '../../src/dataset/stored-source.ts';
import type { Contents, SourceFactory } from '../conformance/source.ts';
import { manifestOf } from './memory-source.ts';

/** Where objects are put and removed. */
export interface Objects {
  storage(probes: () => Iterable<string>): Storage;
  /** Returns what is known of the object from then on. */
  put(name: string, bytes: Uint8Array): Promise<ObjectVersion | undefined>;
  remove(name: string): void;
}

/** @param open makes a place without objects */
export function objectSamples(open: () => Promise<Objects>): SourceFactory {
  const sourceOf = (sizes: readonly number[], versions: readonly (ObjectVersion | undefined)[], objects: Objects) => {
    const manifest = manifestOf(sizes);
    const container: Container = {
      kind: 'objects',
      manifest,
      locate(index) {
        const length = manifest.size(index);
        const version = versions[index];
        const range = { object: manifest.key(index), offset: 0, length, objectLength: length };
        return version === undefined ? range : { ...range, version };
      },
    };
    const probes = () => sizes.map((_, k) => `a/${k}.jpg`);
    return new StoredSource(container, objects.storage(probes));
  };
  return {
    async make(contents: Contents) {
      const objects = await open();
      const versions: (ObjectVersion | undefined)[] = [];
      for (const [k, bytes] of contents.entries()) versions.push(await objects.put(`a/${k}.jpg`, bytes));
      const source = sourceOf(
        contents.map((bytes) => bytes.length),
        versions,
        objects,
      );
      return { source, lose: (index) => objects.remove(`a/${index}.jpg`) };
    },
    async makeOversized(bytes) {
      return sourceOf([bytes], [undefined], await open());
    },
  };
}
