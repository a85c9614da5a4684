import type { Batch } from './batch.ts';
import type { RunInfo } from './run.ts';

/** Sums of shares may miss a bound by this much. */
const ROUNDING = 1e-9;

/** The batches of one share of the budget, which can be iterated once. */
export class Epoch implements AsyncIterable<Batch> {
  /** Position of the share, 0..count-1. */
  readonly index: number;
  /** Number of shares. */
  readonly count: number;
  /** Share of the budget that is spent when it ends, 0..1. */
  readonly budgetEnd: number;
  readonly #batches: AsyncGenerator<Batch, void, void>;

  /**
   * For `BatchStream.epochs`.
   *
   * @internal
   */
  constructor(index: number, count: number, batches: AsyncGenerator<Batch, void, void>) {
    this.index = index;
    this.count = count;
    this.budgetEnd = (index + 1) / count;
    this.#batches = batches;
  }

  /** The batches that are left of the share. */
  [Symbol.asyncIterator](): AsyncGenerator<Batch, void, void> {
    return this.#batches;
  }
}

/**
 * Divides batches where the budget passes multiples of `1 / count`. The batch that passes such a bound is the last of its
 * share. Nothing is taken beyond it, so that what is saved between two shares is exactly what was trained.
 *
 * @param spent share of the budget that is spent before the first batch, 0..1; shares that lie before it are left out
 * @param consumed reports the last batch of a share before it is over, so that the time of a validation does not count as
 * that of a training step
 */
export async function* divided(
  batches: AsyncGenerator<Batch, void, void>,
  count: number,
  spent: number,
  consumed: () => void,
): AsyncGenerator<Epoch, void, void> {
  let [position, over] = [spent, false];
  async function* share(end: number, last: boolean): AsyncGenerator<Batch, void, void> {
    while (last || position < end - ROUNDING) {
      const { value: batch, done } = await batches.next();
      if (done) {
        over = true;
        return;
      }
      position = batch.budgetEnd;
      yield batch;
      if (!last && position >= end - ROUNDING) consumed();
    }
  }
  try {
    for (let index = 0; index < count && !over; index += 1) {
      const [end, last] = [(index + 1) / count, index === count - 1];
      if (last || position < end - ROUNDING) yield new Epoch(index, count, share(end, last));
    }
  } finally {
    await batches.return();
  }
}

/** Share of a run's budget that is spent before a step, 0..1. */
export function spentBefore({ stages }: RunInfo, step: number): number {
  const stage = stages.findLast(({ firstStep }) => firstStep <= step) ?? stages[0];
  if (stage === undefined) return 0;
  const steps = Math.min(Math.max(0, step - stage.firstStep), stage.steps);
  return stage.budgetStart + ((stage.budgetEnd - stage.budgetStart) * steps) / Math.max(1, stage.steps);
}
