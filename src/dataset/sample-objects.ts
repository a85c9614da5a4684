import { z } from 'zod';
import { type Place, placeSchema } from './place.ts';

/** An object that holds samples: a shard. */
export interface ShardObject {
  /** Its name in the storage; with several places, the position of its place comes first, as in `1/train-0000.tar`. */
  name: string;
  /** Bytes. */
  length: number;
  /** When its contents were last changed, in milliseconds since 1970, if the storage says so. */
  modifiedMs?: number | undefined;
  /** Its entity tag, with the quotes, if the storage gives one. */
  etag?: string | undefined;
}

/** Where the samples of a manifest lie, if many of them lie in one object. */
export interface ObjectColumns {
  /** Kind of the container, such as `tar`. */
  container: string;
  /** The places below which the objects lie; the times and tags of the objects are only right for those. */
  places: readonly Place[];
  /** True if the last place is a folder of images that were taken out of compressed pages. */
  packs?: boolean;
  objects: readonly ShardObject[];
  /** Position in `objects`, for each sample. */
  object: Uint32Array;
  /** First byte in that object, for each sample. */
  offset: Float64Array;
}

/** The part of a manifest's header that describes its objects. */
export const objectsSchema = z.object({
  container: z.string(),
  places: z.array(placeSchema),
  packs: z.boolean(),
  /** Bytes of the table of objects: JSON. */
  tableBytes: z.int().min(0),
});

export type ObjectsHeader = Readonly<z.infer<typeof objectsSchema>>;

const tableSchema = z.array(
  z.object({
    name: z.string(),
    length: z.number().min(0),
    modifiedMs: z.number().optional(),
    etag: z.string().optional(),
  }),
);

const align = (offset: number): number => Math.ceil(offset / 8) * 8;

/**
 * The objects in which the samples of a dataset lie, and where: 12 bytes a sample. A manifest's digest does not cover it,
 * because the same samples in another container are the same dataset.
 *
 *     offset f64[N] | object u32[N] | table of objects (JSON, at a multiple of 8 bytes)
 */
export class SampleObjects {
  readonly container: string;
  readonly places: readonly Place[];
  readonly packs: boolean;
  readonly #objects: readonly ShardObject[];
  readonly #object: Uint32Array;
  readonly #offset: Float64Array;

  constructor(columns: ObjectColumns) {
    this.container = columns.container;
    this.places = columns.places;
    this.packs = columns.packs ?? false;
    this.#objects = columns.objects;
    this.#object = columns.object;
    this.#offset = columns.offset;
  }

  /**
   * Wraps the columns of a manifest's buffer.
   *
   * @returns undefined if the table of objects is damaged
   */
  static of(header: ObjectsHeader, buffer: SharedArrayBuffer, start: number, n: number): SampleObjects | undefined {
    const offset = new Float64Array(buffer, start, n);
    const object = new Uint32Array(buffer, start + 8 * n, n);
    const table = Buffer.from(buffer, start + align(12 * n), header.tableBytes);
    const objects = tableSchema.safeParse(parsed(table.toString('utf8')));
    return objects.success ? new SampleObjects({ ...header, objects: objects.data, object, offset }) : undefined;
  }

  /** Bytes of the columns of `n` samples and of the table. */
  static byteLength({ tableBytes }: Pick<ObjectsHeader, 'tableBytes'>, n: number): number {
    return align(12 * n) + tableBytes;
  }

  /** Number of objects. */
  get count(): number {
    return this.#objects.length;
  }

  /** Name of object `k` in the storage. */
  name(k: number): string {
    return this.object(k).name;
  }

  /** Bytes of object `k`. */
  length(k: number): number {
    return this.object(k).length;
  }

  /** Entity tag of object `k`, if the storage gave one. */
  etag(k: number): string | undefined {
    return this.object(k).etag;
  }

  /** Object `k`. */
  object(k: number): ShardObject {
    const object = this.#objects[k];
    if (object === undefined) throw new RangeError(`object ${k} is outside 0..${this.count - 1}`);
    return object;
  }

  /** Where sample `index` begins. The caller has checked the index. */
  place(index: number): { object: number; offset: number } {
    return { object: this.#object[index]!, offset: this.#offset[index]! };
  }

  header(): ObjectsHeader {
    const { container, places, packs } = this;
    return { container, places: [...places], packs, tableBytes: this.#table().length };
  }

  /** Writes the columns and the table into a manifest's buffer. */
  write(buffer: SharedArrayBuffer, start: number): void {
    const n = this.#object.length;
    new Float64Array(buffer, start, n).set(this.#offset);
    new Uint32Array(buffer, start + 8 * n, n).set(this.#object);
    new Uint8Array(buffer).set(this.#table(), start + align(12 * n));
  }

  #table(): Buffer {
    return Buffer.from(JSON.stringify(this.#objects));
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
