import { realpathSync } from 'node:fs';
import { CrescendoError } from '../errors.ts';
import type { Dataset } from './dataset.ts';
import { type IndexOptions, indexFolder } from './index-folder.ts';
import { Manifest } from './manifest.ts';
import { describeSource } from './source.ts';

/**
 * Opens an image folder as a dataset: with the manifest file if one is given, otherwise by indexing it. Throws PATH.
 */
export async function openFolder(
  id: string,
  root: string,
  manifestFile: string | undefined,
  options: IndexOptions = {},
): Promise<Dataset> {
  const manifest =
    manifestFile === undefined ? (await indexFolder(root, options)).manifest : Manifest.open(manifestFile);
  try {
    return { id, manifest, source: describeSource('folder', realpathSync(root), manifest) };
  } catch (error) {
    throw new CrescendoError('PATH', `cannot read the folder ${root}: ${(error as Error).message}`, { path: root });
  }
}
