import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync, renameSync, writeSync } from 'node:fs';
import { z } from 'zod';
import { CrescendoError } from '../errors.ts';
import { SampleVersions, type VersionColumns, type VersionsHeader, versionsSchema } from './sample-versions.ts';
import { whyUnreadable } from './unreadable.ts';

/**
 * The list of a dataset's samples: key, label and byte size of each, in columns of one shared buffer.
 *
 * A key is `<class name>/<name inside the class's folder>`; only the second part is stored, about 30 bytes a sample
 * in all. Where the class of a sample is not the folder in which it lies, the whole key is stored as its name. File layout,
 * little-endian, every section at a multiple of 8 bytes:
 *
 *     magic "CRSMAN01" | u32 header bytes, u32 0 | header (JSON) | labels u32[N] | sizes u32[N]
 *     | name block starts f64[ceil(N / 64) + 1] | name lengths u16[N] | names (UTF-8, without separators)
 *     | in version 2: versions (`SampleVersions`)
 */

const MAGIC = 'CRSMAN01';
const BLOCK = 64;
/** Version 1 lacks the versions of the files. */
const VERSION = 2;

interface ManifestHeader {
  version: number;
  sampleCount: number;
  nameBytes: number;
  classNames: string[];
  /** Whether links were followed while indexing, so that reading may follow them. */
  followLinks: boolean;
  /** True if names are whole keys; left out otherwise. */
  wholeKeys?: true;
  /** Number of folders, if there are several: keys then begin with the position of the folder. */
  folders?: number;
  /** True if a class map states the labels; left out otherwise. */
  classMapped?: true;
  /** What is known of the contents of the files; left out in version 1. */
  versions?: VersionsHeader;
  /** SHA-256 of keys, labels and sizes, in hexadecimal. */
  digest: string;
}

const headerSchema = z.object({
  version: z.int().min(1).max(VERSION),
  sampleCount: z.int().min(0),
  nameBytes: z.int().min(0),
  classNames: z.array(z.string()),
  followLinks: z.boolean(),
  wholeKeys: z.literal(true).optional(),
  folders: z.int().min(1).optional(),
  classMapped: z.literal(true).optional(),
  versions: versionsSchema.optional(),
  digest: z.string(),
});

/** Byte positions of the sections. */
interface Layout {
  labels: number;
  sizes: number;
  blocks: number;
  lengths: number;
  names: number;
  versions: number;
  end: number;
}

const align = (offset: number): number => Math.ceil(offset / 8) * 8;

function layoutOf(headerBytes: number, header: Pick<ManifestHeader, 'sampleCount' | 'nameBytes' | 'versions'>): Layout {
  const { sampleCount, nameBytes } = header;
  const labels = align(16 + headerBytes);
  const sizes = align(labels + 4 * sampleCount);
  const blocks = align(sizes + 4 * sampleCount);
  const lengths = blocks + 8 * (Math.ceil(sampleCount / BLOCK) + 1);
  const names = align(lengths + 2 * sampleCount);
  const namesEnd = names + nameBytes;
  if (header.versions === undefined) {
    return { labels, sizes, blocks, lengths, names, versions: namesEnd, end: namesEnd };
  }
  const versions = align(namesEnd);
  const end = versions + SampleVersions.byteLength(header.versions, sampleCount);
  return { labels, sizes, blocks, lengths, names, versions, end };
}

/** The columns from which a manifest is made. */
export interface ManifestColumns {
  classNames: string[];
  labels: Uint32Array;
  sizes: Uint32Array;
  /** Length in bytes of each name. */
  nameLengths: Uint16Array;
  /** All names, one after the other. */
  names: Uint8Array;
  followLinks: boolean;
  /** True if each name is the whole key of its sample. Default: false. */
  wholeKeys?: boolean;
  /** Number of folders that the keys are spread over: with several, keys begin with the folder's position. Default: 1. */
  folders?: number;
  /** True if a class map states the labels. Default: false. */
  classMapped?: boolean;
  /** What is known of the contents of the files. Default: nothing. */
  versions?: VersionColumns;
}

export class Manifest {
  /** The whole file, shareable between threads. */
  readonly buffer: SharedArrayBuffer;
  readonly sampleCount: number;
  readonly classNames: readonly string[];
  readonly followLinks: boolean;
  /** Number of folders; with several, a key begins with the position of its folder. */
  readonly folders: number;
  /** Whether a class map states the labels; otherwise they follow from the names of the classes. */
  readonly classMapped: boolean;
  /** SHA-256 of keys, labels and sizes, in hexadecimal. */
  readonly digest: string;
  /** What is known of the contents of the files; undefined in a manifest of version 1. */
  readonly versions: SampleVersions | undefined;
  /** CRC-32 of what is known of the contents; undefined if nothing is. */
  readonly versionsCrc: number | undefined;
  readonly #wholeKeys: boolean;
  readonly #labels: Uint32Array;
  readonly #sizes: Uint32Array;
  readonly #blocks: Float64Array;
  readonly #lengths: Uint16Array;
  readonly #names: Buffer;
  #classCounts: Uint32Array | undefined;

