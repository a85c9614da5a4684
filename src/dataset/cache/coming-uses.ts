import { LIMITS } from '../../limits.ts';
import type { ObjectRange, ObjectVersion } from '../storage/storage.ts';

/** What a stream will read: the samples of its coming steps, and where they lie. */
export interface ComingPlan {
  /** Place of the storage, without credentials. */
  place: string;
  /** What opens the storage in the cache's thread: plain data, a `SourceDescriptor` unless the cache has another opener. */
  source?: unknown;
  /** The samples of a step; undefined if the schedule ends before it, or has not decided it yet. */
  samplesOf(step: number): Iterable<number> | undefined;
  /** Where sample `index` lies. */
  locate(index: number): ObjectRange;
}

/** What has changed of the coming uses of one part of an object. */
export interface UsesChange {
  object: string;
  objectLength: number;
  version?: ObjectVersion;
  /** Number of the part in its object. */
  part: number;
  /** The next step that reads from it; undefined if no known step does. */
  step?: number;
  /** The step of the next read after that, which may be the same step. */
  again?: number;
  /** Bytes that all known steps read from it. */
  bytes: number;
}

export interface ComingUsesOptions {
  /** Where the stream is. */
  step: number;
  /** Bytes of the cache, which say how far it looks ahead. */
  capacityBytes: number;
  /** Samples that are known at a time; one that lies in two parts counts twice. */
  samples?: number;
}

/** A part with known uses. The steps that read from it ascend; those before `head` have passed. */
interface PartState {
  object: ObjectRange;
  part: number;
  length: number;
  steps: number[];
  bytes: number[];
  head: number;
  total: number;
}

const PART = LIMITS.cachePartBytes;

/** It looks ahead for reads of so many times the bytes of the cache. */
const READ_AHEAD = 2;

/**
 * The next uses of the parts that a stream will read, from its plan. It looks ahead until it knows of as many bytes of
 * parts as the cache can hold: what is used after that is used later than all of these, so Belady's rule needs no more. Whether
 * a part is worth fetching depends on how much is read from it, so it also looks ahead for reads of twice the cache's bytes.
 */
export class ComingUses {
  readonly #plan: ComingPlan;
  readonly #capacity: number;
  readonly #samples: number;
  readonly #parts = new Map<string, PartState>();
  /** Parts that are read in each known step. */
  readonly #byStep = new Map<number, Set<PartState>>();
  readonly #changed = new Set<PartState>();
  #step: number;
  /** The step that is looked at next, and what is left of its samples. */
  #horizon: number;
  #rest: Iterator<number> | undefined;
  #knownBytes = 0;
  #knownUses = 0;
  /** Bytes that the known steps read. */
  #readBytes = 0;

  constructor(plan: ComingPlan, { step, capacityBytes, samples = LIMITS.cacheComingSamples }: ComingUsesOptions) {
    this.#plan = plan;
    this.#capacity = capacityBytes;
    this.#samples = samples;
    this.#step = step;
    this.#horizon = step;
  }

  get step(): number {
    return this.#step;
  }

  /** Looks at up to so many more samples; returns how many it has looked at. */
  look(samples: number): number {
    for (let looked = 0; looked < samples; looked += 1) {
      if (this.#knownUses >= this.#samples) return looked;
      if (this.#knownBytes >= this.#capacity && this.#readBytes >= READ_AHEAD * this.#capacity) return looked;
      const index = this.#next();
      if (index === undefined) return looked;
      this.#use(index);
    }
    return samples;
  }

  /** The stream has come to a step; one before the present step begins anew. */
  advance(step: number): void {
    if (step < this.#step) {
      for (const part of this.#parts.values()) this.#passBefore(part, Infinity);
      this.#byStep.clear();
      this.#horizon = step;
      this.#rest = undefined;
    }
    for (const [passed, parts] of this.#byStep) {
      if (passed >= step) break;
      for (const part of parts) this.#passBefore(part, step);
      this.#byStep.delete(passed);
    }
    if (this.#horizon < step) {
      this.#horizon = step;
      this.#rest = undefined;
    }
    this.#step = step;
  }

  /** What has changed since the last call. */
  take(): UsesChange[] {
    const changes = [...this.#changed].map(changeOf);
    this.#changed.clear();
    return changes;
  }

  /** The next sample to be looked at; undefined if no further step is decided. */
  #next(): number | undefined {
    for (;;) {
      this.#rest ??= this.#plan.samplesOf(this.#horizon)?.[Symbol.iterator]();
      const next = this.#rest?.next();
      if (next === undefined) return undefined;
      if (next.done !== true) return next.value;
      this.#rest = undefined;
      this.#horizon += 1;
    }
  }

  #use(index: number): void {
    let range: ObjectRange;
    try {
      range = this.#plan.locate(index);
    } catch {
      // The worker that makes the sample reports what is wrong with it.
      return;
    }
    const { offset, length, objectLength } = range;
    if (objectLength === undefined || length === 0) return;
    for (let number = Math.floor(offset / PART); number * PART < offset + length; number += 1) {
      const part = this.#part(range, number);
      const [start, end] = [Math.max(offset, number * PART), Math.min(offset + length, (number + 1) * PART)];
      part.steps.push(this.#horizon);
      part.bytes.push(end - start);
      part.total += end - start;
      this.#knownUses += 1;
      this.#readBytes += end - start;
      this.#changed.add(part);
      const parts = this.#byStep.get(this.#horizon);
      if (parts === undefined) this.#byStep.set(this.#horizon, new Set([part]));
      else parts.add(part);
    }
  }

  #part(range: ObjectRange, number: number): PartState {
    const key = `${number} ${range.object}`;
    let part = this.#parts.get(key);
    if (part === undefined) {
      const length = Math.min(PART, range.objectLength! - number * PART);
      part = { object: range, part: number, length, steps: [], bytes: [], head: 0, total: 0 };
      this.#parts.set(key, part);
      this.#knownBytes += length;
    }
    return part;
  }

  #passBefore(part: PartState, step: number): void {
    while (part.head < part.steps.length && part.steps[part.head]! < step) {
      part.total -= part.bytes[part.head]!;
      this.#readBytes -= part.bytes[part.head]!;
      part.head += 1;
      this.#knownUses -= 1;
    }
    this.#changed.add(part);
    if (part.head < part.steps.length) {
      trim(part);
      return;
    }
    this.#parts.delete(`${part.part} ${part.object.object}`);
    this.#knownBytes -= part.length;
  }
}

/** Forgets what has passed, from time to time. */
function trim(part: PartState): void {
  if (part.head < 1024 || part.head * 2 < part.steps.length) return;
  part.steps = part.steps.slice(part.head);
  part.bytes = part.bytes.slice(part.head);
  part.head = 0;
}

function changeOf({ object: { object, objectLength, version }, part, steps, head, total }: PartState): UsesChange {
  const [step, again] = [steps[head], steps[head + 1]];
  return {
    ...{ object, objectLength: objectLength!, part, bytes: total },
    ...(version === undefined ? {} : { version }),
    ...(step === undefined ? {} : { step }),
    ...(again === undefined ? {} : { again }),
  };
}
