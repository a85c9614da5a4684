import { CrescendoError } from '../../errors.ts';
import type { Manifest } from '../manifest.ts';
import type { SampleObjects } from '../sample-objects.ts';
import { openPlaces } from '../shards/open-places.ts';
import type { ObjectRange, ObjectVersion } from '../storage/storage.ts';
import type { Container, OpenContainer } from './container.ts';

/** Objects that show whether the storage can be read. */
const PROBES = 32;

/** Many samples lie in each object, verbatim and in one piece: the manifest says where. */
export class ShardContainer implements Container {
  readonly kind: string;
  readonly manifest: Manifest;
  readonly #objects: SampleObjects;
  readonly #versions: boolean;

  /** @param versions whether objects whose times or tags differ from the manifest's have changed */
  constructor(manifest: Manifest, versions = false) {
    if (manifest.objects === undefined) {
      throw new CrescendoError(
        'DAMAGED_FILE',
        'the manifest of shards does not say where the samples lie: index them again',
      );
    }
    this.manifest = manifest;
    this.kind = manifest.objects.container;
    this.#objects = manifest.objects;
    this.#versions = versions;
  }

  locate(index: number): ObjectRange {
    const { object, offset } = this.manifest.place(index);
    const { name, length: objectLength, modifiedMs, etag } = this.#objects.object(object);
    const range = { object: name, offset, length: this.manifest.size(index), objectLength };
    if (!this.#versions || (modifiedMs === undefined && etag === undefined)) return range;
    const version: ObjectVersion = {};
    if (modifiedMs !== undefined) version.modifiedMs = modifiedMs;
    if (etag !== undefined) version.etag = etag;
    return { ...range, version };
  }
}

export const openShardContainer: OpenContainer = ({ root, timesCount }, manifest) => {
  const container = new ShardContainer(manifest, timesCount);
  const roots = typeof root === 'string' ? [root] : root;
  const storage = openPlaces(roots, manifest.followLinks, names(manifest), () => spreadNames(manifest));
  return { container, storage };
};

function* names({ objects }: Manifest): Generator<string> {
  for (let k = 0; objects !== undefined && k < objects.count; k += 1) yield objects.name(k);
}

function* spreadNames({ objects }: Manifest): Generator<string> {
  if (objects === undefined) return;
  const count = Math.min(PROBES, objects.count);
  for (let k = 0; k < count; k += 1) yield objects.name(Math.floor((k * objects.count) / count));
}
