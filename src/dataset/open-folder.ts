import { realpathSync } from 'node:fs';
import { CrescendoError } from '../errors.ts';
import type { Dataset } from './dataset.ts';
import { type IndexOptions, indexFolder } from './index-folder.ts';
import { Manifest } from './manifest.ts';

/** Opens an image folder as a dataset: with the manifest file if one is named, else by indexing it. Throws PATH. */
export async function openFolder(
  id: string,
  root: string,
  manifestFile: string | undefined,
  options: IndexOptions = {},
): Promise<Dataset> {
  const manifest =
    manifestFile === undefined ? (await indexFolder(root, options)).manifest : Manifest.open(manifestFile);
  try {
    return { id, manifest, source: { kind: 'folder', root: realpathSync(root), manifest: manifest.buffer } };
  } catch (error) {
    throw new CrescendoError('PATH', `cannot read the folder ${root}: ${(error as Error).message}`, { path: root });
  }
}
