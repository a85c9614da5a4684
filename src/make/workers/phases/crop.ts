import type { PixelEngine } from '../../../pixels/kernels/engine.ts';
import type { SamplingPlan } from '../../../plan/sampling/recipe.ts';
import { imageSidesOf, sampleOf } from '../../layout.ts';
import { claimNext } from '../claims.ts';
import type { PhaseTask } from '../task.ts';
import { eraseSample } from './erase.ts';

/** Claims images that wait whole and crops them, as a GPU would, and erases their boxes if the phase says so. */
export function cropSamples(engine: PixelEngine, task: PhaseTask, plan: SamplingPlan): void {
  const { positions, batch, whole } = task;
  const { width, height } = imageSidesOf(whole!.layout.tensors[0]);
  const erases = task.phase.steps.includes('erase');
  for (;;) {
    const k = claimNext(task.claims, positions.length);
    if (k === undefined) return;
    const position = positions[k]!;
    const target = sampleOf(batch.buffer, batch.layout.tensors[0], position);
    engine.loadImage(sampleOf(whole!.buffer, whole!.layout.tensors[0], position), width, height);
    target.set(engine.lowFrequency(plan.bandwidth, plan.lowFrequency, plan.dtype));
    if (erases) eraseSample(engine, target, plan, task, k);
  }
}
