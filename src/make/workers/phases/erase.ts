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
    eraseSample(engine, sample, plan, task.epochs[k]!, task.indices[k]!);
  }
}

/** Erases one sample in place, if its draws say so. */
export function eraseSample(
  engine: PixelEngine,
  sample: Uint8Array,
  plan: SamplingPlan,
  epoch: number,
  index: number,
): void {
  const erasing = planSampleErasing(plan, epoch, index);
  if (erasing !== undefined) {
    erase(engine, sampleValues(sample, plan.dtype), sidesOf(plan.bandwidth).width, erasing, erasing);
  }
}
