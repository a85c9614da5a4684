import type { BatchPlan } from '../../plan/curriculum/batch-plan.ts';
import type { Replay } from '../../spec/stage-definition.ts';
import { type Place, readRecord, writeRecord } from '../layout.ts';
import type { Replacement } from '../workers/task.ts';
import type { ChunkCopy, Claim, ReplayBuffer } from './replay-buffer.ts';

/** A chunk that this batch makes. */
interface MadeChunk {
  /** Global step whose draws it uses. */
  step: number;
  /** Position in the batch of its first sample. */
  first: number;
  claim: Exclude<Claim, { kind: 'kept' }>;
}

/** A chunk that is copied from the buffer. */
interface KeptChunk {
  first: number;
  claim: Extract<Claim, { kind: 'kept' }>;
}

/** Makes samples of the batch with the draws of a step; returns those that were replaced. */
type Make = (step: number, positions: number[]) => Promise<Replacement[]>;

/**
 * Fills a batch of a stage with a replay buffer: makes and keeps the chunks that are fresh or lost, and copies the
 * rest.
 */
export class ReplayedPart {
  readonly #plan: BatchPlan;
  readonly #chunkSize: number;
  readonly #batch: Place;
  readonly #made: MadeChunk[] = [];
  readonly #kept: KeptChunk[] = [];

  /** @param batch where the batch lies */
  constructor(plan: BatchPlan, replay: Replay, buffer: ReplayBuffer, batch: Place) {
    this.#plan = plan;
    this.#batch = batch;
    this.#chunkSize = plan.fresh / replay.split;
    const { firstStep } = plan.stage.origin ?? plan.stage;
    const own = plan.step - firstStep;
    // All are claimed before anything is awaited, so that a step that starts later finds all chunks that this one
    // makes.
    for (let chunk = 0; chunk < replay.split; chunk += 1) {
      this.#place(buffer.claim(own, chunk, true), plan.step, chunk * this.#chunkSize);
    }
    for (const [k, { stageStep, chunk }] of plan.replayed.entries()) {
      const claim = buffer.claim(stageStep, chunk, false);
      this.#place(claim, firstStep + stageStep, plan.fresh + k * this.#chunkSize);
    }
  }

  #place(claim: Claim, step: number, first: number): void {
    if (claim.kind === 'kept') this.#kept.push({ first, claim });
    else this.#made.push({ step, first, claim });
  }

  /** Returns the samples that were replaced, in order of position. */
  async fill(make: Make): Promise<Replacement[]> {
    let replacements: Replacement[];
    try {
      replacements = await this.#makeAll(make);
      this.#storeAll(replacements);
    } catch (error) {
      for (const { claim } of this.#made) if (claim.kind === 'make') claim.fail(error);
      throw error;
    }
    for (const { first, claim } of this.#kept) {
      await claim.ready;
      claim.read(this.#taking(first, replacements));
    }
    return replacements.sort((a, b) => a.position - b.position);
  }

  /** The draws of the current step, and of earlier steps if a stage's strengths differ from step to step. */
  async #makeAll(make: Make): Promise<Replacement[]> {
    const ramped = this.#plan.stage.strengths !== undefined;
    const groups = Map.groupBy(this.#made, ({ step }) => (ramped ? step : this.#plan.step));
    const parts = [...groups].map(([step, chunks]) =>
      make(
        step,
        chunks.flatMap(({ first }) => this.#positions(first)),
      ),
    );
    // All settle before one fails: no worker may write to a slot that has been given back.
    const settled = await Promise.allSettled(parts);
    return settled.flatMap((part) => {
      if (part.status === 'rejected') throw part.reason;
      return part.value;
    });
  }

  #positions(first: number): number[] {
    return Array.from({ length: this.#chunkSize }, (_, k) => first + k);
  }

  #storeAll(replacements: readonly Replacement[]): void {
    const shown = new Map(replacements.map(({ position, index }) => [position, index]));
    for (const { first, claim } of this.#made) {
      if (claim.kind !== 'make') continue;
      claim.store((k, bytes, kept, at) => {
        readRecord(this.#batch, first + k, bytes);
        kept[at] = shown.get(first + k) ?? this.#plan.samples[first + k]!.index;
      });
    }
  }

  /** Copies a chunk into the batch, and records the samples that were replaced when it was made. */
  #taking(first: number, replacements: Replacement[]): ChunkCopy {
    return (k, bytes, kept, at) => {
      const position = first + k;
      writeRecord(this.#batch, position, bytes);
      const index = kept[at]!;
      // The step that made it has entered them in the ledger.
      if (index !== this.#plan.samples[position]!.index) replacements.push({ position, index, failed: [] });
    };
  }
}
