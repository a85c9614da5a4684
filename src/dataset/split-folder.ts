import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CrescendoError } from '../errors.ts';
import { isImageName } from './walk-folder.ts';

const SPLIT = /^(?:train|training|val|valid|validation|test|testing)$/i;

/**
 * Refuses the folder above the splits of a dataset: a model would be trained to tell training from validation images.
 * A folder that is named like a split and has folders, but no image of its own, is such a split.
 *
 * @param root the folder, as the user named it
 * @param classes the names of its folders
 * @throws PATH, with the folder that was probably meant
 */
export function checkSplits(root: string, base: string, classes: readonly string[]): void {
  const split = classes.find((name) => SPLIT.test(name) && holdsOnlyFolders(join(base, name)));
  if (split === undefined) return;
  const path = join(root, split);
  throw new CrescendoError(
    'PATH',
    `${root} seems to be the folder above the classes: its folder ${split} is named like a split and contains folders, ` +
      `no images. Give ${path}, and other splits as datasets of their own. If ${split} is a class, list the classes ` +
      `(classes or class_map in the configuration file, --class-map of 'crescendo index')`,
    { path, value: root },
  );
}

function holdsOnlyFolders(folder: string): boolean {
  const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !name.startsWith('.'));
  return entries.some((entry) => entry.isDirectory()) && !entries.some(({ name }) => isImageName(name));
}
