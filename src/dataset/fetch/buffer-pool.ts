/** Smaller buffers are not worth distinguishing. */
const SMALLEST = 16 * 1024;

/**
 * Reusable buffers whose sizes are powers of two bytes. Those in use and those kept are together at most `limit` bytes.
 */
export class BufferPool {
  readonly limit: number;
  readonly #free = new Map<number, Uint8Array[]>();
  #usedBytes = 0;
  #freeBytes = 0;

  /** @param limit bytes */
  constructor(limit: number) {
    this.limit = limit;
  }

  /** Bytes of the buffers that are in use. */
  get usedBytes(): number {
    return this.#usedBytes;
  }

  /** Bytes of all buffers. */
  get heldBytes(): number {
    return this.#usedBytes + this.#freeBytes;
  }

  /**
   * A buffer of at least `length` bytes, with its previous contents; undefined if the limit leaves no room for it now.
   * Throws a RangeError if the limit never will.
   */
  take(length: number): Uint8Array | undefined {
    const size = Math.max(SMALLEST, 2 ** Math.ceil(Math.log2(length)));
    if (size > this.limit) throw new RangeError(`a buffer of ${size} bytes exceeds the limit of ${this.limit}`);
    if (this.#usedBytes + size > this.limit) return undefined;
    let buffer = this.#free.get(size)?.pop();
    if (buffer === undefined) {
      this.#dropUntil(this.limit - this.#usedBytes - size);
      buffer = new Uint8Array(size);
    } else {
      this.#freeBytes -= size;
    }
    this.#usedBytes += size;
    return buffer;
  }

  give(buffer: Uint8Array): void {
    const size = buffer.length;
    this.#usedBytes -= size;
    this.#freeBytes += size;
    const free = this.#free.get(size);
    if (free === undefined) this.#free.set(size, [buffer]);
    else free.push(buffer);
  }

  /** Drops free buffers until they have at most `bytes` bytes in total. */
  #dropUntil(bytes: number): void {
    for (const [size, free] of this.#free) {
      while (this.#freeBytes > bytes && free.pop() !== undefined) this.#freeBytes -= size;
    }
  }
}
