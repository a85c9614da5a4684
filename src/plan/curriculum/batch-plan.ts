import { sizeOf } from '../../spec/stage-size.ts';
import type { BatchOrder } from '../sample-order.ts';
import { planMixing, type SampleMix } from '../sampling/mixing/plan.ts';
import type { SamplePosition } from '../sampling/position.ts';
import { type Augmentation, augmentationAt } from './augmentation.ts';
import { planReplay, type ReplayedChunk } from './replay.ts';
import { budgetFraction, freshSamples, type Stage, stageAt } from './schedule.ts';

/** The samples that one rank gets at one global step, with their context. */
export interface BatchPlan {
  step: number;
  rank: number;
  stage: Stage;
  augmentation: Augmentation;
  /** Share of the budget spent before and after the step. */
  budgetStart: number;
  budgetEnd: number;
  /** Position in the run's stream at which the fresh samples of the global batch begin. */
  position: number;
  /** Index in the global batch of the rank's first sample. */
  rankOffset: number;
  /** Fresh samples first, then the replayed ones. */
  samples: SamplePosition[];
  /** Number of fresh samples. */
  fresh: number;
  /** Where the replayed samples come from, chunk by chunk. */
  replayed: ReplayedChunk[];
}

/** The basis of batch plans: a run's schedule and its order of samples. */
export interface Plan {
  stages: readonly Stage[];
  order: BatchOrder;
  seed: number;
}

/**
 * Plans the batch of `rank` at `step`. Without replay it is a contiguous slice of the global batch, so that the ranks'
 * batches in order of rank are the global batch, whatever the world size. With replay, the same is true of the fresh
 * samples; each rank has a buffer of its own.
 *
 * Returns undefined past the schedule's end.
 */
export function planBatch(plan: Plan, step: number, rank: number, worldSize: number): BatchPlan | undefined {
  const stage = stageAt(plan.stages, step);
  if (stage === undefined) return undefined;
  const size = stage.globalBatch / worldSize;
  const fresh = freshSamples(stage) / worldSize;
  const stageStep = step - (stage.origin ?? stage).firstStep;
  const replayed = stage.replay === undefined ? [] : planReplay(stage.replay, plan.seed, step, stageStep, rank);
  const samples = freshPositions(plan.order, stage, stageStep, rank, fresh);
  for (const chunk of replayed) {
    samples.push(...chunkPositions(plan.order, stage, chunk, rank, fresh));
  }
  return {
    step,
    rank,
    stage,
    augmentation: augmentationAt(stage, step),
    budgetStart: budgetFraction(stage, step),
    budgetEnd: budgetFraction(stage, step + 1),
    position: (stage.origin ?? stage).firstPosition + stageStep * freshSamples(stage),
    rankOffset: rank * size,
    samples,
    fresh,
    replayed,
  };
}

/** The fresh samples of a rank at a step of a stage. */
function freshPositions(
  order: BatchOrder,
  stage: Stage,
  stageStep: number,
  rank: number,
  fresh: number,
  from = 0,
  count = fresh,
): SamplePosition[] {
  const { firstPosition } = stage.origin ?? stage;
  const size = freshSamples(stage);
  const first = firstPosition + stageStep * size;
  const slot = rank * fresh + from;
  return Array.from({ length: count }, (_, k) => order.inBatch(first, size, slot + k));
}

function chunkPositions(
  order: BatchOrder,
  stage: Stage,
  { stageStep, chunk }: ReplayedChunk,
  rank: number,
  fresh: number,
): SamplePosition[] {
  const size = fresh / (stage.replay?.split ?? 1);
  return freshPositions(order, stage, stageStep, rank, fresh, chunk * size, size);
}

/** How the images of a batch are mixed with each other; undefined if they are not mixed. */
export function planBatchMixing(
  { step, rank, stage, samples, augmentation }: BatchPlan,
  seed: number,
): SampleMix[] | undefined {
  if (augmentation.mixing === undefined) return undefined;
  return planMixing(augmentation.mixing, { seed, step, rank, count: samples.length, size: sizeOf(stage) });
}
