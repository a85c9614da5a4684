import { existsSync, realpathSync } from 'node:fs';
import { CrescendoError } from '../errors.ts';
import type { Dataset } from './dataset.ts';
import { areShards, indexDataset } from './index-dataset.ts';
import type { Manifest } from './manifest.ts';
import { folderDataset, manifestWithoutLabels, type OpenOptions } from './open-folder.ts';
import { areThesePlaces, isUrl } from './place.ts';
import { namedPlace } from './shards/container-names.ts';
import { basesOf } from './shards/find-shards.ts';
import type { FieldOptions } from './shards/shard.ts';
import { describeSource } from './source.ts';
import { whyUnreadable } from './unreadable.ts';

/** How a dataset is opened: an image folder, or shards. */
export interface OpenDatasetOptions extends OpenOptions {
  fields?: FieldOptions;
}

/**
 * Opens a dataset: an image folder, or shards (`namesShards`), with the manifest file if one is given, otherwise by
 * indexing. Several places of one kind are one dataset. Throws PATH, INVALID_FIELD.
 */
export async function openDataset(
  id: string,
  root: string | readonly string[],
  manifestFile: string | undefined,
  options: OpenDatasetOptions = {},
): Promise<Dataset> {
  const roots = typeof root === 'string' ? [root] : root;
  const folders = roots.map((each) => namedPlace(each).place);
  const { labels = {}, fields, onIndexed, ...rest } = options;
  if (manifestFile === undefined) {
    const { manifest, skipped } = await indexDataset(roots, labels, { ...rest, fields });
    onIndexed?.(skipped);
    return manifest.objects === undefined
      ? folderDataset(id, folders, manifest)
      : shardDataset(id, roots, manifest, fields);
  }
  const manifest = manifestWithoutLabels(id, manifestFile, labels, fields);
  if (manifest.objects === undefined || !areShards(roots)) return folderDataset(id, folders, manifest);
  return shardDataset(id, roots, manifest, fields);
}

/** A dataset of shards that a manifest lists. */
function shardDataset(id: string, roots: readonly string[], manifest: Manifest, fields: FieldOptions = {}): Dataset {
  const { container, places, packs, count } = manifest.objects!;
  const bases = basesOf(roots);
  const own = packs ? places.length - 1 : places.length;
  if (bases.length !== own) {
    throw new CrescendoError(
      'INVALID_FIELD',
      `dataset ${id}: the manifest lists ${count} shards in ${own} places; root names ${bases.length}`,
      { field: 'root', value: String(bases.length), bound: String(own) },
    );
  }
  const wheres = bases.map((base) => realPlace(base));
  if (packs) wheres.push(packFolder(id, fields.packs ?? places.at(-1)!.path));
  const source = describeSource(
    container,
    wheres.length === 1 ? wheres[0]! : wheres,
    manifest,
    areThesePlaces(wheres.slice(0, own), places.slice(0, own)),
  );
  return { id, manifest, source };
}

function packFolder(id: string, folder: string): string {
  if (existsSync(folder)) return realpathSync(folder);
  throw new CrescendoError(
    'PATH',
    `dataset ${id}: the folder ${folder} of the images that were taken out of compressed pages does not exist: name it with ` +
      'packs (--packs), or index the shards again',
    { path: folder },
  );
}

function realPlace(place: string): string {
  if (isUrl(place)) return place;
  try {
    return realpathSync(place);
  } catch (error) {
    throw new CrescendoError('PATH', `cannot read the folder ${place}: ${whyUnreadable(place, error)}`, {
      path: place,
    });
  }
}