  /** Wraps a buffer that holds a manifest file. Throws DAMAGED_FILE. */
  constructor(buffer: SharedArrayBuffer) {
    const header = readHeader(buffer);
    const headerBytes = new DataView(buffer).getUint32(8, true);
    const n = header.sampleCount;
    const layout = layoutOf(headerBytes, header);
    if (layout.end !== buffer.byteLength) {
      throw damaged(`its header promises ${layout.end} bytes but it has ${buffer.byteLength}`);
    }
    this.buffer = buffer;
    this.sampleCount = n;
    this.classNames = header.classNames;
    this.followLinks = header.followLinks;
    this.folders = header.folders ?? 1;
    this.classMapped = header.classMapped ?? false;
    this.#wholeKeys = header.wholeKeys ?? false;
    this.digest = header.digest;
    this.versions = header.versions && SampleVersions.of(header.versions, buffer, layout.versions, n);
    this.versionsCrc = header.versions?.crc;
    this.#labels = new Uint32Array(buffer, layout.labels, n);
    this.#sizes = new Uint32Array(buffer, layout.sizes, n);
    this.#blocks = new Float64Array(buffer, layout.blocks, Math.ceil(n / BLOCK) + 1);
    this.#lengths = new Uint16Array(buffer, layout.lengths, n);
    this.#names = Buffer.from(buffer, layout.names, header.nameBytes);
  }

  /** Makes a manifest of columns. */
  static fromColumns(columns: ManifestColumns): Manifest {
    const { labels, sizes, nameLengths, names } = columns;
    const keys = keyForm(columns.wholeKeys ?? false, columns.folders ?? 1);
    const versions = columns.versions && new SampleVersions(columns.versions);
    const header: ManifestHeader = {
      version: versions === undefined ? 1 : VERSION,
      sampleCount: labels.length,
      nameBytes: names.length,
      classNames: columns.classNames,
      followLinks: columns.followLinks,
      ...keys,
      ...(columns.classMapped ? { classMapped: true } : {}),
      ...(versions === undefined ? {} : { versions: versions.header() }),
      digest: digestOf(columns.classNames, keys, labels, sizes, nameLengths, names),
    };
    const json = Buffer.from(JSON.stringify(header));
    const layout = layoutOf(json.length, header);
    const buffer = new SharedArrayBuffer(layout.end);
    const bytes = Buffer.from(buffer);
    bytes.write(MAGIC, 0, 'latin1');
    bytes.writeUInt32LE(json.length, 8);
    json.copy(bytes, 16);
    new Uint32Array(buffer, layout.labels, labels.length).set(labels);
    new Uint32Array(buffer, layout.sizes, sizes.length).set(sizes);
    new Uint16Array(buffer, layout.lengths, nameLengths.length).set(nameLengths);
    bytes.set(names, layout.names);
    const blocks = new Float64Array(buffer, layout.blocks, Math.ceil(labels.length / BLOCK) + 1);
    let offset = 0;
    for (let k = 0; k < nameLengths.length; k += 1) {
      if (k % BLOCK === 0) blocks[k / BLOCK] = offset;
      offset += nameLengths[k]!;
    }
    blocks[blocks.length - 1] = offset;
    versions?.write(buffer, layout.versions);
    return new Manifest(buffer);
  }

  /** Reads a manifest file and checks its digest. Throws PATH or DAMAGED_FILE. */
  static open(path: string): Manifest {
    try {
      return Manifest.#checked(readShared(path));
    } catch (error) {
      if (!(error instanceof CrescendoError) || error.reason !== 'DAMAGED_FILE') throw error;
      throw new CrescendoError(error.reason, `the manifest ${path}: ${error.message}`, { path });
    }
  }

