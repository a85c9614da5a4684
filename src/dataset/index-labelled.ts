import { realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CrescendoError } from '../errors.ts';
import { type FileFacts, fileFacts } from './file-facts.ts';
import type { IndexOptions, IndexResult } from './index-folder.ts';
import { type LabelledPath, numberLabels, readLabelFile } from './label-file.ts';
import { SampleColumns } from './sample-columns.ts';
import { SkippedFiles } from './skipped-files.ts';
import { found, resolveRoot } from './walk-folder.ts';

/**
 * Indexes the files that a label file lists, in order of the bytes of their paths; the folder is not walked. Whatever the
 * suffix, a listed file is a sample. Throws PATH for a file that does not exist, INVALID_FIELD.
 */
export async function indexLabelled(root: string, labelFile: string, options: IndexOptions = {}): Promise<IndexResult> {
  const base = resolveRoot(root);
  const rows = readLabelFile(labelFile);
  const map = numberLabels(new Set(rows.map((row) => row.label)), `label file ${labelFile}`, options.classes);
  const { followLinks = false, checksums = false } = options;
  const samples = new SampleColumns(checksums);
  const skipped = new SkippedFiles(options.onSkip);
  const classes = map.names.length;
  const progress = { classes, classesDone: 0, samples: 0, bytes: 0, ignored: 0 };
  const missing: string[] = [];
  for (const { path, label } of rows) {
    const facts = found(join(base, path), () => factsOf(base, path, followLinks, checksums));
    if (facts === undefined) {
      missing.push(path);
      continue;
    }
    samples.add(map.labels.get(label)!, path, facts);
    progress.samples += 1;
    progress.bytes += facts.size;
    if (progress.samples % 2000 === 0) {
      options.onProgress?.(progress);
      await new Promise(setImmediate);
    }
  }
  if (missing.length > 0) throw notThere(missing, rows, labelFile, root);
  progress.classesDone = classes;
  options.onProgress?.(progress);
  const frame = { classNames: [...map.names], followLinks, wholeKeys: true, classMapped: options.classMapped ?? false };
  const manifest = samples.manifest(frame, [base]);
  if (options.classes !== undefined) skipped.noteAbsent(manifest);
  return { manifest, progress, skipped };
}

/** What is kept of a file; undefined if it does not exist. Throws PATH for a link that may not be followed. */
function factsOf(base: string, path: string, followLinks: boolean, checksums: boolean): FileFacts | undefined {
  const full = join(base, path);
  const stat = statSync(full, { throwIfNoEntry: false });
  if (stat === undefined || !stat.isFile()) return undefined;
  // The base is a real path, so a different result means that the file, or a folder on the way to it, is a link.
  if (followLinks || realpathSync(full) === full) return fileFacts(full, checksums, stat);
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
