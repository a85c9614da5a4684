/**
 * The memory of a stream's batches: at most `capacity` buffers are in use at a time, and returned buffers are reused,
 * so that nothing large is allocated once the pool is full.
 */
export class BufferPool {
  readonly #capacity: number;
  readonly #bytesMin: number;
  readonly #reuse: boolean;
  #free: ArrayBuffer[] = [];
  #taken = 0;

  /**
   * @param capacity buffers that may be in use at the same time
   * @param bytesMin bytes of every buffer at least: those of the largest batch to come, so that each buffer fits all
   * @param reuse false: every buffer is new and belongs to the caller
   */
  constructor(capacity: number, bytesMin: number, reuse: boolean) {
    this.#capacity = capacity;
    this.#bytesMin = bytesMin;
    this.#reuse = reuse;
  }

  /** A buffer of `bytes` or more, with any content; undefined while `capacity` of them are in use. */
  take(bytes: number): ArrayBuffer | undefined {
    if (this.#taken >= this.#capacity) return undefined;
    this.#taken += 1;
    if (!this.#reuse) return new ArrayBuffer(bytes);
    this.#free = this.#free.filter((buffer) => buffer.byteLength >= bytes);
    return this.#free.pop() ?? new ArrayBuffer(Math.max(bytes, this.#bytesMin));
  }

  /** Takes a buffer back. */
  give(buffer: ArrayBuffer): void {
    this.#taken -= 1;
    if (this.#reuse) this.#free.push(buffer);
  }
}
