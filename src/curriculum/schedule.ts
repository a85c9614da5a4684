import type { ErasingConfig } from '../sampling/erasing.ts';
import type { MixingConfig } from '../sampling/mixing/plan.ts';
import { type Accounting, sampleCost, stepShare } from './budget.ts';
import { PRESET_BASE_SIZE, PRESETS, type Preset, type PresetName, presetRandAugment } from './presets.ts';
import type { Strength } from './ramp.ts';
import type { Replay } from './replay.ts';

/** How a rank's batch is divided; at most one of the three is given. */
export interface MicroBatchRule {
  /** Samples that a device trains at a time. */
  microBatch?: number | undefined;
  /** Micro-batches of a batch. */
  accumulation?: number | undefined;
  /** Samples that fit a device at the base size, from which the rest follows. */
  fitting?: number | undefined;
}

/** Strengths that stand before those of the stage's `randaugment`, `erasing` and `mixing`, constant or not. */
export interface StageStrengths {
  magnitude?: Strength | undefined;
  erasingProbability?: Strength | undefined;
  mixupAlpha?: Strength | undefined;
  cutmixAlpha?: Strength | undefined;
}

/** What a stage does to its samples and batches. */
export interface StageSettings {
  /** Side B in pixels. */
  bandwidth: number;
  /** RandAugment as a timm config string; left out for none. */
  randaugment?: string | undefined;
  /** Random erasing; left out for none. */
  erasing?: ErasingConfig | undefined;
  /** Mixup and cutmix; left out for none. */
  mixing?: MixingConfig | undefined;
  strengths?: StageStrengths | undefined;
  micro?: MicroBatchRule | undefined;
  /** Replay buffer; left out for none. */
  replay?: Replay | undefined;
}

/** One stage of a schedule as a user writes it. */
export interface StageDefinition extends StageSettings {
  /** Share of the budget at which the stage ends, in (0, 1]. */
  until: number;
  /** Samples of a batch over all ranks, where it differs from the run's. */
  globalBatch?: number | undefined;
}

/** What a schedule is computed from. */
export interface ScheduleInput extends Accounting {
  stages: readonly StageDefinition[];
  /** Samples of a batch over all ranks, where a stage says nothing. */
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

/** Scales a side that is written for another base size, to the nearest even number. */
export function scaleBandwidth(bandwidth: number, baseSize: number, writtenFor: number = PRESET_BASE_SIZE): number {
  return Math.max(2, 2 * Math.round((bandwidth * baseSize) / writtenFor / 2));
}

/** The stages of a preset at a base size, in shares of the budget. */
export function presetStages(name: PresetName, baseSize: number): StageDefinition[] {
  const preset: Preset = PRESETS[name];
  const costs = preset.stages.map((stage) =>
    preset.unit === 'epochs' ? stage.share * sampleCost(stage.bandwidth, PRESET_BASE_SIZE) : stage.share,
  );
  const total = costs.reduce((sum, cost) => sum + cost, 0);
  let spent = 0;
  return preset.stages.map((stage, k) => {
    spent += costs[k]!;
    const last = k === preset.stages.length - 1;
    // Sums of tenths carry rounding noise: the end of a stage is the number that a person would write.
    const until = last ? 1 : Number((spent / total).toFixed(12));
    const randaugment = presetRandAugment(stage.magnitude);
    return { until, bandwidth: scaleBandwidth(stage.bandwidth, baseSize), randaugment };
  });
}

/** Samples that a step draws from the stream: all of the batch, or the part that is not replayed. */
export function freshSamples({ globalBatch, replay }: Pick<Stage, 'globalBatch' | 'replay'>): number {
  return globalBatch / (replay?.times ?? 1);
}

/**
 * Turns shares of the budget into steps: a stage gets its share in steps, rounded to whole ones, at least one. The last
 * batch of a stage is full: the position in the epoch carries over.
 */
export function buildSchedule(input: ScheduleInput): Stage[] {
  const stages: Stage[] = [];
  let budgetStart = 0;
  let firstStep = 0;
  let firstPosition = 0;
  for (const [index, { until, globalBatch: ownBatch, ...settings }] of input.stages.entries()) {
    const globalBatch = ownBatch ?? input.globalBatch;
    const steps = Math.max(1, Math.round((until - budgetStart) / stepShare(input, settings.bandwidth, globalBatch)));
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

/** The fields that have a value: a decided table is stored and compared as JSON. */
export function given<Fields extends object>(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields;
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
