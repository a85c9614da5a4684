import { invalidOption } from './errors.ts';

/** Options of `warmupCosine`. */
export interface WarmupCosineOptions {
  /** Share of the budget at which the warm-up ends, 0..1; 0.1. 0: no warm-up. */
  warmup?: number;
  /** The value at a budget of 0; 0. */
  start?: number;
  /** The value at a budget of 1; 1e-6. */
  final?: number;
}

/**
 * A linear warm-up followed by half a cosine, as a function of the spent share of the budget (`Batch.budgetStart`), which
 * is clamped to 0..1. The number of steps does not measure the progress of a curriculum: early steps cost a fifth of
 * late ones.
 *
 * This is the schedule of EfficientTrain++'s release (and of ConvNeXt's, from which it comes): there in steps, here in
 * shares of the budget. DeiT warms up over 0.2 of the budget, the other models over 20 epochs of it.
 *
 * @param peak the value at the end of the warm-up
 * @throws CrescendoError `INVALID_ARGUMENT`, reason `INVALID_FIELD`, if a value is no finite number, or `warmup` lies
 * outside 0..1
 */
export function warmupCosine(
  peak: number,
  { warmup = 0.1, start = 0, final = 1e-6 }: WarmupCosineOptions = {},
): (spent: number) => number {
  for (const [field, value] of Object.entries({ peak, start, final })) {
    if (!Number.isFinite(value)) throw invalidOption(field, value, 'a finite number');
  }
  if (!(warmup >= 0 && warmup <= 1)) throw invalidOption('warmup', warmup, 'a share of the budget in 0..1');
  return (spent) => {
    if (!(spent > -1 && spent < 2)) {
      throw invalidOption('spent', spent, 'a share of the budget in 0..1, such as batch.budgetStart, and not a step');
    }
    const share = Math.min(Math.max(spent, 0), 1);
    if (share < warmup) return start + ((peak - start) * share) / warmup;
    if (warmup === 1) return peak;
    const progress = (share - warmup) / (1 - warmup);
    return final + 0.5 * (peak - final) * (1 + Math.cos(Math.PI * progress));
  };
}
