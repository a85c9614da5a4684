/** Bytes that are read in parts: an object, or what was decoded of it. */
export interface ByteSource {
  /** Bytes of all. */
  readonly length: number;
  /** Bytes that are there already, valid until the next call; undefined if they must be loaded. */
  peek(offset: number, length: number): Uint8Array | undefined;
  /** The range must lie inside. Valid until the next call. */
  load(offset: number, length: number): Promise<Uint8Array>;
}

/** Bytes in memory. */
export class MemoryBytes implements ByteSource {
  readonly length: number;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.length = bytes.length;
  }

  peek(offset: number, length: number): Uint8Array {
    return this.#bytes.subarray(offset, offset + length);
  }

  async load(offset: number, length: number): Promise<Uint8Array> {
    return this.peek(offset, length);
  }
}

/** Bytes of a source, valid until the next call. */
export async function bytesOf(source: ByteSource, start: number, length: number): Promise<Uint8Array> {
  return source.peek(start, length) ?? (await source.load(start, length));
}