  static #checked(buffer: SharedArrayBuffer): Manifest {
    const manifest = new Manifest(buffer);
    const keys = keyForm(manifest.#wholeKeys, manifest.folders);
    const columns = [manifest.#labels, manifest.#sizes, manifest.#lengths, manifest.#names];
    const actual = digestOf(manifest.classNames, keys, ...columns);
    if (actual !== manifest.digest) throw damaged(`its digest is ${actual} but its header says ${manifest.digest}`);
    if (manifest.versions?.header().crc !== manifest.versionsCrc) {
      throw damaged('the times and checksums of its files are not what its header says');
    }
    manifest.#checkBlocks();
    return manifest;
  }

  /** Writes the manifest to a file, whole or not at all. */
  save(path: string): void {
    const temporary = `${path}.${process.pid}.partial`;
    const file = openSync(temporary, 'w', 0o644);
    try {
      const bytes = new Uint8Array(this.buffer);
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, Math.min(bytes.length - at, 2 ** 30));
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  }

  /** Class of sample `index`: a position in `classNames`. */
  label(index: number): number {
    return this.#labels[this.#check(index)]!;
  }

  /** Encoded size in bytes of sample `index`. */
  size(index: number): number {
    return this.#sizes[this.#check(index)]!;
  }

  /** Key of sample `index`: its path inside the dataset, with `/` between the parts. */
  key(index: number): string {
    const block = Math.floor(this.#check(index) / BLOCK);
    let start = this.#blocks[block]!;
    for (let k = block * BLOCK; k < index; k += 1) start += this.#lengths[k]!;
    const name = this.#names.toString('utf8', start, start + this.#lengths[index]!);
    return this.#wholeKeys ? name : `${this.classNames[this.#labels[index]!]}/${name}`;
  }

  /** Number of samples of each class. */
  classCounts(): Uint32Array {
    if (this.#classCounts !== undefined) return this.#classCounts;
    const counts = new Uint32Array(this.classNames.length);
    for (const label of this.#labels) counts[label]! += 1;
    this.#classCounts = counts;
    return counts;
  }

  /** Bytes of all samples. */
  totalBytes(): number {
    return this.#sizes.reduce((sum, size) => sum + size, 0);
  }

  /** Where the names of each block begin follows from their lengths; the digest is that of the lengths. */
  #checkBlocks(): void {
    let offset = 0;
    for (let k = 0; k < this.sampleCount; k += 1) {
      if (k % BLOCK === 0 && this.#blocks[k / BLOCK] !== offset) throw damaged('its names do not begin where it says');
      offset += this.#lengths[k]!;
    }
    if (this.#blocks.at(-1) !== offset || this.#names.length !== offset) throw damaged('its names have another length');
  }

  #check(index: number): number {
    if (!Number.isInteger(index) || index < 0 || index >= this.sampleCount) {
      throw new RangeError(`sample ${index} is outside 0..${this.sampleCount - 1}`);
    }
    return index;
  }
}

function damaged(why: string): CrescendoError {
  return new CrescendoError(
    'DAMAGED_FILE',
    `not a manifest of this version, or damaged: ${why}; index the data again with 'crescendo index DIR FILE'`,
  );
}

function readHeader(buffer: SharedArrayBuffer): ManifestHeader {
  const bytes = Buffer.from(buffer);
  if (bytes.length < 16 || bytes.toString('latin1', 0, 8) !== MAGIC) throw damaged(`it does not begin with ${MAGIC}`);
  const end = 16 + bytes.readUInt32LE(8);
  if (end > bytes.length) throw damaged('its header is cut off');
  try {
    const header = headerSchema.safeParse(JSON.parse(bytes.toString('utf8', 16, end)));
    if (header.success) return header.data as ManifestHeader;
  } catch {
    throw damaged('its header is not JSON');
  }
  throw damaged('its header lacks a field, has one of another kind, or is of a later version');
}

function readShared(path: string): SharedArrayBuffer {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    throw new CrescendoError('PATH', `cannot open the manifest ${path}: ${whyUnreadable(path, error)}`, { path });
  }
  try {
    const buffer = new SharedArrayBuffer(fstatSync(file).size);
    const bytes = new Uint8Array(buffer);
    for (let at = 0; at < bytes.length; ) {
      const got = readSync(file, bytes, at, Math.min(bytes.length - at, 2 ** 30), at);
      if (got === 0) throw damaged('it became shorter while being read');
      at += got;
    }
    return buffer;
  } finally {
    closeSync(file);
  }
}

/** The part of the header that says what keys look like: empty for one folder of class folders. */
function keyForm(wholeKeys: boolean, folders: number): Pick<ManifestHeader, 'wholeKeys' | 'folders'> {
  return { ...(wholeKeys ? { wholeKeys } : {}), ...(folders > 1 ? { folders } : {}) };
}

function digestOf(classNames: readonly string[], keys: object, ...columns: ArrayBufferView[]): string {
  const hash = createHash('sha256').update(`${MAGIC}\n${JSON.stringify(classNames)}\n`);
  // Added only where keys are not those of class folders, whose digests stay what they were.
  if (Object.keys(keys).length > 0) hash.update(`${JSON.stringify(keys)}\n`);
  for (const column of columns) {
    const bytes = new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
    // One call takes less than 2^31 bytes.
    for (let at = 0; at < bytes.length; at += 2 ** 30) hash.update(bytes.subarray(at, at + 2 ** 30));
  }
  return hash.digest('hex');
}
