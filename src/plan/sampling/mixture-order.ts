import { MixtureSegments, type MixtureStage } from './mixture-segments.ts';
import { Permutation } from './permutation.ts';
import type { SampleOrder, SamplePosition } from './position.ts';
import { PURPOSE } from './random-stream.ts';

/**
 * The order of the samples of several datasets. A position of the stream belongs to one dataset, by the shares of its stage
 * (`MixtureSequence`), and shows the next sample of that dataset's own order, which has epochs of its own. A stage with
 * other shares goes on where each dataset is.
 *
 * The datasets' indices follow each other: sample i of a dataset is i plus the samples of the datasets before it. So the
 * draws of a sample, which depend on its index, are those of no other dataset's samples.
 *
 * The slots of a global batch have its positions in a keyed order. The sequence of datasets is regular, and with its order
 * an image would always be mixed with one of the same dataset, or never.
 */
export class MixtureOrder {
  readonly #orders: readonly SampleOrder[];
  readonly #bases: readonly number[];
  readonly #segments: MixtureSegments;
  readonly #seed: number;
  #slots: { first: number; permutation: Permutation } | undefined;

  /**
   * @param datasets the order of each, and how many samples it has
   * @param stages decided stages, in order; more may be appended
   */
  constructor(
    datasets: readonly { order: SampleOrder; sampleCount: number }[],
    stages: readonly MixtureStage[],
    seed: number,
  ) {
    this.#orders = datasets.map(({ order }) => order);
    this.#bases = datasets.map((_, k) => datasets.slice(0, k).reduce((sum, { sampleCount }) => sum + sampleCount, 0));
    this.#segments = new MixtureSegments(stages);
    this.#seed = seed;
  }

  at(position: number): SamplePosition {
    const { start, sequence, drawn } = this.#segments.at(position);
    const { dataset, count } = sequence.at(position - start);
    const sample = this.#orders[dataset]!.at(drawn[dataset]! + count);
    return { ...sample, index: this.#bases[dataset]! + sample.index };
  }

  /** The sample in a slot of a global batch. */
  inBatch(first: number, size: number, slot: number): SamplePosition {
    if (this.#slots?.first !== first || this.#slots.permutation.size !== size) {
      const permutation = new Permutation(size, this.#seed, 0, { purpose: PURPOSE.slots, index: first });
      this.#slots = { first, permutation };
    }
    return this.at(first + this.#slots.permutation.at(slot));
  }

  /** How many samples of each dataset the first `positions` positions of the stream have. */
  drawn(positions: number): number[] {
    return this.#segments.drawn(positions);
  }
}
