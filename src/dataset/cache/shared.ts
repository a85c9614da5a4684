/**
 * What the threads of one process share about its cache: counters, and which parts have been verified since it started.
 * Memory, not the disk, because a full disk must still be counted.
 */

const COUNTERS = [
  'hits',
  'misses',
  'readThrough',
  'fetched',
  'evicted',
  'refused',
  'corrupted',
  'full',
  'faults',
] as const;
const BYTES = ['hitBytes', 'throughBytes', 'fetchedBytes', 'evictedBytes'] as const;
const ALL = [...COUNTERS, ...BYTES] as const;

export type Counter = (typeof ALL)[number];

/**
 * Since the process started: `hits` and `misses` count reads of parts; of the misses, `readThrough` were answered by the
 * storage without keeping anything; `fetched` parts were kept and `evicted` ones removed; `refused` is how often a part
 * was not kept because what is in the cache is needed earlier; `corrupted` parts failed their checksum; `full` counts
 * writes that found the disk full, and `faults` other failures of the cache's disk. Names in `Bytes` count bytes.
 */
export type CacheStatistics = Readonly<Record<Counter, number>>;

/** Slots for verified parts; two parts in one slot cost a second look at their checksums. */
const SLOTS = 65_536;

export class SharedCacheState {
  readonly buffer: SharedArrayBuffer;
  readonly #counters: BigInt64Array;
  readonly #verified: Int32Array;

  /** @param buffer of another thread's state; without it, a new one */
  constructor(buffer = new SharedArrayBuffer(8 * ALL.length + 4 * SLOTS)) {
    this.buffer = buffer;
    this.#counters = new BigInt64Array(buffer, 0, ALL.length);
    this.#verified = new Int32Array(buffer, 8 * ALL.length, SLOTS);
  }

  add(counter: Counter, amount = 1): void {
    Atomics.add(this.#counters, ALL.indexOf(counter), BigInt(amount));
  }

  statistics(): CacheStatistics {
    const entries = ALL.map((name, k) => [name, Number(Atomics.load(this.#counters, k))]);
    return Object.fromEntries(entries) as CacheStatistics;
  }

  /** @param id of a part, which no other part ever has */
  isVerified(id: number): boolean {
    return Atomics.load(this.#verified, id % SLOTS) === id;
  }

  setVerified(id: number): void {
    Atomics.store(this.#verified, id % SLOTS, id);
  }
}
