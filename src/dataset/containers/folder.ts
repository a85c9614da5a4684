import type { Manifest } from '../manifest.ts';
import { FileStorage } from '../storage/file.ts';
import type { ObjectRange } from '../storage/storage.ts';
import type { Container, OpenContainer } from './container.ts';

/** Samples from all over the dataset whose files show whether the storage can be read. */
const PROBES = 32;

/** Each sample is a file whose path below the root is the sample's key. */
export class FolderContainer implements Container {
  readonly kind = 'folder';
  readonly manifest: Manifest;
  readonly #timesCount: boolean;

  /** @param timesCount whether files whose times differ from the manifest's have changed */
  constructor(manifest: Manifest, timesCount = false) {
    this.manifest = manifest;
    this.#timesCount = timesCount;
  }

  locate(index: number): ObjectRange {
    const length = this.manifest.size(index);
    const range = { object: this.manifest.key(index), offset: 0, length, objectLength: length };
    const version = this.manifest.versions?.at(index, this.#timesCount);
    return version === undefined ? range : { ...range, version };
  }
}

export const openFolderContainer: OpenContainer = ({ root, timesCount }, manifest) => ({
  container: new FolderContainer(manifest, timesCount),
  storage: new FileStorage(root, manifest.followLinks, { probes: () => spreadKeys(manifest) }),
});

function* spreadKeys(manifest: Manifest): Generator<string> {
  const { sampleCount } = manifest;
  const count = Math.min(PROBES, sampleCount);
  for (let k = 0; k < count; k += 1) yield manifest.key(Math.floor((k * sampleCount) / count));
}
