import { z } from 'zod';
import { objectsSchema, SampleObjects } from './sample-objects.ts';
import { SampleVersions, versionsSchema } from './sample-versions.ts';

/**
 * The layout of a manifest file: key, label and byte size of each sample, in columns of one shared buffer.
 *
 * A key is `<class name>/<name inside the class's folder>`; only the second part is stored, about 30 bytes a sample
 * in all. Where the class of a sample is not the folder in which it lies, the whole key is stored as its name. File layout,
 * little-endian, every section at a multiple of 8 bytes:
 *
 *     magic "CRSMAN01" | u32 header bytes, u32 CRC | header (JSON) | labels u32[N] | sizes u32[N]
 *     | name block starts f64[ceil(N / 64) + 1] | name lengths u16[N] | names (UTF-8, without separators)
 *     | in version 2: versions (`SampleVersions`) | in version 3: objects (`SampleObjects`)
 *
 * The CRC is a CRC-32 of all bytes after it, in version 3; it is 0 before.
 */
export const MAGIC = 'CRSMAN01';
/** Samples between two stored starts of names. */
export const BLOCK = 64;
/** Version 1 lacks the versions of the files; version 3 has objects that hold many samples each. */
const VERSION = 3;
/** Where the CRC lies, and where what it covers begins. */
export const CRC_AT = 12;
export const COVERED = 16;

export const headerSchema = z.object({
  version: z.int().min(1).max(VERSION),
  sampleCount: z.int().min(0),
  nameBytes: z.int().min(0),
  classNames: z.array(z.string()),
  /** Whether links were followed while indexing, so that reading may follow them. */
  followLinks: z.boolean(),
  /** True if names are whole keys; left out otherwise. */
  wholeKeys: z.literal(true).optional(),
  /** Number of folders, if there are several: keys then begin with the position of the folder. */
  folders: z.int().min(1).optional(),
  /** True if a class map states the labels; left out otherwise. */
  classMapped: z.literal(true).optional(),
  /** What is known of the contents of the files; left out in version 1. */
  versions: versionsSchema.optional(),
  /** Where the samples lie; left out where each is a file of its own. */
  objects: objectsSchema.optional(),
  /** SHA-256 of keys, labels and sizes, in hexadecimal. */
  digest: z.string(),
});

export type ManifestHeader = z.infer<typeof headerSchema>;

/** Byte positions of the sections. */
export interface Layout {
  labels: number;
  sizes: number;
  blocks: number;
  lengths: number;
  names: number;
  versions: number;
  objects: number;
  end: number;
}

const align = (offset: number): number => Math.ceil(offset / 8) * 8;

export function layoutOf(
  headerBytes: number,
  header: Pick<ManifestHeader, 'sampleCount' | 'nameBytes' | 'versions' | 'objects'>,
): Layout {
  const { sampleCount, nameBytes } = header;
  const labels = align(COVERED + headerBytes);
  const sizes = align(labels + 4 * sampleCount);
  const blocks = align(sizes + 4 * sampleCount);
  const lengths = blocks + 8 * (Math.ceil(sampleCount / BLOCK) + 1);
  const names = align(lengths + 2 * sampleCount);
  let end = names + nameBytes;
  const versions = header.versions === undefined ? end : align(end);
  if (header.versions !== undefined) end = versions + SampleVersions.byteLength(header.versions, sampleCount);
  const objects = header.objects === undefined ? end : align(end);
  if (header.objects !== undefined) end = objects + SampleObjects.byteLength(header.objects, sampleCount);
  return { labels, sizes, blocks, lengths, names, versions, objects, end };
}

/** The version of a file with these parts. */
export function versionOf({ versions, objects }: Pick<ManifestHeader, 'versions' | 'objects'>): number {
  if (objects !== undefined) return VERSION;
  return versions === undefined ? 1 : 2;
}
