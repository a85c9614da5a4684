/** The fresh samples of one step, chunk by chunk. */
interface Entry {
  bytes: Uint8Array;
  /** Manifest index of the sample that each position shows. */
  shown: Float64Array;
  /** For each chunk: a promise that settles once its samples are there; undefined if nobody makes it. */
  chunks: (Promise<void> | undefined)[];
  /** Readers that have claimed a chunk but not yet copied it. */
  readers: number;
}

/** The answer to a claim of a chunk. */
export type Claim =
  /** The chunk exists or another step is making it: wait, then copy it with `read`. */
  | { kind: 'kept'; ready: Promise<void>; read: (copy: ChunkCopy) => void }
  /** The chunk must be made; `store` keeps it, and `fail` rejects the waiting readers. */
  | { kind: 'make'; store: (copy: ChunkCopy) => void; fail: (error: unknown) => void }
  /** The chunk must be made, but there is no room to keep it. */
  | { kind: 'unkept' };

/** Copies the samples of a chunk between the buffer and a batch, one call for each. */
export type ChunkCopy = (k: number, bytes: Uint8Array, shown: Float64Array, at: number) => void;

/** Sizes of a stage's replay buffer. */
export interface ReplayShape {
  /** Fresh samples of a step. */
  fresh: number;
  /** Chunks of a step. */
  split: number;
  /** Bytes of a sample with all its tensors. */
  sampleBytes: number;
  /** Steps whose samples there is memory for. */
  capacity: number;
}

/**
 * The augmented samples of a stage's last steps, of one rank. It is a cache: the plan says which samples a replayed
 * chunk holds, and a chunk that is not here is made again from its recipe, with the same bytes.
 */
export class ReplayBuffer {
  readonly #shape: ReplayShape;
  readonly #entries = new Map<number, Entry>();
  readonly #free: Entry[] = [];

  constructor(shape: ReplayShape) {
    this.#shape = shape;
  }

  /** Steps that are in the buffer, in whole or in part. */
  get size(): number {
    return this.#entries.size;
  }

  /** Forgets the steps of the stage before `oldest`. */
  forgetBefore(oldest: number): void {
    for (const stageStep of this.#entries.keys()) if (stageStep < oldest) this.#evict(stageStep);
  }

  /**
   * Claims a chunk: the first claimant makes it.
   *
   * @param newest true for the fresh samples of a step, which displace the oldest ones where memory is short
   */
  claim(stageStep: number, chunk: number, newest: boolean): Claim {
    const entry = this.#entry(stageStep, newest);
    if (entry === undefined) return { kind: 'unkept' };
    const ready = entry.chunks[chunk];
    const size = this.#shape.fresh / this.#shape.split;
    const each = (copy: ChunkCopy): void => {
      const { sampleBytes } = this.#shape;
      for (let k = 0; k < size; k += 1) {
        const at = chunk * size + k;
        copy(k, entry.bytes.subarray(at * sampleBytes, (at + 1) * sampleBytes), entry.shown, at);
      }
    };
    if (ready !== undefined) {
      entry.readers += 1;
      const read = (copy: ChunkCopy): void => {
        entry.readers -= 1;
        each(copy);
      };
      return { kind: 'kept', ready, read };
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    // Waiting readers see the failure; if there are none, the failed step has already reported it.
    promise.catch(() => {});
    entry.chunks[chunk] = promise;
    const store = (copy: ChunkCopy): void => {
      each(copy);
      resolve();
    };
    return { kind: 'make', store, fail: reject };
  }

  #entry(stageStep: number, newest: boolean): Entry | undefined {
    const present = this.#entries.get(stageStep);
    if (present !== undefined) return present;
    const { capacity, fresh, split, sampleBytes } = this.#shape;
    if (this.#entries.size >= capacity) {
      const oldest = Math.min(...this.#entries.keys());
      if (!newest || oldest >= stageStep) return undefined;
      this.#evict(oldest);
    }
    const entry = this.#free.pop() ?? {
      bytes: new Uint8Array(fresh * sampleBytes),
      shown: new Float64Array(fresh),
      chunks: new Array<undefined>(split),
      readers: 0,
    };
    entry.chunks.fill(undefined);
    this.#entries.set(stageStep, entry);
    return entry;
  }

  /** Memory that is still being read is left to the garbage collector; the rest is reused. */
  #evict(stageStep: number): void {
    const entry = this.#entries.get(stageStep);
    this.#entries.delete(stageStep);
    if (entry?.readers === 0) this.#free.push(entry);
  }
}

/** The memory of all replay buffers of a server, under one budget. */
export class ReplayMemory {
  readonly #budgetBytes: number;
  #reservedBytes = 0;

  constructor(budgetBytes: number) {
    this.#budgetBytes = budgetBytes;
  }

  /** Reserves up to `count` pieces of `bytes`; returns how many there is room for, and a function that returns them. */
  reserve(bytes: number, count: number): { count: number; release: () => void } {
    const fitting = Math.max(0, Math.min(count, Math.floor((this.#budgetBytes - this.#reservedBytes) / bytes)));
    let held = fitting * bytes;
    this.#reservedBytes += held;
    const release = (): void => {
      this.#reservedBytes -= held;
      held = 0;
    };
    return { count: fitting, release };
  }
}
