import type { ErasingConfig } from '../sampling/erasing.ts';
import type { MixingConfig } from '../sampling/mixing/plan.ts';
import { PRESET_BASE_SIZE, PRESETS, type Preset, type PresetName, presetRandAugment } from './presets.ts';

/** One stage of a schedule as a user writes it. */
export interface StageDefinition {
  /** Share of the budget at which the stage ends, in (0, 1]. */
  until: number;
  /** Side B in pixels. */
  bandwidth: number;
  /** Samples of a batch over all ranks, where it differs from the run's. */
  globalBatch?: number | undefined;
  /** RandAugment as a timm config string; undefined for none. */
  randaugment?: string | undefined;
  /** Random erasing; undefined for none. */
  erasing?: ErasingConfig | undefined;
  /** Mixup and cutmix; undefined for none. */
  mixing?: MixingConfig | undefined;
}

/** What a schedule is computed from. */
export interface ScheduleInput {
  stages: readonly StageDefinition[];
  /** Side of the full image in pixels. */
  baseSize: number;
  /** Budget in passes over the data at the base size. */
  equivalentEpochs: number;
  sampleCount: number;
  globalBatch: number;
}

/** One stage with every number decided. */
export interface Stage {
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
  /** Side B in pixels. */
  bandwidth: number;
  /** Samples of a batch over all ranks. */
  globalBatch: number;
  /** RandAugment as a timm config string; left out for none. */
  randaugment?: string;
  /** Random erasing; left out for none. */
  erasing?: ErasingConfig;
  /** Mixup and cutmix; left out for none. */
  mixing?: MixingConfig;
}

/** Cost of one sample at side B in units of one sample at the base size. */
export function sampleCost(bandwidth: number, baseSize: number): number {
  return (bandwidth / baseSize) ** 2;
}

/** Scales a preset's side to another base size, to the nearest even number. */
export function scaleBandwidth(bandwidth: number, baseSize: number): number {
  return Math.max(2, 2 * Math.round((bandwidth * baseSize) / PRESET_BASE_SIZE / 2));
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

/**
 * Turns shares of the budget into steps. A stage of share s at side B draws s * E * N * (base / B)^2 samples; it gets
 * that many samples rounded to whole global batches, at least one. The last batch of a stage is full: the position in
 * the epoch carries over.
 */
export function buildSchedule(input: ScheduleInput): Stage[] {
  const stages: Stage[] = [];
  let budgetStart = 0;
  let firstStep = 0;
  let firstPosition = 0;
  for (const [index, definition] of input.stages.entries()) {
    const globalBatch = definition.globalBatch ?? input.globalBatch;
    const share = definition.until - budgetStart;
    const samples =
      (share * input.equivalentEpochs * input.sampleCount) / sampleCost(definition.bandwidth, input.baseSize);
    const steps = Math.max(1, Math.round(samples / globalBatch));
    const { bandwidth, randaugment, erasing, mixing, until: budgetEnd } = definition;
    stages.push({
      ...{ index, firstStep, steps, firstPosition, budgetStart, budgetEnd, bandwidth, globalBatch },
      ...(randaugment === undefined ? {} : { randaugment }),
      ...(erasing === undefined ? {} : { erasing }),
      ...(mixing === undefined ? {} : { mixing }),
    });
    budgetStart = budgetEnd;
    firstStep += steps;
    firstPosition += steps * globalBatch;
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
