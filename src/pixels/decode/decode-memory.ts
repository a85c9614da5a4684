/**
 * How much memory the decoders of all worker threads may take at once. Each worker decodes one image at a time, and an image
 * waits until there is room for it; only images of tens of megapixels ever do.
 */
import { threadId } from 'node:worker_threads';
import { LIMITS } from '../../limits.ts';

/** Counted in units of 1 KiB, so that a 32-bit word can hold the total. */
const UNIT = 1024;
/** Words: the units that are free, the thread that is next (0 if there is none), then thread and units of each holder. */
const [FREE, NEXT, HOLDERS] = [0, 1, 2];
/** Places for threads: more than there are workers, because a thread that has died keeps its place until it is forgotten. */
const HOLDERS_PER_WORKER = 4;

/** Shared by all threads. */
export type DecodeMemoryWords = Int32Array<SharedArrayBuffer>;

export function newDecodeMemory(workers: number): DecodeMemoryWords {
  const words = new Int32Array(new SharedArrayBuffer(4 * (HOLDERS + 2 * HOLDERS_PER_WORKER * workers)));
  words[FREE] = unitsOf(workers * LIMITS.decodeBytes);
  return words;
}

/** One thread's access to the memory. It holds one image's share at a time. */
export class DecodeMemory {
  readonly #words: DecodeMemoryWords;
  readonly #total: number;
  readonly #thread: number;
  /** Index of this thread's place. */
  #place: number | undefined;

  /** @param thread identifies the thread among those that share the memory; a positive number */
  constructor(words: DecodeMemoryWords, thread = threadId + 1) {
    this.#words = words;
    this.#total = unitsOf(((words.length - HOLDERS) / 2 / HOLDERS_PER_WORKER) * LIMITS.decodeBytes);
    this.#thread = thread;
  }

  /**
   * Runs what takes so many bytes when there is room for it: at once, without a promise, if there is room now. More than
   * there is at all means that no other image is decoded meanwhile, but for those so small that they never wait.
   */
  with<T>(bytes: number, work: () => T | Promise<T>): T | Promise<T> {
    if (bytes <= LIMITS.decodeUnaskedBytes) return work();
    const units = Math.min(unitsOf(bytes), this.#total);
    if (!this.#becomeNext() || !this.#takeUnits(units)) return this.#wait(units).then(() => this.#run(units, work));
    return this.#run(units, work);
  }

  #run<T>(units: number, work: () => T | Promise<T>): T | Promise<T> {
    let result: T | Promise<T>;
    try {
      result = work();
    } catch (error) {
      this.#giveBack(units);
      throw error;
    }
    if (result instanceof Promise) return result.finally(() => this.#giveBack(units));
    this.#giveBack(units);
    return result;
  }

  /** Only the thread that is next takes memory, so that a large image is not passed for ever by smaller ones. */
  #becomeNext(): boolean {
    const found = Atomics.compareExchange(this.#words, NEXT, 0, this.#thread);
    return found === 0 || found === this.#thread;
  }

  /** Takes the units if they are free, and lets another thread be next. */
  #takeUnits(units: number): boolean {
    // Others only add to what is free.
    if (Atomics.load(this.#words, FREE) < units) return false;
    Atomics.sub(this.#words, FREE, units);
    Atomics.store(this.#words, this.#ownPlace() + 1, units);
    release(this.#words);
    return true;
  }

  async #wait(units: number): Promise<void> {
    for (;;) {
      const next = Atomics.load(this.#words, NEXT);
      if (next !== 0 && next !== this.#thread) await changed(this.#words, NEXT, next);
      else if (this.#becomeNext()) {
        const free = Atomics.load(this.#words, FREE);
        if (this.#takeUnits(units)) return;
        if (free < units) await changed(this.#words, FREE, free);
      }
    }
  }

  #giveBack(units: number): void {
    Atomics.store(this.#words, this.#ownPlace() + 1, 0);
    addFree(this.#words, units);
  }

  #ownPlace(): number {
    this.#place ??= placeOf(this.#words, this.#thread);
    return this.#place;
  }
}

/** Gives back what threads hold that are no more. */
export function forgetThreads(words: DecodeMemoryWords, alive: readonly number[]): void {
  const living = new Set(alive.map((thread) => thread + 1));
  for (let place = HOLDERS; place < words.length; place += 2) {
    const thread = Atomics.load(words, place);
    if (thread === 0 || living.has(thread)) continue;
    addFree(words, Atomics.exchange(words, place + 1, 0));
    Atomics.store(words, place, 0);
  }
  const next = Atomics.load(words, NEXT);
  if (next !== 0 && !living.has(next)) release(words);
}

function placeOf(words: DecodeMemoryWords, thread: number): number {
  for (let place = HOLDERS; place < words.length; place += 2) {
    const found = Atomics.compareExchange(words, place, 0, thread);
    if (found === 0 || found === thread) return place;
  }
  throw new Error(`more threads decode than the memory has places for: ${(words.length - HOLDERS) / 2}`);
}

function release(words: DecodeMemoryWords): void {
  Atomics.store(words, NEXT, 0);
  Atomics.notify(words, NEXT);
}

function addFree(words: DecodeMemoryWords, units: number): void {
  Atomics.add(words, FREE, units);
  Atomics.notify(words, FREE);
}

async function changed(words: DecodeMemoryWords, index: number, from: number): Promise<void> {
  const { value } = Atomics.waitAsync(words, index, from);
  await value;
}

function unitsOf(bytes: number): number {
  return Math.ceil(bytes / UNIT);
}
