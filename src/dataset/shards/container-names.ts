import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CrescendoError } from '../../errors.ts';
import { isUrl } from '../place.ts';

/** The containers whose objects hold many samples each. */
export const SHARD_CONTAINERS = ['tar', 'parquet', 'tfrecord'] as const;

export type ShardContainer = (typeof SHARD_CONTAINERS)[number];

const SUFFIXES: Readonly<Record<ShardContainer, RegExp>> = {
  tar: /\.tar$/i,
  parquet: /\.parquet$/i,
  // TensorFlow's shards have their number after the suffix: train.tfrecord-00003-of-00128.
  tfrecord: /\.tfrecords?(?:-\d+-of-\d+)?$/i,
};
const COMPRESSED = /\.(?:tar\.(?:gz|bz2|xz|zst|lz4|z)|tgz|tbz2?|txz|tzst|tfrecords?\.gz)$/i;

/** The container that a name's suffix stands for, if any. Throws PATH for a compressed one. */
export function containerOfName(name: string): ShardContainer | undefined {
  if (COMPRESSED.test(name)) {
    throw new CrescendoError(
      'PATH',
      `${name} is compressed as a whole: samples are read one by one, which needs a shard without compression (images are ` +
        'compressed themselves): decompress it',
      { path: name },
    );
  }
  return SHARD_CONTAINERS.find((container) => SUFFIXES[container].test(name));
}

/** A place as a user names it. */
export interface NamedPlace {
  /** The container that the user stated, as in `tar:data/`; by default names tell. */
  container: ShardContainer | 'folder' | undefined;
  /** A path or a URL, maybe with braces and asterisks. */
  place: string;
}

const PREFIX = new RegExp(`^(${[...SHARD_CONTAINERS, 'folder'].join('|')}):(?!//)(.+)$`, 's');

/** Takes a stated container off a place. */
export function namedPlace(text: string): NamedPlace {
  const match = PREFIX.exec(text);
  if (match === null) return { container: undefined, place: localPath(text) };
  return { container: match[1] as ShardContainer | 'folder', place: localPath(match[2]!) };
}

/** A place whose path begins at a folder if it is relative; a URL as it is. */
export function absolutePlace(text: string, folder: string): string {
  const { container, place } = namedPlace(text);
  const absolute = isUrl(place) ? place : resolve(folder, place);
  return container === undefined ? absolute : `${container}:${absolute}`;
}

/** The path of a file URL; anything else as it is. */
function localPath(place: string): string {
  return place.startsWith('file://') ? fileURLToPath(place) : place;
}
