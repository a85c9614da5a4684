import { readdirSync, realpathSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Dataset } from './dataset.ts';
import { areShards } from './index-dataset.ts';
import { openDataset } from './open-dataset.ts';
import { openFolder } from './open-folder.ts';
import { isImageName } from './walk-folder.ts';

/**
 * Opens a dataset whose labels do not matter: shards, an image folder, or a flat folder, which has images and no folders. Its
 * keys then begin with the folder's own name. Throws PATH.
 */
export async function openImages(id: string, root: string): Promise<Dataset> {
  if (areShards([root])) return await openDataset(id, root, undefined);
  if (!isFlat(root)) return await openFolder(id, root, undefined, { allowSplits: true });
  const folder = realpathSync(root);
  return await openFolder(id, dirname(folder), undefined, { onlyFolders: [basename(folder)] });
}

function isFlat(root: string): boolean {
  try {
    const entries = readdirSync(root, { withFileTypes: true }).filter(({ name }) => !name.startsWith('.'));
    return entries.every((entry) => entry.isFile()) && entries.some(({ name }) => isImageName(name));
  } catch {
    // Opening it says what is wrong.
    return false;
  }
}
