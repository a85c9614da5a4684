import { realpathSync } from 'node:fs';
import { CrescendoError } from '../errors.ts';
import type { Dataset } from './dataset.ts';
import { type IndexOptions, indexFolder } from './index-folder.ts';
import { Manifest } from './manifest.ts';
import type { SkippedFiles } from './skipped-files.ts';
import { describeSource } from './source.ts';

export interface OpenOptions extends IndexOptions {
  /** Called with what was left out, once the folder is indexed; not if a manifest file is given. */
  onIndexed?: (skipped: SkippedFiles) => void;
}

/**
 * Opens an image folder as a dataset: with the manifest file if one is given, otherwise by indexing it. Throws PATH.
 */
export async function openFolder(
  id: string,
  root: string,
  manifestFile: string | undefined,
  options: OpenOptions = {},
): Promise<Dataset> {
  const manifest = manifestFile === undefined ? await indexed(root, options) : Manifest.open(manifestFile);
  try {
    return { id, manifest, source: describeSource('folder', realpathSync(root), manifest) };
  } catch (error) {
    throw new CrescendoError('PATH', `cannot read the folder ${root}: ${(error as Error).message}`, { path: root });
  }
}

async function indexed(root: string, options: OpenOptions): Promise<Manifest> {
  const { manifest, skipped } = await indexFolder(root, options);
  options.onIndexed?.(skipped);
  return manifest;
}
