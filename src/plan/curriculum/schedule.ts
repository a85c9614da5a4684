import { type Accounting, stepShare } from '../../spec/budget.ts';
import { given, type StageDefinition, type StageSettings } from '../../spec/stage-definition.ts';
import { sizeOf } from '../../spec/stage-size.ts';

/** The inputs of a schedule. */
export interface ScheduleInput extends Accounting {
  stages: readonly StageDefinition[];
  /** Samples of a batch over all ranks, unless a stage sets its own. */
  globalBatch: number;
}

/** One stage with every number decided. */
export interface Stage extends StageSettings {
  index: number;
  /** First global step. */
  firstStep: number;
  /** Number of global steps. */
  steps: number;
  /** Position in the run's sample stream of the stage's first sample. */
  firstPosition: number;
  /** Share of the budget spent before and after the stage. */
  budgetStart: number;
  budgetEnd: number;
  /** Samples of a batch over all ranks. */
  globalBatch: number;
  /** Where the stage begins, if this is a later part of it: stages of measured budgets are decided piece by piece. */
  origin?: { firstStep: number; firstPosition: number };
  /** Share of the budget at which the stage is to begin and end, if this is a part of it. */
  span?: [start: number, end: number];
}

/** Samples that a step draws from the stream: all of the batch, or the part that is not replayed. */
export function freshSamples({ globalBatch, replay }: Pick<Stage, 'globalBatch' | 'replay'>): number {
  return globalBatch / (replay?.times ?? 1);
}

/**
 * Turns shares of the budget into steps: a stage gets its share in steps, rounded to whole ones, at least one. The last
 * batch of a stage is full because the position in the epoch carries over.
 */
export function buildSchedule(input: ScheduleInput): Stage[] {
  const stages: Stage[] = [];
  let budgetStart = 0;
  let firstStep = 0;
  let firstPosition = 0;
  for (const [index, { until, globalBatch: ownBatch, ...settings }] of input.stages.entries()) {
    const globalBatch = ownBatch ?? input.globalBatch;
    const steps = Math.max(1, Math.round((until - budgetStart) / stepShare(input, sizeOf(settings), globalBatch)));
    const stage = {
      ...{ index, firstStep, steps, firstPosition, budgetStart, budgetEnd: until, globalBatch },
      ...given(settings),
    };
    stages.push(stage);
    budgetStart = until;
    firstStep += steps;
    firstPosition += steps * freshSamples(stage);
  }
  return stages;
}

/** Number of global steps of a schedule. */
export function totalSteps(stages: readonly Stage[]): number {
  const last = stages.at(-1);
  return last === undefined ? 0 : last.firstStep + last.steps;
}

/** The stage that holds global step `step`, by binary search; undefined past the end. */
export function stageAt(stages: readonly Stage[], step: number): Stage | undefined {
  let low = 0;
  let high = stages.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const stage = stages[middle]!;
    if (step >= stage.firstStep + stage.steps) low = middle + 1;
    else high = middle;
  }
  return stages[low];
}

/** Share of the budget spent before global step `step` of `stage`; at the stage's end exactly its `budgetEnd`. */
export function budgetFraction(stage: Stage, step: number): number {
  if (step >= stage.firstStep + stage.steps) return stage.budgetEnd;
  return stage.budgetStart + ((stage.budgetEnd - stage.budgetStart) * (step - stage.firstStep)) / stage.steps;
}
