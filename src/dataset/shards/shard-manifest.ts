import { Manifest } from '../manifest.ts';
import type { Place } from '../place.ts';
import type { ShardObject } from '../sample-objects.ts';
import type { ShardSamples } from './shard-samples.ts';

/** The samples of one object. */
export interface ObjectSamples {
  object: ShardObject;
  samples: ShardSamples;
}

/** What a manifest of shards says of all samples. */
export interface ShardFrame {
  container: string;
  places: readonly Place[];
  packs: boolean;
  followLinks: boolean;
  classNames: readonly string[];
  classMapped: boolean;
  /** The class of each label text. */
  classes: Uint32Array;
}

/**
 * Makes the manifest of shards, with the samples in their order. A key is `<class>/<path in the shard>`, and just the path
 * if that begins with the class: then the manifest has the digest of the folder with the same samples in the same order.
 */
export function shardManifest(shards: readonly ObjectSamples[], frame: ShardFrame): Manifest {
  const count = shards.reduce((sum, { samples }) => sum + samples.count, 0);
  const labels = new Uint32Array(count);
  const sizes = new Uint32Array(count);
  const nameLengths = new Uint16Array(count);
  const offset = new Float64Array(count);
  const object = new Uint32Array(count);
  const columns = shards.map(({ samples }) => samples.finish());
  const names = Buffer.allocUnsafeSlow(columns.reduce((sum, column) => sum + column.names.length, 0));
  const prefixes = frame.classNames.map((name) => Buffer.from(`${name}/`));
  let [first, end] = [0, 0];
  for (const [k, column] of columns.entries()) {
    sizes.set(column.sizes, first);
    offset.set(column.offsets, first);
    object.fill(k, first, first + column.sizes.length);
    let start = 0;
    for (let index = 0; index < column.sizes.length; index += 1) {
      const label = frame.classes[column.labels[index]!]!;
      const next = start + column.nameLengths[index]!;
      const from = startsWith(column.names, start, next, prefixes[label]!) ? start + prefixes[label]!.length : start;
      names.set(column.names.subarray(from, next), end);
      labels[first + index] = label;
      nameLengths[first + index] = next - from;
      end += next - from;
      start = next;
    }
    first += column.sizes.length;
  }
  return Manifest.fromColumns({
    classNames: [...frame.classNames],
    labels,
    sizes,
    nameLengths,
    names: names.subarray(0, end),
    followLinks: frame.followLinks,
    classMapped: frame.classMapped,
    objects: {
      container: frame.container,
      places: frame.places,
      packs: frame.packs,
      objects: shards.map((shard) => shard.object),
      object,
      offset,
    },
  });
}

function startsWith(bytes: Uint8Array, start: number, end: number, prefix: Uint8Array): boolean {
  if (end - start <= prefix.length) return false;
  for (let k = 0; k < prefix.length; k += 1) if (bytes[start + k] !== prefix[k]) return false;
  return true;
}
