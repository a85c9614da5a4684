import { realpathSync } from 'node:fs';
import { CrescendoError } from '../errors.ts';
import type { Dataset } from './dataset.ts';
import { hasLabels, indexDataset, type LabelOptions } from './index-dataset.ts';
import type { IndexOptions } from './index-folder.ts';
import { Manifest } from './manifest.ts';
import { areThesePlaces } from './place.ts';
import type { FieldOptions } from './shards/shard.ts';
import type { SkippedFiles } from './skipped-files.ts';
import { describeSource } from './source.ts';
import { whyUnreadable } from './unreadable.ts';

export interface OpenOptions extends Omit<IndexOptions, 'classes' | 'classMapped'> {
  /** How samples get their labels. Not with a manifest file, which has the labels. */
  labels?: LabelOptions;
  /** Called with what was left out, once the folder is indexed; not if a manifest file is given. */
  onIndexed?: (skipped: SkippedFiles) => void;
}

/**
 * Opens an image folder as a dataset: with the manifest file if one is given, otherwise by indexing it. Several folders
 * are one dataset. Throws PATH, INVALID_FIELD.
 */
export async function openFolder(
  id: string,
  root: string | readonly string[],
  manifestFile: string | undefined,
  options: OpenOptions = {},
): Promise<Dataset> {
  const roots = typeof root === 'string' ? [root] : root;
  const manifest =
    manifestFile === undefined
      ? await indexed(root, options)
      : manifestWithoutLabels(id, manifestFile, options.labels ?? {});
  return folderDataset(id, roots, manifest);
}

/** The dataset of folders whose files a manifest lists. Throws PATH, INVALID_FIELD. */
export function folderDataset(id: string, roots: readonly string[], manifest: Manifest): Dataset {
  checkFolders(id, roots, manifest);
  try {
    const [first, ...others] = roots.map((each) => realpathSync(each));
    // The keys of a single folder do not begin with its position.
    const where = first !== undefined && others.length === 0 ? first : [first!, ...others];
    const { versions } = manifest;
    const timesCount = versions !== undefined && areThesePlaces([where].flat(), versions.places);
    return { id, manifest, source: describeSource('folder', where, manifest, timesCount) };
  } catch (error) {
    const path = roots.join(', ');
    throw new CrescendoError('PATH', `cannot read the folder ${path}: ${whyUnreadable(path, error)}`, { path });
  }
}

async function indexed(root: string | readonly string[], options: OpenOptions): Promise<Manifest> {
  const { manifest, skipped } = await indexDataset(root, options.labels ?? {}, options);
  options.onIndexed?.(skipped);
  return manifest;
}

/** Opens a manifest file, with which no labels may be given. Throws PATH, DAMAGED_FILE, INVALID_FIELD. */
export function manifestWithoutLabels(
  id: string,
  file: string,
  labels: LabelOptions,
  { imageField, labelField }: FieldOptions = {},
): Manifest {
  if (hasLabels(labels) || imageField !== undefined || labelField !== undefined) {
    throw new CrescendoError(
      'INVALID_FIELD',
      `dataset ${id}: the manifest ${file} has the labels: give classes, class_map, label_file, image_field and label_field ` +
        "to 'crescendo index', which makes it, or leave the manifest out",
      { field: 'manifest', value: file },
    );
  }
  return Manifest.open(file);
}

function checkFolders(id: string, roots: readonly string[], { folders, objects }: Manifest): void {
  if (objects !== undefined) {
    throw new CrescendoError(
      'INVALID_FIELD',
      `dataset ${id}: the manifest was made of ${objects.count} shards (${objects.container}); ${roots.join(', ')} is an image folder`,
      { field: 'root', value: roots.join(', ') },
    );
  }
  if (folders === roots.length) return;
  throw new CrescendoError(
    'INVALID_FIELD',
    `dataset ${id}: the manifest was made of ${folders} folders; root names ${roots.length}`,
    { field: 'root', value: String(roots.length), bound: String(folders) },
  );
}
