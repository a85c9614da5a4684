import { Permutation } from './permutation.ts';

/** The sample at a position of the run's endless stream. */
export interface SamplePosition {
  /** Pass over the data, from 0. */
  epoch: number;
  /** Index in the manifest. */
  index: number;
}

/** A permutation is a few numbers; many epochs of a small dataset fit a replay buffer. */
const EPOCHS_KEPT = 1024;

/**
 * Maps positions 0, 1, 2, ... of the global sample stream to samples: position p is in epoch floor(p / N), and every
 * epoch is a permutation of its own. Batches take consecutive positions, so the order does not depend on ranks, workers
 * or batch sizes.
 */
export class SampleOrder {
  readonly #sampleCount: number;
  readonly #seed: number;
  /** Permutations of the most recently used epochs, because replay goes back to earlier ones. */
  readonly #permutations = new Map<number, Permutation>();

  constructor(sampleCount: number, seed: number) {
    this.#sampleCount = sampleCount;
    this.#seed = seed;
  }

  at(position: number): SamplePosition {
    const epoch = Math.floor(position / this.#sampleCount);
    return { epoch, index: this.#permutation(epoch).at(position - epoch * this.#sampleCount) };
  }

  #permutation(epoch: number): Permutation {
    let permutation = this.#permutations.get(epoch);
    if (permutation === undefined) {
      permutation = new Permutation(this.#sampleCount, this.#seed, epoch);
      if (this.#permutations.size === EPOCHS_KEPT) this.#permutations.clear();
      this.#permutations.set(epoch, permutation);
    }
    return permutation;
  }
}
