import { realpathSync } from 'node:fs';
import { CrescendoError } from '../errors.ts';
import type { Dataset } from './dataset.ts';
import { hasLabels, indexDataset, type LabelOptions } from './index-dataset.ts';
import type { IndexOptions } from './index-folder.ts';
import { Manifest } from './manifest.ts';
import { areThesePlaces } from './place.ts';
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
      : openManifest(id, manifestFile, roots.length, options.labels ?? {});
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

function openManifest(id: string, file: string, folders: number, labels: LabelOptions): Manifest {
  if (hasLabels(labels)) {
    throw new CrescendoError(
      'INVALID_FIELD',
      `dataset ${id}: the manifest ${file} has the labels: give classes, class_map and label_file to ` +
        "'crescendo index', which makes it, or leave the manifest out",
      { field: 'manifest', value: file },
    );
  }
  const manifest = Manifest.open(file);
  if (manifest.folders === folders) return manifest;
  throw new CrescendoError(
    'INVALID_FIELD',
    `dataset ${id}: the manifest ${file} was made of ${manifest.folders} folders; root names ${folders}`,
    { field: 'root', value: String(folders), bound: String(manifest.folders) },
  );
}
