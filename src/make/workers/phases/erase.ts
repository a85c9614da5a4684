import type { PixelEngine } from '../../../pixels/kernels/engine.ts';
import { erase, sampleValues } from '../../../pixels/ops/erase.ts';
import { planSampleErasing, type SamplingPlan } from '../../../plan/sampling/recipe.ts';
import { sidesOf } from '../../../types.ts';
import { sampleOf } from '../../layout.ts';
import { claimNext } from '../claims.ts';
import type { PhaseTask } from '../task.ts';

/** Claims samples and erases their boxes in place in the batch. */
export function eraseSamples(engine: PixelEngine, task: PhaseTask, plan: SamplingPlan): void {
  const { positions, batch } = task;
  for (;;) {
    const k = claimNext(task.claims, positions.length);
    if (k === undefined) return;
    const sample = sampleOf(batch.buffer, batch.layout.tensors[0], positions[k]!);
    eraseSample(engine, sample, plan, task, k);
  }
}

/**
 * Erases one sample in place, if its draws say so.
 *
 * @param k where the sample is in the task's arrays
 */
export function eraseSample(
  engine: PixelEngine,
  sample: Uint8Array,
  plan: SamplingPlan,
  { epochs, indices, repeats }: Pick<PhaseTask, 'epochs' | 'indices' | 'repeats'>,
  k: number,
): void {
  const erasing = planSampleErasing(plan, epochs[k]!, indices[k]!, repeats[k]!);
  if (erasing !== undefined) {
    erase(engine, sampleValues(sample, plan.dtype), sidesOf(plan.bandwidth).width, erasing, erasing);
  }
}
