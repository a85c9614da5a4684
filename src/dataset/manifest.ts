import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync, renameSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { CrescendoError } from '../errors.ts';
import {
  BLOCK,
  COVERED,
  CRC_AT,
  headerSchema,
  layoutOf,
  MAGIC,
  type ManifestHeader,
  versionOf,
} from './manifest-layout.ts';
import { type ObjectColumns, SampleObjects } from './sample-objects.ts';
import { SampleVersions, type VersionColumns } from './sample-versions.ts';
import { whyUnreadable } from './unreadable.ts';

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
  /** Where the samples lie in objects that hold many. Default: each is a file whose path is its key. */
  objects?: ObjectColumns;
}

/** The list of a dataset's samples, in columns of one shared buffer (`manifest-layout.ts`). */
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
  /** The objects in which the samples lie; undefined if each is a file of its own. */
  readonly objects: SampleObjects | undefined;
  /** CRC-32 of the whole file, where it says where samples lie; undefined otherwise. */
  readonly objectsCrc: number | undefined;
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
    if (header.objects !== undefined) {
      this.objects = SampleObjects.of(header.objects, buffer, layout.objects, n);
      if (this.objects === undefined) throw damaged('its table of objects cannot be read');
      this.objectsCrc = new DataView(buffer).getUint32(CRC_AT, true);
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
    const objects = columns.objects && new SampleObjects(columns.objects);
    const parts = {
      ...(versions === undefined ? {} : { versions: versions.header() }),
      ...(objects === undefined ? {} : { objects: objects.header() }),
    };
    const header: ManifestHeader = {
      version: versionOf(parts),
      sampleCount: labels.length,
      nameBytes: names.length,
      classNames: columns.classNames,
      followLinks: columns.followLinks,
      ...keys,
      ...(columns.classMapped ? { classMapped: true } : {}),
      ...parts,
      digest: digestOf(columns.classNames, keys, labels, sizes, nameLengths, names),
    };
    const json = Buffer.from(JSON.stringify(header));
    const layout = layoutOf(json.length, header);
    const buffer = new SharedArrayBuffer(layout.end);
    const bytes = Buffer.from(buffer);
    bytes.write(MAGIC, 0, 'latin1');
    bytes.writeUInt32LE(json.length, 8);
    json.copy(bytes, COVERED);
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
    if (objects !== undefined) {
      objects.write(buffer, layout.objects);
      bytes.writeUInt32LE(crcOf(bytes.subarray(COVERED)), CRC_AT);
    }
    return new Manifest(buffer);
  }

  /**
   * Reads a manifest file and finds damage of it, by its digest or, which is three times as fast, by its CRC if it has one.
   * Throws PATH or DAMAGED_FILE.
   */
  static open(path: string): Manifest {
    return Manifest.#opened(path, (manifest) => {
      if (manifest.objectsCrc === undefined) manifest.#checkDigest();
      else manifest.#checkCrc(manifest.objectsCrc);
    });
  }

  /** Reads a manifest file, and checks its digest and whatever else can be checked. Throws PATH or DAMAGED_FILE. */
  static verify(path: string): Manifest {
    return Manifest.#opened(path, (manifest) => {
      if (manifest.objectsCrc !== undefined) manifest.#checkCrc(manifest.objectsCrc);
      manifest.#checkDigest();
      manifest.#checkRanges();
    });
  }

  static #opened(path: string, check: (manifest: Manifest) => void): Manifest {
    try {
      const manifest = new Manifest(readShared(path));
      check(manifest);
      manifest.#checkBlocks();
      return manifest;
    } catch (error) {
      if (!(error instanceof CrescendoError) || error.reason !== 'DAMAGED_FILE') throw error;
      throw new CrescendoError(error.reason, `the manifest ${path}: ${error.message}`, { path });
    }
  }

  #checkCrc(expected: number): void {
    const actual = crcOf(new Uint8Array(this.buffer, COVERED));
    if (actual !== expected) throw damaged(`its CRC-32 is ${actual} but its header says ${expected}`);
  }

  #checkDigest(): void {
    const keys = keyForm(this.#wholeKeys, this.folders);
    const actual = digestOf(this.classNames, keys, this.#labels, this.#sizes, this.#lengths, this.#names);
    if (actual !== this.digest) throw damaged(`its digest is ${actual} but its header says ${this.digest}`);
    if (this.versions?.header().crc !== this.versionsCrc) {
      throw damaged('the times and checksums of its files are not what its header says');
    }
  }

  /** Every sample lies inside an object, and has a class. */
  #checkRanges(): void {
    for (let index = 0; index < this.sampleCount; index += 1) {
      if (this.#labels[index]! >= this.classNames.length)
        throw damaged(`sample ${index} has a class that is not listed`);
      const { objects } = this;
      if (objects === undefined) continue;
      const { object, offset } = objects.place(index);
      const inside = object < objects.count && offset >= 0 && offset + this.#sizes[index]! <= objects.length(object);
      if (!inside) throw damaged(`sample ${index} does not lie inside its object`);
    }
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

  /** Where sample `index` lies: the position of its object in `objects`, and its first byte there. */
  place(index: number): { object: number; offset: number } {
    if (this.objects === undefined) throw new RangeError('each sample of this manifest is a file of its own');
    return this.objects.place(this.#check(index));
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
    `not a manifest of this version, or damaged: ${why}; index the data again with 'crescendo index PLACE -o FILE'`,
  );
}

function readHeader(buffer: SharedArrayBuffer): ManifestHeader {
  const bytes = Buffer.from(buffer);
  if (bytes.length < COVERED || bytes.toString('latin1', 0, 8) !== MAGIC)
    throw damaged(`it does not begin with ${MAGIC}`);
  const end = COVERED + bytes.readUInt32LE(8);
  if (end > bytes.length) throw damaged('its header is cut off');
  try {
    const header = headerSchema.safeParse(JSON.parse(bytes.toString('utf8', COVERED, end)));
    if (header.success) return header.data;
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

function crcOf(bytes: Uint8Array): number {
  let crc = 0;
  // One call takes less than 2^31 bytes.
  for (let at = 0; at < bytes.length; at += 2 ** 30) crc = crc32(bytes.subarray(at, at + 2 ** 30), crc);
  return crc;
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
