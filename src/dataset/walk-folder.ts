import { readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CrescendoError } from '../errors.ts';
import type { SkippedFiles } from './skipped-files.ts';
import { whyUnreadable } from './unreadable.ts';

/** File names that count as images; the actual format is decided by the bytes. */
const EXTENSIONS = /\.(jpe?g|png|webp|gif|tiff?|avif)$/i;
const NAME_BYTES_MAX = 65_535;
/** The greatest size that a manifest states, in bytes. */
export const SIZE_MAX = 2 ** 32 - 1;

/** True if a file of this name counts as an image. */
export function isImageName(name: string): boolean {
  return EXTENSIONS.test(name);
}

/** How folders are walked. */
export interface Walk {
  followLinks: boolean;
  skipped: SkippedFiles;
}

/** The real path of a folder that a user named. Throws PATH. */
export function resolveRoot(root: string): string {
  try {
    const base = realpathSync(root);
    if (statSync(base).isDirectory()) return base;
  } catch (error) {
    throw new CrescendoError('PATH', `cannot read the folder ${root}: ${whyUnreadable(root, error)}`, { path: root });
  }
  throw new CrescendoError('PATH', `${root} is not a folder: give the folder that has one folder for each class`, {
    path: root,
  });
}

/** The folders directly inside a root, in order of the bytes of their names. Files there are entered as skipped. */
export function classFolders(root: string, walk: Walk): string[] {
  const entries = sortedEntries(root, walk);
  for (const { name, directory } of entries) {
    if (!directory) walk.skipped.add(isImageName(name) ? 'outside-classes' : 'suffix', join(root, name));
  }
  return entries.filter((entry) => entry.directory).map((entry) => entry.name);
}

/**
 * The images below a folder: in each folder first its images, then those of its subfolders, both in order of the bytes
 * of their names.
 */
export function* walkImages(folder: string, walk: Walk, prefix = ''): Generator<{ name: string; size: number }> {
  const entries = sortedEntries(folder, walk);
  for (const entry of entries) {
    if (entry.directory) continue;
    const path = join(folder, entry.name);
    if (isImageName(entry.name)) yield { name: prefix + entry.name, size: Math.min(statSync(path).size, SIZE_MAX) };
    else walk.skipped.add('suffix', path);
  }
  for (const entry of entries) {
    if (entry.directory) yield* walkImages(join(folder, entry.name), walk, `${prefix}${entry.name}/`);
  }
}

interface Entry {
  name: string;
  directory: boolean;
}

/** Entries of one folder in order of the bytes of their names; hidden ones and dangling links are left out. */
function sortedEntries(folder: string, walk: Walk): Entry[] {
  const entries: Entry[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name.startsWith('.')) continue;
    checkName(folder, entry.name);
    const directory = entry.isSymbolicLink() ? linkedDirectory(join(folder, entry.name), walk) : entry.isDirectory();
    if (directory === undefined) walk.skipped.add('dangling-link', join(folder, entry.name));
    else entries.push({ name: entry.name, directory });
  }
  return entries.sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
}

/** Throws PATH if a name could not be opened again by its key. */
function checkName(folder: string, name: string): void {
  // Node puts U+FFFD where a name is not UTF-8.
  if (!name.includes('\uFFFD') && !name.includes('\\') && Buffer.byteLength(name) <= NAME_BYTES_MAX) return;
  const path = join(folder, name);
  throw new CrescendoError('PATH', `the name of ${path} is not UTF-8 or contains a backslash; rename it`, { path });
}

/** Whether a link leads to a folder; undefined if it leads nowhere. */
function linkedDirectory(path: string, { followLinks }: Walk): boolean | undefined {
  const target = statSync(path, { throwIfNoEntry: false });
  if (target === undefined) return undefined;
  if (followLinks) return target.isDirectory();
  throw new CrescendoError('PATH', `${path} is a symbolic link; allow links with --follow-links`, { path });
}
