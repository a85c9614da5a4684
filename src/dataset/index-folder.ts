import { join } from 'node:path';
import { CrescendoError } from '../errors.ts';
import { GrowingBytes, GrowingUint16, GrowingUint32 } from './growing.ts';
import { Manifest } from './manifest.ts';
import { SkippedFiles } from './skipped-files.ts';
import { classFolders, resolveRoot, walkImages } from './walk-folder.ts';

/** Files between two reports of progress. */
const REPORT_EVERY = 2000;

export interface IndexOptions {
  /** Follow symbolic links; otherwise a link is an error, because it could lead out of the folder. */
  followLinks?: boolean;
  /** Called from time to time with what has been found so far. */
  onProgress?: (progress: IndexProgress) => void;
  /** Called with each path that is left out and the reason in words. */
  onSkip?: (path: string, why: string) => void;
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
  skipped: SkippedFiles;
}

/**
 * Indexes an image folder: every folder directly inside `root` that contains an image is a class, every image anywhere
 * below it a sample. Classes and samples are sorted by the bytes of their names, so that every machine creates the same
 * manifest. A folder without images is no class: it would shift the labels of the classes after it.
 *
 * Throws PATH, naming the offending path.
 */
export async function indexFolder(root: string, options: IndexOptions = {}): Promise<IndexResult> {
  const base = resolveRoot(root);
  const skipped = new SkippedFiles(options.onSkip);
  const walk = { followLinks: options.followLinks ?? false, skipped };
  const folders = classFolders(base, walk);
  if (folders.length === 0) {
    throw new CrescendoError('PATH', `${root} contains no folders; an image folder has one folder for each class`, {
      path: root,
    });
  }
  const classNames: string[] = [];
  const columns = { labels: new GrowingUint32(), sizes: new GrowingUint32(), lengths: new GrowingUint16() };
  const names = new GrowingBytes();
  const progress: IndexProgress = { classes: folders.length, classesDone: 0, samples: 0, bytes: 0, ignored: 0 };
  for (const folder of folders) {
    const before = progress.samples;
    for (const { name, size } of walkImages(join(base, folder), walk)) {
      columns.labels.push(classNames.length);
      columns.sizes.push(size);
      columns.lengths.push(names.append(name));
      progress.samples += 1;
      progress.bytes += size;
      if (progress.samples % REPORT_EVERY === 0) {
        options.onProgress?.(progress);
        await new Promise(setImmediate);
      }
    }
    if (progress.samples > before) classNames.push(folder);
    else skipped.add('empty-class', join(base, folder), folder);
    progress.classesDone += 1;
  }
  const classes = classNames.length;
  Object.assign(progress, { classes, classesDone: classes, ignored: skipped.otherFiles });
  options.onProgress?.(progress);
  if (progress.samples === 0) {
    throw new CrescendoError('PATH', `${root} contains no images in its folders; ${skipped.summary()}`, {
      path: root,
    });
  }
  const manifest = Manifest.fromColumns({
    classNames,
    labels: columns.labels.finish(),
    sizes: columns.sizes.finish(),
    nameLengths: columns.lengths.finish(),
    names: names.finish(),
    followLinks: walk.followLinks,
  });
  return { manifest, progress, skipped };
}
