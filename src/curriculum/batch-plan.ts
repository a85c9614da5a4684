import { planMixing, type SampleMix } from '../sampling/mixing/plan.ts';
import type { SampleOrder, SamplePosition } from '../sampling/position.ts';
import { budgetFraction, type Stage, stageAt } from './schedule.ts';

/** Which samples one rank gets at one global step, and what surrounds them. */
export interface BatchPlan {
  step: number;
  stage: Stage;
  /** Share of the budget spent before and after the step. */
  budgetStart: number;
  budgetEnd: number;
  /** Index in the global batch of the rank's first sample. */
  rankOffset: number;
  samples: SamplePosition[];
}

/**
 * Plans the batch of `rank` at `step`: a contiguous slice of the global batch, so that the ranks' batches in order of
 * rank are the global batch, whatever the world size.
 *
 * Returns undefined past the schedule's end.
 */
export function planBatch(
  stages: readonly Stage[],
  order: SampleOrder,
  step: number,
  rank: number,
  worldSize: number,
): BatchPlan | undefined {
  const stage = stageAt(stages, step);
  if (stage === undefined) return undefined;
  const size = stage.globalBatch / worldSize;
  const rankOffset = rank * size;
  const first = stage.firstPosition + (step - stage.firstStep) * stage.globalBatch + rankOffset;
  const samples = Array.from({ length: size }, (_, k) => order.at(first + k));
  return {
    step,
    stage,
    budgetStart: budgetFraction(stage, step),
    budgetEnd: budgetFraction(stage, step + 1),
    rankOffset,
    samples,
  };
}

/** How the images of a batch of `rank` are mixed with each other; undefined where they are not. */
export function planBatchMixing(
  { step, stage, samples }: BatchPlan,
  seed: number,
  rank: number,
): SampleMix[] | undefined {
  if (stage.mixing === undefined) return undefined;
  return planMixing(stage.mixing, { seed, step, rank, count: samples.length, side: stage.bandwidth });
}
