import { CrescendoError } from '../errors.ts';
import { type CacheOptions, cached } from './cache/cached.ts';
import type { Container, OpenContainer } from './containers/container.ts';
import { openFolderContainer } from './containers/folder.ts';
import { openShardContainer } from './containers/shards.ts';
import { Manifest } from './manifest.ts';
import { type MixtureDescriptor, MixtureSource } from './mixture/mixture-source.ts';
import { SHARD_CONTAINERS } from './shards/container-names.ts';
import type { SampleSource, SourceDescriptor } from './source.ts';
import type { Storage } from './storage/storage.ts';
import { StoredSource } from './stored-source.ts';

/** Every kind of container, by the `kind` of its descriptors. */
const CONTAINERS: ReadonlyMap<string, OpenContainer> = new Map([
  ['folder', openFolderContainer],
  ...SHARD_CONTAINERS.map((kind) => [kind, openShardContainer] as const),
]);

/**
 * Opens the source that a descriptor describes. Throws INVALID_FIELD for a kind that is not registered, and what `cached`
 * throws if the cache cannot be opened.
 *
 * @param containers the kinds of container there are
 * @param cache keeps on a local disk what lies in remote storage
 */
export function openSource(descriptor: SourceDescriptor, containers = CONTAINERS, cache?: CacheOptions): SampleSource {
  const { container, storage } = openContainer(descriptor, containers);
  if (storage.local || cache === undefined) return new StoredSource(container, storage);
  return new StoredSource(container, cached(storage, placeOf(descriptor), cache));
}

/** The storage of a source, without a cache: the cache fetches from it. */
export function openStorageOf(descriptor: SourceDescriptor): Storage {
  return openContainer(descriptor).storage;
}

/** Where the objects of a source lie, in words: the cache knows them by it. */
export function placeOf({ root }: SourceDescriptor): string {
  return typeof root === 'string' ? root : JSON.stringify(root);
}

/** Where the samples of a source lie, and what reads them. Throws INVALID_FIELD. */
export function openContainer(
  descriptor: SourceDescriptor,
  containers = CONTAINERS,
): { container: Container; storage: Storage } {
  const open = containers.get(descriptor.kind);
  if (open === undefined) {
    const known = [...containers.keys()].join(', ');
    throw new CrescendoError('INVALID_FIELD', `no sources of kind ${descriptor.kind}; there are: ${known}`, {
      field: 'kind',
      value: descriptor.kind,
    });
  }
  return open(descriptor, new Manifest(descriptor.manifest));
}

/** The open sources of one thread: each is opened once, whatever the names of its datasets. */
export class OpenSources {
  readonly #sources = new Map<string, SampleSource>();
  readonly #open: (descriptor: SourceDescriptor) => SampleSource;

  constructor(open: (descriptor: SourceDescriptor) => SampleSource = openSource) {
    this.#open = open;
  }

  of(descriptor: SourceDescriptor | MixtureDescriptor): SampleSource {
    let source = this.#sources.get(descriptor.digest);
    if (source === undefined) {
      source =
        'parts' in descriptor
          ? new MixtureSource(
              descriptor,
              descriptor.parts.map((part) => this.of(part.source)),
            )
          : this.#open(descriptor);
      this.#sources.set(descriptor.digest, source);
    }
    return source;
  }
}
