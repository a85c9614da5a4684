import { createHash } from 'node:crypto';
import { closeSync, fstatSync, fsyncSync, mkdirSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { CrescendoError } from '../../errors.ts';
import { whyUnreadable } from '../unreadable.ts';
import type { Shard } from './shard.ts';

const MAGIC = 'CRSPACK1';
/** The magic, the number of images and the bytes of all images. */
const END_BYTES = 24;
const SUFFIX = '.pack';

/**
 * Images that were decoded out of a shard, one after the other in a file, so that each can be read by itself:
 *
 *     images | lengths u32[N] | magic "CRSPACK1" | N f64 | bytes of the images f64      (little-endian)
 */
export interface Pack {
  name: string;
  /** Bytes of the file. */
  length: number;
  /** Bytes of each image; they follow each other from the first byte on. */
  lengths: Uint32Array;
}

/** The name of the pack of a shard's column: another version of the shard has another one. */
export function packName({ store, info }: Shard, column: readonly string[]): string {
  const { modifiedMs, etag } = info.version ?? {};
  const identity = JSON.stringify([MAGIC, store.place, info.object, info.length, modifiedMs, etag, column]);
  return `${createHash('sha256').update(identity).digest('hex')}${SUFFIX}`;
}

/** Opens a pack that was written before; undefined if it is not there or not whole. */
export function openPack(folder: string, name: string): Pack | undefined {
  let file: number;
  try {
    file = openSync(join(folder, name), 'r');
  } catch {
    return undefined;
  }
  try {
    const { size } = fstatSync(file);
    if (size < END_BYTES) return undefined;
    const end = readAt(file, size - END_BYTES, END_BYTES);
    const [count, bytes] = [end.readDoubleLE(8), end.readDoubleLE(16)];
    if (end.toString('latin1', 0, 8) !== MAGIC || bytes + 4 * count + END_BYTES !== size) return undefined;
    const lengths = new Uint32Array(count);
    Buffer.from(lengths.buffer).set(readAt(file, bytes, 4 * count));
    return { name, length: size, lengths };
  } finally {
    closeSync(file);
  }
}

/** Writes a pack: whole, or not at all. */
export class PackWriter {
  readonly #folder: string;
  readonly #name: string;
  readonly #temporary: string;
  readonly #file: number;
  readonly #lengths: number[] = [];
  #isOpen = true;
  #bytes = 0;

  /** Makes the folder if it is not there. Throws PATH. */
  constructor(folder: string, name: string) {
    this.#folder = folder;
    this.#name = name;
    this.#temporary = join(folder, `.${name}.${process.pid}.partial`);
    this.#file = orPath(folder, () => {
      mkdirSync(folder, { recursive: true });
      return openSync(this.#temporary, 'w', 0o644);
    });
  }

  add(image: Uint8Array): void {
    this.#write(image);
    this.#lengths.push(image.length);
    this.#bytes += image.length;
  }

  /** Puts the pack into its place. */
  finish(): Pack {
    const lengths = Uint32Array.from(this.#lengths);
    this.#write(new Uint8Array(lengths.buffer));
    const end = Buffer.alloc(END_BYTES);
    end.write(MAGIC, 0, 'latin1');
    end.writeDoubleLE(lengths.length, 8);
    end.writeDoubleLE(this.#bytes, 16);
    this.#write(end);
    orPath(this.#folder, () => {
      fsyncSync(this.#file);
      this.#close();
      renameSync(this.#temporary, join(this.#folder, this.#name));
    });
    return { name: this.#name, length: this.#bytes + 4 * lengths.length + END_BYTES, lengths };
  }

  /** Removes what was written. */
  abandon(): void {
    this.#close();
    rmSync(this.#temporary, { force: true });
  }

  #close(): void {
    if (this.#isOpen) closeSync(this.#file);
    this.#isOpen = false;
  }

  #write(bytes: Uint8Array): void {
    orPath(this.#folder, () => {
      for (let at = 0; at < bytes.length; ) at += writeSync(this.#file, bytes, at);
    });
  }
}

function readAt(file: number, start: number, length: number): Buffer {
  const into = Buffer.alloc(length);
  for (let at = 0; at < length; ) {
    const got = readSync(file, into, at, length - at, start + at);
    if (got === 0) break;
    at += got;
  }
  return into;
}

function orPath<Result>(folder: string, call: () => Result): Result {
  try {
    return call();
  } catch (error) {
    throw new CrescendoError(
      'PATH',
      `cannot write images to the folder ${folder} (packs, --packs): ${whyUnreadable(folder, error)}`,
      { path: folder },
      { cause: error },
    );
  }
}
