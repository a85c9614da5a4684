import { augmentationAt, magnitudeOf } from '../plan/curriculum/augmentation.ts';
import { scheduleOf } from '../plan/curriculum/planned-schedule.ts';
import type { Stage } from '../plan/curriculum/schedule.ts';
import { samplingPlan } from '../plan/sampling-plan.ts';
import type { RunSpec } from '../spec/spec.ts';
import { shorterSide } from '../types.ts';
import type { PlannedStage } from './stage.ts';

/** Any number of steps that gives every stage at least one: what a stage costs does not depend on its length. */
const STEPS = 1000;

/**
 * The stages of a run, each as at its last step, where its strengths are full. Of stages that make the same images, the
 * first. Mixing and replay are left out, because what they cost is not a cost of one image.
 */
export function specStages(spec: RunSpec): PlannedStage[] {
  const table = scheduleOf({ ...spec, budget: { steps: STEPS }, cost: 'quadratic' }, STEPS * spec.global_batch);
  const found = new Map<string, PlannedStage>();
  for (const stage of table) {
    const augmentation = augmentationAt(stage, lastStep(stage));
    const plan = samplingPlan(spec, stage, augmentation);
    const key = JSON.stringify(plan);
    if (found.has(key)) continue;
    // With `crop: client`, the server makes images of the base size.
    const { bandwidth: size } = plan;
    const made = {
      mode: spec.fidelity,
      bandwidth: shorterSide(size),
      ...(typeof size === 'number' ? {} : { size }),
      magnitude: magnitudeOf(augmentation) ?? null,
    };
    found.set(key, { stage: made, plan });
  }
  return [...found.values()];
}

function lastStep({ firstStep, steps }: Stage): number {
  return firstStep + steps - 1;
}
