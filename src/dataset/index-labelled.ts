import { realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CrescendoError } from '../errors.ts';
import { GrowingBytes, GrowingUint16, GrowingUint32 } from './growing.ts';
import type { IndexOptions, IndexResult } from './index-folder.ts';
import { type LabelledPath, numberLabels, readLabelFile } from './label-file.ts';
import { Manifest } from './manifest.ts';
import { SkippedFiles } from './skipped-files.ts';
import { resolveRoot, SIZE_MAX } from './walk-folder.ts';

/**
 * Indexes the files that a label file lists, in order of the bytes of their paths; the folder is not walked. Whatever the
 * suffix, a listed file is a sample. Throws PATH for a file that does not exist, INVALID_FIELD.
 */
export async function indexLabelled(root: string, labelFile: string, options: IndexOptions = {}): Promise<IndexResult> {
  const base = resolveRoot(root);
  const rows = readLabelFile(labelFile);
  const map = numberLabels(new Set(rows.map((row) => row.label)), labelFile, options.classes);
  const columns = { labels: new GrowingUint32(), sizes: new GrowingUint32(), lengths: new GrowingUint16() };
  const names = new GrowingBytes();
  const skipped = new SkippedFiles(options.onSkip);
  const classes = map.names.length;
  const progress = { classes, classesDone: 0, samples: 0, bytes: 0, ignored: 0 };
  const missing: string[] = [];
  for (const { path, label } of rows) {
    const size = sizeOf(base, path, options.followLinks ?? false);
    if (size === undefined) {
      missing.push(path);
      continue;
    }
    columns.labels.push(map.labels.get(label)!);
    columns.sizes.push(size);
    columns.lengths.push(names.append(path));
    progress.samples += 1;
    progress.bytes += size;
    if (progress.samples % 2000 === 0) {
      options.onProgress?.(progress);
      await new Promise(setImmediate);
    }
  }
  if (missing.length > 0) throw notThere(missing, rows, labelFile, root);
  progress.classesDone = classes;
  options.onProgress?.(progress);
  const manifest = Manifest.fromColumns({
    classNames: [...map.names],
    labels: columns.labels.finish(),
    sizes: columns.sizes.finish(),
    nameLengths: columns.lengths.finish(),
    names: names.finish(),
    followLinks: options.followLinks ?? false,
    wholeKeys: true,
    classMapped: options.classMapped ?? false,
  });
  if (options.classes !== undefined) skipped.noteAbsent(manifest);
  return { manifest, progress, skipped };
}

/** The size of a file in bytes; undefined if it does not exist. Throws PATH for a link that may not be followed. */
function sizeOf(base: string, path: string, followLinks: boolean): number | undefined {
  const full = join(base, path);
  const stat = statSync(full, { throwIfNoEntry: false });
  if (stat === undefined || !stat.isFile()) return undefined;
  // The base is a real path: any difference is a link, be it a folder's.
  if (followLinks || realpathSync(full) === full) return Math.min(stat.size, SIZE_MAX);
  throw new CrescendoError('PATH', `${full} is, or lies behind, a symbolic link; allow links with --follow-links`, {
    path: full,
  });
}

function notThere(
  missing: readonly string[],
  rows: readonly LabelledPath[],
  labelFile: string,
  root: string,
): CrescendoError {
  const first = missing.slice(0, 3).join(', ');
  return new CrescendoError(
    'PATH',
    `label file ${labelFile}: ${missing.length} of its ${rows.length} files do not exist below ${root}: ${first}` +
      `${missing.length > 3 ? ', ...' : ''}; paths are relative to that folder`,
    { path: missing[0]! },
  );
}
