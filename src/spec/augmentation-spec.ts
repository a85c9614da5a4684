/** From a spec's fields of jitter, erasing and mixing to what a stage does. */

import type { z } from 'zod';
import { type ColorJitter, type ErasingConfig, type MixingConfig, mixes } from './augmentation.ts';
import { erasingSchema, type mixingSchema } from './augmentation-fields.ts';

export type ErasingSpec = z.infer<typeof erasingSchema>;
export type MixingSpec = z.infer<typeof mixingSchema>;

/** The run's values, as far as they are given. */
export interface AugmentationSpec {
  erasing?: ErasingSpec | undefined;
  mixing?: MixingSpec | undefined;
}

/** The stage's values, which take precedence over the run's. */
export interface StageAugmentationSpec {
  erasing_probability?: number | undefined;
  mixup_alpha?: number | undefined;
  cutmix_alpha?: number | undefined;
}

/** Random erasing of one stage; undefined if nothing is erased. */
export function stageErasing(spec: AugmentationSpec, stage: StageAugmentationSpec): ErasingConfig | undefined {
  if (spec.erasing === undefined && stage.erasing_probability === undefined) return undefined;
  const erasing = spec.erasing ?? erasingSchema.parse({});
  const probability = stage.erasing_probability ?? erasing.probability;
  return probability === 0 ? undefined : { ...erasing, probability };
}

/** Mixup and cutmix of one stage; undefined if nothing is mixed. */
export function stageMixing(spec: AugmentationSpec, stage: StageAugmentationSpec): MixingConfig | undefined {
  if (spec.mixing === undefined) return undefined;
  const { mixing } = spec;
  const config: MixingConfig = {
    mode: mixing.mode,
    mixupAlpha: stage.mixup_alpha ?? mixing.mixup_alpha,
    cutmixAlpha: stage.cutmix_alpha ?? mixing.cutmix_alpha,
    ...(mixing.cutmix_minmax === undefined ? {} : { cutmixMinmax: mixing.cutmix_minmax }),
    probability: mixing.probability,
    switchProbability: mixing.switch_probability,
    correctLambda: mixing.correct_lambda,
    ...(mixing.until === 1 ? {} : { until: mixing.until }),
  };
  return mixes(config) ? config : undefined;
}

/** The jitter of a spec; undefined if it changes nothing. */
export function activeJitter(jitter: ColorJitter): ColorJitter | undefined {
  return jitter.some((one) => one !== undefined && one > 0) ? jitter : undefined;
}
