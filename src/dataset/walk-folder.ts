import { readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CrescendoError } from '../errors.ts';
import { type FileFacts, fileFacts } from './file-facts.ts';
import type { SkippedFiles } from './skipped-files.ts';
import { whyUnreadable } from './unreadable.ts';

/** File names that count as images; the actual format is decided by the bytes. */
const EXTENSIONS = /\.(jpe?g|png|webp|gif|tiff?|avif)$/i;
const NAME_BYTES_MAX = 65_535;

/** True if a file of this name counts as an image. */
export function isImageName(name: string): boolean {
  return EXTENSIONS.test(name);
}

/** How folders are walked. */
export interface Walk {
  followLinks: boolean;
  /** Whether files are read for their checksums. */
  checksums: boolean;
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

/** An image that a walk has found. */
export interface FoundImage {
  /** Its path below the folder in which the walk began. */
  name: string;
  facts: FileFacts;
}

/**
 * The images below a folder: in each folder first its images, then those of its subfolders, both in order of the bytes
 * of their names. Throws PATH.
 */
export function* walkImages(folder: string, walk: Walk): Generator<FoundImage> {
  // A stack instead of recursion: folders may be nested as deep as a path is long.
  const folders = [''];
  for (let prefix = folders.pop(); prefix !== undefined; prefix = folders.pop()) {
    const entries = sortedEntries(join(folder, prefix), walk);
    for (const { name, directory } of entries) {
      if (directory) continue;
      const path = join(folder, prefix, name);
      if (isImageName(name)) yield { name: prefix + name, facts: found(path, () => fileFacts(path, walk.checksums)) };
      else walk.skipped.add('suffix', path);
    }
    for (const { name, directory } of entries.reverse()) if (directory) folders.push(`${prefix}${name}/`);
  }
}

/** The result of a system call on something that a walk has found. Throws PATH, and says what to do. */
export function found<Result>(path: string, call: () => Result): Result {
  try {
    return call();
  } catch (error) {
    if (error instanceof CrescendoError) throw error;
    const { code = 'unknown', message } = error as NodeJS.ErrnoException;
    const what = WALK_FAILURES.get(code) ?? `it cannot be read (${message})`;
    // A path of thousands of characters would hide the reason.
    const shown = path.length <= PATH_SHOWN ? path : `${path.slice(0, PATH_SHOWN)}... (${path.length} characters)`;
    throw new CrescendoError('PATH', `${shown}: ${what}`, { path: shown, errno: code }, { cause: error });
  }
}

const PATH_SHOWN = 300;
const CHANGED =
  'it was there when its folder was listed, and is gone: the folder changes while it is indexed; index it again when ' +
  'nothing writes to it';
const WALK_FAILURES: ReadonlyMap<string, string> = new Map([
  ['ENOENT', CHANGED],
  ['ENOTDIR', CHANGED],
  ['ESTALE', CHANGED],
  [
    'ENAMETOOLONG',
    'the path is longer than the system can open (4,096 bytes on Linux): move what lies this deep further up, or out of ' +
      'the dataset',
  ],
  [
    'ELOOP',
    'its links lead in a circle, or there are too many of them: remove the link, or index without --follow-links',
  ],
  ['EACCES', 'this user may not read it: change its permissions, or move it out of the dataset'],
  ['EPERM', 'this user may not read it: change its permissions, or move it out of the dataset'],
]);

interface Entry {
  name: string;
  directory: boolean;
}

/** Entries of one folder in order of the bytes of their names; hidden ones and dangling links are left out. */
function sortedEntries(folder: string, walk: Walk): Entry[] {
  const entries: Entry[] = [];
  for (const entry of found(folder, () => readdirSync(folder, { withFileTypes: true }))) {
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
  const target = found(path, () => statSync(path, { throwIfNoEntry: false }));
  if (target === undefined) return undefined;
  if (followLinks) return target.isDirectory();
  throw new CrescendoError('PATH', `${path} is a symbolic link; allow links with --follow-links`, { path });
}
