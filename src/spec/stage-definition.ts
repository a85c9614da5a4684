import type { ImageSize } from '../types.ts';
import type { ErasingConfig, MixingConfig } from './augmentation.ts';
import { sampleCost } from './budget.ts';
import { PRESET_BASE_SIZE, PRESETS, type Preset, type PresetName, presetRandAugment } from './presets.ts';
import type { Strength } from './ramp.ts';
import { presetSize, type StageSize } from './stage-size.ts';

/** A stage's replay buffer, with the parameters of EfficientTrain++'s release. */
export interface Replay {
  /** Times R that a sample is shown on average: a fresh batch is the R-th part of the batch. */
  times: number;
  /** Fresh batches S that the buffer holds. */
  size: number;
  /** Chunks F into which a fresh batch is split. */
  split: number;
}

/** How a rank's batch is divided; at most one of the three is given. */
export interface MicroBatchRule {
  /** Samples that a device trains at a time. */
  microBatch?: number | undefined;
  /** Micro-batches of a batch. */
  accumulation?: number | undefined;
  /** Samples that fit on a device at the base size, from which the rest is derived. */
  fitting?: number | undefined;
}

/** Strengths that override those of the stage's `randaugment`, `erasing` and `mixing`, constant or not. */
export interface StageStrengths {
  magnitude?: Strength | undefined;
  erasingProbability?: Strength | undefined;
  mixupAlpha?: Strength | undefined;
  cutmixAlpha?: Strength | undefined;
}

/** A stage's effect on its samples and batches. */
export interface StageSettings extends StageSize {
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
  /** Of a mixture, the parts of each dataset: whole numbers in the proportion of their weights. */
  parts?: readonly number[] | undefined;
}

/** One stage of a schedule as a user writes it. */
export interface StageDefinition extends StageSettings {
  /** Share of the budget at which the stage ends, in (0, 1]. */
  until: number;
  /** Samples of a batch over all ranks, if it differs from the run's. */
  globalBatch?: number | undefined;
}

/**
 * The stages of a preset at a base size, in shares of the budget.
 *
 * @param multiple divides every side and the base size; 1 rounds to the nearest even number
 */
export function presetStages(name: PresetName, baseSize: ImageSize, multiple = 1): StageDefinition[] {
  const preset: Preset = PRESETS[name];
  const costs = preset.stages.map((stage) =>
    preset.unit === 'epochs' ? stage.share * sampleCost(stage.bandwidth, PRESET_BASE_SIZE) : stage.share,
  );
  const total = costs.reduce((sum, cost) => sum + cost, 0);
  let spent = 0;
  return preset.stages.map((stage, k) => {
    spent += costs[k]!;
    const last = k === preset.stages.length - 1;
    // Sums of tenths carry rounding noise; the end of a stage must be the number that a person would write.
    const until = last ? 1 : Number((spent / total).toFixed(12));
    const randaugment = presetRandAugment(stage.magnitude);
    return { until, ...presetSize(stage.bandwidth, baseSize, multiple), randaugment };
  });
}

/** The fields that have a value: a decided table is stored and compared as JSON. */
export function given<Fields extends object>(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields;
}
