import { type Dirent, lstatSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CrescendoError } from '../errors.ts';
import { GrowingBytes, GrowingUint16, GrowingUint32 } from './growing.ts';
import { Manifest } from './manifest.ts';

/** File names that count as images; the actual format is decided by the bytes. */
const EXTENSIONS = /\.(jpe?g|png|webp|gif|tiff?|avif)$/i;

const NAME_BYTES_MAX = 65_535;
const SIZE_MAX = 2 ** 32 - 1;
/** Files between two reports of progress. */
const REPORT_EVERY = 2000;

export interface IndexOptions {
  /** Follow symbolic links; otherwise a link is an error, because it could lead out of the folder. */
  followLinks?: boolean;
  /** Names of the folders that count, instead of all. */
  onlyFolders?: readonly string[];
  /** Called from time to time with what has been found so far. */
  onProgress?: (progress: IndexProgress) => void;
}

export interface IndexProgress {
  classes: number;
  classesDone: number;
  samples: number;
  bytes: number;
  /** Files whose names are not those of images. */
  ignored: number;
}

export interface IndexResult {
  manifest: Manifest;
  progress: IndexProgress;
}

/**
 * Indexes an image folder: every folder directly inside `root` is a class, every image anywhere below it a sample.
 * Classes and samples are sorted by the bytes of their names, so that every machine creates the same manifest.
 *
 * Throws PATH, naming the offending path.
 */
export async function indexFolder(root: string, options: IndexOptions = {}): Promise<IndexResult> {
  const base = resolveRoot(root);
  const followLinks = options.followLinks ?? false;
  const classNames = [...(options.onlyFolders ?? foldersIn(base, followLinks))];
  if (classNames.length === 0) {
    throw new CrescendoError('PATH', `${root} contains no folders; an image folder has one folder for each class`, {
      path: root,
    });
  }
  const columns = { labels: new GrowingUint32(), sizes: new GrowingUint32(), lengths: new GrowingUint16() };
  const names = new GrowingBytes();
  const progress: IndexProgress = { classes: classNames.length, classesDone: 0, samples: 0, bytes: 0, ignored: 0 };
  for (const [label, className] of classNames.entries()) {
    for (const { name, size } of walkClass(join(base, className), followLinks, progress)) {
      columns.labels.push(label);
      columns.sizes.push(size);
      columns.lengths.push(names.append(name));
      progress.samples += 1;
      progress.bytes += size;
      if (progress.samples % REPORT_EVERY === 0) {
        options.onProgress?.(progress);
        await new Promise(setImmediate);
      }
    }
    progress.classesDone += 1;
  }
  options.onProgress?.(progress);
  if (progress.samples === 0) {
    throw new CrescendoError('PATH', `${root} contains no images (${progress.ignored} other files)`, { path: root });
  }
  const manifest = Manifest.fromColumns({
    classNames,
    labels: columns.labels.finish(),
    sizes: columns.sizes.finish(),
    nameLengths: columns.lengths.finish(),
    names: names.finish(),
    followLinks,
  });
  return { manifest, progress };
}

function foldersIn(base: string, followLinks: boolean): string[] {
  return sortedEntries(base, followLinks)
    .filter((entry) => entry.directory)
    .map((entry) => entry.name);
}

function resolveRoot(root: string): string {
  try {
    const base = realpathSync(root);
    if (statSync(base).isDirectory()) return base;
  } catch (error) {
    throw new CrescendoError('PATH', `cannot read the folder ${root}: ${(error as Error).message}`, { path: root });
  }
  throw new CrescendoError('PATH', `${root} is not a folder`, { path: root });
}

interface Entry {
  name: string;
  directory: boolean;
}

/** Entries of one folder in order of the bytes of their names; hidden ones are left out. */
function sortedEntries(folder: string, followLinks: boolean): Entry[] {
  const entries: Entry[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name.startsWith('.')) continue;
    checkName(folder, entry.name);
    entries.push({ name: entry.name, directory: isDirectory(folder, entry, followLinks) });
  }
  return entries.sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
}

function checkName(folder: string, name: string): void {
  // Node puts U+FFFD where a name is not UTF-8: such a file could never be opened again by its key.
  if (!name.includes('\uFFFD') && !name.includes('\\') && Buffer.byteLength(name) <= NAME_BYTES_MAX) return;
  throw new CrescendoError(
    'PATH',
    `the name of ${join(folder, name)} is not UTF-8 or contains a backslash; rename it`,
    {
      path: join(folder, name),
    },
  );
}

function isDirectory(folder: string, entry: Dirent, followLinks: boolean): boolean {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  const path = join(folder, entry.name);
  if (!followLinks) {
    throw new CrescendoError('PATH', `${path} is a symbolic link; allow links with --follow-links`, { path });
  }
  try {
    return statSync(path).isDirectory();
  } catch {
    throw new CrescendoError('PATH', `${path} is a broken link`, { path });
  }
}

export function isImageName(name: string): boolean {
  return EXTENSIONS.test(name);
}

/** The images below a class's folder: in each folder first its images, then those of its subfolders. */
function* walkClass(
  folder: string,
  followLinks: boolean,
  progress: IndexProgress,
  prefix = '',
): Generator<{ name: string; size: number }> {
  const entries = sortedEntries(folder, followLinks);
  for (const entry of entries) {
    if (entry.directory) continue;
    if (!EXTENSIONS.test(entry.name)) {
      progress.ignored += 1;
      continue;
    }
    const path = join(folder, entry.name);
    const stat = followLinks ? statSync(path) : lstatSync(path);
    yield { name: prefix + entry.name, size: Math.min(stat.size, SIZE_MAX) };
  }
  for (const entry of entries) {
    if (!entry.directory) continue;
    yield* walkClass(join(folder, entry.name), followLinks, progress, `${prefix}${entry.name}/`);
  }
}
