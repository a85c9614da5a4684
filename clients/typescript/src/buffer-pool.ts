/**
 * What becomes of a batch's memory at the next iteration. `checked`: it is used again, and the old views of it become
 * empty. true: it is used again, and the old views show another batch. false: it belongs to the caller.
 */
export type BufferReuse = boolean | 'checked';

/**
 * The memory of a stream's batches: at most `capacity` buffers are in use at a time, and returned buffers are reused,
 * so that nothing large is allocated once the pool is full.
 */
export class BufferPool {
  readonly #capacity: number;
  readonly #bytesMin: number;
  readonly #reuse: BufferReuse;
  #free: ArrayBuffer[] = [];
  #taken = 0;

  /**
   * @param capacity buffers that may be in use at the same time
   * @param bytesMin bytes of every buffer at least: those of the largest batch to come, so that each buffer fits all
   * @param reuse whether returned buffers are used again
   */
  constructor(capacity: number, bytesMin: number, reuse: BufferReuse) {
    this.#capacity = capacity;
    this.#bytesMin = bytesMin;
    this.#reuse = reuse;
  }

  /** A buffer of `bytes` or more, with any content; undefined while `capacity` of them are in use. */
  take(bytes: number): ArrayBuffer | undefined {
    if (this.#taken >= this.#capacity) return undefined;
    this.#taken += 1;
    if (this.#reuse === false) return new ArrayBuffer(bytes);
    this.#free = this.#free.filter((buffer) => buffer.byteLength >= bytes);
    return this.#free.pop() ?? new ArrayBuffer(Math.max(bytes, this.#bytesMin));
  }

  /** Takes a buffer back. */
  give(buffer: ArrayBuffer): void {
    this.#taken -= 1;
    // A caller who has transferred a buffer, to a worker for instance, has taken it away for good.
    if (this.#reuse === false || buffer.detached) return;
    // The transfer moves the memory to a new buffer without a copy, and takes it away from all views of the old one.
    this.#free.push(this.#reuse === 'checked' ? buffer.transfer() : buffer);
  }
}
