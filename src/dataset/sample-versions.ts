import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { type Place, placeSchema } from './place.ts';
import { CHECKSUM_BYTES } from './storage/read-checked.ts';
import type { ObjectVersion } from './storage/storage.ts';

/** What a manifest knows of the contents of its files. */
export interface VersionColumns {
  /** The folders; times are those of their files. */
  places: readonly Place[];
  /** When each file's contents were last changed, in milliseconds since 1970. */
  modifiedMs: Float64Array;
  /** With the checksums, when each file was last changed in any way, and `CHECKSUM_BYTES` bytes for each file. */
  sums?: { changedMs: Float64Array; checksums: Uint8Array };
}

/** The part of a manifest's header that describes its versions. */
export const versionsSchema = z.object({
  places: z.array(placeSchema),
  checksums: z.boolean(),
  /** CRC-32 of the columns, which finds damage and is fast: a manifest of 14 million samples is to open in a second. */
  crc: z.int(),
});

export type VersionsHeader = Readonly<z.infer<typeof versionsSchema>>;

/**
 * The versions of a dataset's files, in columns beside what the manifest's digest covers: a copy of the data with other
 * times is the same dataset.
 *
 *     modified f64[N] | with checksums: changed f64[N] | checksums u8[8 N]
 */
export class SampleVersions {
  readonly places: readonly Place[];
  readonly #modifiedMs: Float64Array;
  readonly #sums: VersionColumns['sums'];

  constructor(columns: VersionColumns) {
    this.places = columns.places;
    this.#modifiedMs = columns.modifiedMs;
    this.#sums = columns.sums;
  }

  /** Wraps the columns of a manifest's buffer. */
  static of(
    { places, checksums }: VersionsHeader,
    buffer: SharedArrayBuffer,
    start: number,
    n: number,
  ): SampleVersions {
    const modifiedMs = new Float64Array(buffer, start, n);
    if (!checksums) return new SampleVersions({ places, modifiedMs });
    const changedMs = new Float64Array(buffer, start + 8 * n, n);
    const sums = { changedMs, checksums: new Uint8Array(buffer, start + 16 * n, CHECKSUM_BYTES * n) };
    return new SampleVersions({ places, modifiedMs, sums });
  }

  /** Bytes of the columns of `n` samples. */
  static byteLength({ checksums }: Pick<VersionsHeader, 'checksums'>, n: number): number {
    return (checksums ? 16 + CHECKSUM_BYTES : 8) * n;
  }

  /** Reads all columns. */
  header(): VersionsHeader {
    let crc = 0;
    for (const column of this.#columns()) {
      // One call takes less than 2^31 bytes.
      for (let at = 0; at < column.length; at += 2 ** 30) crc = crc32(column.subarray(at, at + 2 ** 30), crc);
    }
    return { places: [...this.places], checksums: this.#sums !== undefined, crc };
  }

  /** Writes the columns into a manifest's buffer. */
  write(buffer: SharedArrayBuffer, start: number): void {
    let at = start;
    for (const column of this.#columns()) {
      new Uint8Array(buffer).set(column, at);
      at += column.length;
    }
  }

  /** @param timesCount whether the files are those of `places` */
  at(index: number, timesCount: boolean): ObjectVersion | undefined {
    const sums = this.#sums;
    if (!timesCount && sums === undefined) return undefined;
    const version: ObjectVersion = timesCount ? { modifiedMs: this.#modifiedMs[index]! } : {};
    if (sums === undefined) return version;
    if (timesCount) version.changedMs = sums.changedMs[index]!;
    version.checksum = sums.checksums.subarray(index * CHECKSUM_BYTES, (index + 1) * CHECKSUM_BYTES);
    return version;
  }

  #columns(): Uint8Array[] {
    const columns = [this.#modifiedMs, ...(this.#sums === undefined ? [] : Object.values(this.#sums))];
    return columns.map((column) => new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  }
}
