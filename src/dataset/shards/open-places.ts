import { LIMITS } from '../../limits.ts';
import { isUrl } from '../place.ts';
import { FileStorage } from '../storage/file.ts';
import { openStorage } from '../storage/open-store.ts';
import type { ObjectRange, RemoteStorage, Storage } from '../storage/storage.ts';

/**
 * Opens the storage of shards. With several places, the name of an object begins with the position of its place.
 *
 * @param objects the names of all objects: a place that has none, because its shards were decoded into packs, is not opened
 * @param probes objects that show whether a local storage can be read
 */
export function openPlaces(
  roots: readonly string[],
  followLinks: boolean,
  objects: Iterable<string>,
  probes: () => Iterable<string>,
): Storage {
  const [first, ...others] = roots;
  if (!usedRoots(roots, objects).some(isUrl)) {
    const root = others.length === 0 ? first! : roots;
    return new FileStorage(root, followLinks, { probes, keepOpen: LIMITS.openObjects });
  }
  if (others.length === 0) return openStorage(first!, { probes });
  return new Places(roots.map((root, k) => openStorage(root, { followLinks, probes: () => inPlace(probes(), k) })));
}

function usedRoots(roots: readonly string[], objects: Iterable<string>): string[] {
  if (roots.length === 1) return [...roots];
  const used = new Set<number>();
  for (const object of objects) used.add(Number(object.slice(0, object.indexOf('/'))));
  return roots.filter((_, k) => used.has(k));
}

/** The objects of one place, by their names there. */
function* inPlace(objects: Iterable<string>, place: number): Generator<string> {
  const prefix = `${place}/`;
  for (const object of objects) if (object.startsWith(prefix)) yield object.slice(prefix.length);
}

/** Several storages, of which at least one is remote. */
class Places implements RemoteStorage {
  readonly local = false;
  readonly #storages: readonly Storage[];

  constructor(storages: readonly Storage[]) {
    this.#storages = storages;
  }

  async read(range: ObjectRange, into: Uint8Array, signal?: AbortSignal): Promise<void> {
    const slash = range.object.indexOf('/');
    const storage = this.#storages[Number(range.object.slice(0, slash))]!;
    const inPlace = { ...range, object: range.object.slice(slash + 1) };
    await (storage.local ? storage.read(inPlace, into) : storage.read(inPlace, into, signal));
  }

  isLocal(object: string): boolean {
    return this.#storages[Number(object.slice(0, object.indexOf('/')))]?.local === true;
  }

  close(): void {
    for (const storage of this.#storages) storage.close();
  }
}
