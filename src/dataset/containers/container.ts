import type { Manifest } from '../manifest.ts';
import type { SourceDescriptor } from '../source.ts';
import type { ObjectRange, Storage } from '../storage/storage.ts';

/** How the samples of a dataset lie in the objects of its storage: each in a file of its own, many in an archive. */
export interface Container {
  readonly kind: string;
  readonly manifest: Manifest;
  /** Where sample `index` lies. No I/O. Throws a RangeError for an index outside the manifest. */
  locate(index: number): ObjectRange;
}

/** Opens a container of one kind and the storage below it. */
export type OpenContainer = (
  descriptor: SourceDescriptor,
  manifest: Manifest,
) => { container: Container; storage: Storage };
