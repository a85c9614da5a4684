import type { PolicyOpName } from './levels.ts';
import type { Policy } from './policy.ts';

/** Chooses the operations of one image, one uniform draw each: with replacement, or without if the policy has weights. */
export class OpChooser {
  readonly #ops: readonly PolicyOpName[];
  /** Weights of the ops not chosen yet, 0 for the others; null without weights. */
  readonly #weights: number[] | null;

  constructor({ ops, weights }: Policy) {
    this.#ops = ops;
    this.#weights = weights === null ? null : [...weights];
  }

  /**
   * Chooses the next op. Renormalising what is left after each choice gives the distribution of numpy's
   * `choice(replace=False)`, which draws anew in place of repeats.
   *
   * @param u uniform in [0, 1)
   */
  choose(u: number): PolicyOpName {
    if (this.#weights === null) return this.#ops[Math.floor(u * this.#ops.length)]!;
    const index = weightedIndex(this.#weights, u);
    this.#weights[index] = 0;
    return this.#ops[index]!;
  }
}

/** The index at which the running sum of the weights passes the share `u` of their total. */
function weightedIndex(weights: readonly number[], u: number): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let last = 0;
  let sum = 0;
  for (const [index, weight] of weights.entries()) {
    if (weight === 0) continue;
    sum += weight;
    last = index;
    if (u * total < sum) return index;
  }
  // Only rounding leads here: u * total may round up to the total.
  return last;
}
