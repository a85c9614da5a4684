import { isUtf8 } from 'node:buffer';
import { LIMITS } from '../../limits.ts';
import { badShard } from './bad-shard.ts';
import { bytesOf } from './byte-source.ts';
import type { ObjectWindow } from './object-window.ts';
import { parsePax } from './pax.ts';
import { parseTarHeader, TAR_BLOCK, type TarHeader } from './tar-header.ts';

/** The first bytes of compressed files, and the suffix that people know them by. */
const COMPRESSED: readonly (readonly [number[], string])[] = [
  [[0x1f, 0x8b], 'gzip'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'zstd'],
  [[0x42, 0x5a, 0x68], 'bzip2'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], 'xz'],
];

/** A file, or something else that has a name, in a tar archive. */
export interface TarEntry {
  path: string;
  /** Its type as in the header: `0` for a file, `1` and `2` for links, `5` for a folder. */
  type: string;
  /** First byte of its header, or of the extensions before it. */
  start: number;
  /** First byte of its body. */
  offset: number;
  /** Bytes of its body. */
  size: number;
}

/** The end of a shard that was cut off. */
export interface Truncation {
  /** First byte of what is not whole. */
  offset: number;
  /** What is missing, in words. */
  missing: string;
}

/** What headers before an entry say of it. */
interface Extensions {
  start: number | undefined;
  path: Buffer | undefined;
  size: number | undefined;
}

/**
 * The entries of a tar archive, in order, found by their headers alone: ustar, GNU's long names and pax. The archive must
 * not be compressed. After the last entry, `truncation` says whether the archive ended where it should.
 *
 * Formats: POSIX.1-2017 pax; GNU tar manual, "Basic Tar Format".
 */
export class TarEntries {
  /** Undefined if the archive is whole. */
  truncation: Truncation | undefined;
  readonly #window: ObjectWindow;
  readonly #shard: string;
  #at = 0;
  /** What a global header says of all entries after it. */
  #global = new Map<string, Buffer>();

  /** @param shard the shard's name, for people */
  constructor(window: ObjectWindow, shard: string) {
    this.#window = window;
    this.#shard = shard;
  }

  /** The next entry; undefined at the end. Throws PATH. */
  async next(): Promise<TarEntry | undefined> {
    const before: Extensions = { start: undefined, path: this.#global.get('path'), size: undefined };
    for (;;) {
      const start = this.#at;
      const header = await this.#header();
      if (header === undefined) {
        if (before.start !== undefined) this.#cut(before.start, 'the entry of an extended header');
        return undefined;
      }
      before.start ??= start;
      const size = sizeOf(header, before.size);
      const offset = start + TAR_BLOCK;
      const path = before.path ?? header.path;
      if (offset + size > this.#window.length) {
        const missing = offset + size - this.#window.length;
        return this.#cut(before.start, `${missing} of the ${size} bytes of ${path.toString('utf8')}`);
      }
      this.#at = offset + Math.ceil(size / TAR_BLOCK) * TAR_BLOCK;
      if (!isExtension(header.type)) {
        return { path: this.#text(path, start), type: header.type, start: before.start, offset, size };
      }
      await this.#extend(before, header, offset, start);
    }
  }

  /** Bytes of an entry's body, valid until the next call. */
  async body({ offset, size }: Pick<TarEntry, 'offset' | 'size'>): Promise<Uint8Array> {
    return bytesOf(this.#window, offset, size);
  }

  /** The header at the present position; undefined at the end of the archive. */
  async #header(): Promise<TarHeader | undefined> {
    const left = this.#window.length - this.#at;
    if (left < TAR_BLOCK) return this.#cut(this.#at, 'the end-of-archive marker, and maybe entries before it');
    const block = this.#window.peek(this.#at, TAR_BLOCK) ?? (await this.#window.load(this.#at, TAR_BLOCK));
    const header = parseTarHeader(block);
    if (typeof header !== 'string') return header;
    const format = this.#at === 0 && COMPRESSED.find(([magic]) => magic.every((byte, k) => block[k] === byte))?.[1];
    if (format) {
      throw badShard(
        this.#shard,
        undefined,
        `it is compressed with ${format}; samples are read one by one, so decompress it`,
      );
    }
    throw badShard(this.#shard, this.#at, `no tar header: ${header}; the shard is damaged or no tar archive`);
  }

  /** Keeps what an extended header says of the next entry, or of all. */
  async #extend(before: Extensions, { type, size }: TarHeader, offset: number, start: number): Promise<void> {
    if (type === 'S' || type === 'M') {
      const what = type === 'S' ? 'a sparse file' : 'a part of an archive in several volumes';
      throw badShard(
        this.#shard,
        start,
        `the entry is ${what}, whose bytes do not lie one after the other: pack it again`,
      );
    }
    if (size > LIMITS.tarExtensionBytes)
      throw badShard(this.#shard, start, `an extended header of ${size} bytes; at most ${LIMITS.tarExtensionBytes}`);
    const body = await this.body({ offset, size });
    if (type === 'L') before.path = untilZero(body);
    // The target of a link does not matter.
    if (type === 'K' || type === 'L') return;
    const records = parsePax(body);
    if (records === undefined) throw badShard(this.#shard, start, 'an extended header (pax) that is damaged');
    const sparse = [...records.keys()].find((key) => key.startsWith('GNU.sparse.'));
    if (sparse !== undefined) {
      throw badShard(
        this.#shard,
        start,
        'the entry is a sparse file, whose bytes do not lie one after the other: pack it again',
      );
    }
    if (type === 'g') {
      for (const [key, value] of records) this.#global.set(key, value);
      before.path ??= records.get('path');
      return;
    }
    before.path = records.get('path') ?? before.path;
    const stated = records.get('size')?.toString('latin1');
    if (stated === undefined) return;
    if (!/^\d{1,15}$/.test(stated)) throw badShard(this.#shard, start, `an extended header says the size ${stated}`);
    before.size = Number(stated);
  }

  #text(path: Buffer, start: number): string {
    if (isUtf8(path)) return path.toString('utf8').replace(/^(?:\.?\/)+/, '');
    throw badShard(
      this.#shard,
      start,
      `the name ${path.toString('latin1')} is not UTF-8; rename the file and pack it again`,
    );
  }

  #cut(offset: number, missing: string): undefined {
    this.truncation = { offset, missing };
  }
}

/** Links, folders and devices have no body, whatever some programs state. */
function sizeOf({ type, size }: TarHeader, stated: number | undefined): number {
  if (isExtension(type)) return size;
  return '123456'.includes(type) ? 0 : (stated ?? size);
}

function isExtension(type: string): boolean {
  return 'xgLKSM'.includes(type);
}

function untilZero(bytes: Uint8Array): Buffer {
  const zero = bytes.indexOf(0);
  return Buffer.from(zero === -1 ? bytes : bytes.subarray(0, zero));
}
