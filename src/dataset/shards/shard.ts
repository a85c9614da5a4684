import type { SkippedFiles } from '../skipped-files.ts';
import type { ObjectInfo, ObjectStore } from '../storage/storage.ts';
import { badShard } from './bad-shard.ts';
import type { GivenLabels } from './given-labels.ts';
import type { LabelTexts, ShardSamples } from './shard-samples.ts';
import type { StatedClasses } from './stated-classes.ts';

/** One shard of a dataset. */
export interface Shard {
  /** Position of its place. */
  place: number;
  store: ObjectStore;
  info: ObjectInfo;
  /** Its path or URL, for people. */
  shown: string;
}

/** How the samples in shards are told from what else is there. */
export interface FieldOptions {
  /**
   * What holds the image: the suffix of a tar's member, the column of a Parquet file, the feature of a TFRecord. By
   * default the only one that can be.
   */
  imageField?: string | undefined;
  /** What holds the label: a field of a tar's `.json` members, a column, a feature. */
  labelField?: string | undefined;
  /** Indexes what is whole of a tar that is cut off, instead of refusing it. */
  allowTruncated?: boolean | undefined;
  /** Folder for the images of compressed Parquet pages, which are decoded into it once. */
  packs?: string | undefined;
}

/** What a scan of a shard writes to, and looks labels up in. */
export interface ScanContext {
  fields: FieldOptions;
  texts: LabelTexts;
  /** Labels from a file, which then are the only ones. */
  given: GivenLabels | undefined;
  /** The names of the classes, if the shards state them. */
  stated: StatedClasses;
  skipped: SkippedFiles;
}

/** The samples of a shard, and where they lie if it is not in the shard itself. */
export interface ScannedShard {
  samples: ShardSamples;
  /** A file in the folder of packs that holds the samples, instead of the shard. */
  pack?: { name: string; length: number };
}

/** Scans one shard. Throws PATH, INVALID_FIELD. */
export type ScanShard = (shard: Shard, context: ScanContext) => Promise<ScannedShard>;

const IMAGE = /^(?:jpe?g|png|webp|gif|tiff?|avif)$/i;

/** True if the part after a name's last dot is that of an image. */
export function isImageSuffix(suffix: string): boolean {
  return IMAGE.test(suffix);
}

/** Counts a member that is no part of a sample. */
export function leaveOut({ skipped }: ScanContext, { shown }: Shard, name: string): void {
  skipped.add('suffix', `${shown}/${name}`);
}

/** The name of a sample that may have a path: without it, its place in the shard. */
export function sampleName(path: string | undefined, file: string, place: number): string {
  return path?.replace(/^(?:\.?\/)+/, '') || `${file}/${place}`;
}

/**
 * A label as text: a whole number or the name of a class. Throws PATH for what is neither; -1 is how unlabelled splits are
 * marked.
 */
export function labelText(value: unknown, where: () => string, offset?: number): string {
  // Zeros in front are no part of a number.
  const text = typeof value === 'string' ? value.trim().replace(/^0+(?=\d+$)/, '') : value;
  if (typeof text === 'bigint' || typeof text === 'number') {
    if (Number.isSafeInteger(Number(text)) && Number(text) >= 0) return String(text);
  } else if (typeof text === 'string' && text !== '' && !/^-\d+$/.test(text)) return text;
  const shown = typeof text === 'bigint' ? String(text) : (JSON.stringify(text) ?? 'nothing');
  throw badShard(
    where(),
    offset,
    `the label is ${shown}; a label is a whole number from 0, or the name of a class` +
      (shown.replaceAll('"', '') === '-1' ? ' (-1 marks a split without labels: give the labels in a label_file)' : ''),
  );
}
