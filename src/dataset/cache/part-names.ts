import { createHash } from 'node:crypto';
import { LIMITS } from '../../limits.ts';
import type { ObjectRange, ObjectVersion } from '../storage/storage.ts';

/** A piece of a range that lies in one part. */
export interface Piece {
  /** Name of the part in the cache. */
  name: string;
  /** The whole part, as the storage reads it. */
  part: ObjectRange;
  /** Where the piece begins in the part, and its bytes. */
  offset: number;
  length: number;
}

const PART = LIMITS.cachePartBytes;
/** Objects whose hashes are kept. */
const OBJECTS_KEPT = 65_536;
/** Digits of a hash in a name: 160 bits. */
const DIGITS = 40;

/**
 * Names of the parts of one place's objects. A name is a hash of the place, the object and its version, so bytes of another
 * version have another name.
 */
export class PartNames {
  readonly #place: string;
  readonly #hashes = new Map<string, string>();

  /** @param place as people write it, without credentials */
  constructor(place: string) {
    this.#place = place;
  }

  /** The parts that a range lies in; undefined if too little is known of the object's version to keep its bytes. */
  pieces(range: ObjectRange): Piece[] | undefined {
    const { objectLength, offset, length } = range;
    const hash = this.#hash(range);
    if (hash === undefined || objectLength === undefined || offset + length > objectLength) return undefined;
    const pieces: Piece[] = [];
    for (let at = offset; at < offset + length; ) {
      const number = Math.floor(at / PART);
      const part = partOf(range, number);
      const end = Math.min(offset + length, part.offset + part.length);
      pieces.push({ name: `${hash}-${number}`, part, offset: at - part.offset, length: end - at });
      at = end;
    }
    return pieces;
  }

  /** The name of one part; undefined as for `pieces`. */
  name(object: ObjectRange, number: number): string | undefined {
    const hash = this.#hash(object);
    return hash === undefined ? undefined : `${hash}-${number}`;
  }

  #hash({ object, objectLength, version }: ObjectRange): string | undefined {
    const tag = versionTag(version);
    if (tag === undefined || objectLength === undefined) return undefined;
    const identity = `${tag}\n${objectLength}\n${object}`;
    let hash = this.#hashes.get(identity);
    if (hash === undefined) {
      if (this.#hashes.size >= OBJECTS_KEPT) this.#hashes.clear();
      hash = createHash('sha256')
        .update(`${PART}\n${JSON.stringify(this.#place)}\n${identity}`)
        .digest('hex')
        .slice(0, DIGITS);
      this.#hashes.set(identity, hash);
    }
    return hash;
  }
}

/** Part `number` of an object, as its storage reads it. */
export function partOf({ object, objectLength, version }: ObjectRange, number: number): ObjectRange {
  const offset = number * PART;
  const length = Math.min(PART, objectLength! - offset);
  return { object, offset, length, objectLength: objectLength!, ...(version === undefined ? {} : { version }) };
}

/** What tells an object from what it was before: its entity tag, or when it was modified. */
function versionTag(version: ObjectVersion | undefined): string | undefined {
  if (version === undefined) return undefined;
  const { etag, modifiedMs, checksum } = version;
  if (etag === undefined && modifiedMs === undefined && checksum === undefined) return undefined;
  return JSON.stringify([etag, modifiedMs, checksum && Buffer.from(checksum).toString('hex')]);
}

const NAME = /^[0-9a-f]{40}-\d{1,10}$/;

/** Whether the cache could have given a file that name. */
export function isPartName(name: string): boolean {
  return NAME.test(name);
}
