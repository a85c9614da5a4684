import { Permutation } from './permutation.ts';

/** Which sample a position of the run's endless stream is. */
export interface SamplePosition {
  /** Pass over the data, from 0. */
  epoch: number;
  /** Index in the manifest. */
  index: number;
}

/**
 * Maps positions 0, 1, 2, ... of the global sample stream to samples: position p is in epoch floor(p / N), and every
 * epoch is a permutation of its own. Batches take consecutive positions, so the order knows nothing of ranks, workers
 * or batch sizes.
 */
export class SampleOrder {
  readonly #sampleCount: number;
  readonly #seed: number;
  #permutation: Permutation | undefined;
  #epoch = -1;

  constructor(sampleCount: number, seed: number) {
    this.#sampleCount = sampleCount;
    this.#seed = seed;
  }

  at(position: number): SamplePosition {
    const epoch = Math.floor(position / this.#sampleCount);
    if (this.#permutation === undefined || epoch !== this.#epoch) {
      this.#permutation = new Permutation(this.#sampleCount, this.#seed, epoch);
      this.#epoch = epoch;
    }
    return { epoch, index: this.#permutation.at(position - epoch * this.#sampleCount) };
  }
}
