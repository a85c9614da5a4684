import type { Manifest } from '../manifest.ts';
import { FileStorage } from '../storage/file.ts';
import type { ObjectRange } from '../storage/storage.ts';
import type { Container, OpenContainer } from './container.ts';

/** Each sample is a file whose path below the root is the sample's key. */
export class FolderContainer implements Container {
  readonly kind = 'folder';
  readonly manifest: Manifest;

  constructor(manifest: Manifest) {
    this.manifest = manifest;
  }

  locate(index: number): ObjectRange {
    const length = this.manifest.size(index);
    return { object: this.manifest.key(index), offset: 0, length, objectLength: length };
  }
}

export const openFolderContainer: OpenContainer = ({ root }, manifest) => ({
  container: new FolderContainer(manifest),
  storage: new FileStorage(root, manifest.followLinks),
});
