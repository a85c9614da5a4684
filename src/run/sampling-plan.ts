import type { Stage } from '../curriculum/schedule.ts';
import type { SamplingPlan } from '../sampling/recipe.ts';
import { activeJitter } from './augmentation-spec.ts';
import type { RunSpec } from './spec.ts';

/** True if the server mixes this stage's batches. Samples are then erased after mixing, as by timm's prefetcher. */
export function mixedByServer(spec: RunSpec, stage: Stage): boolean {
  return stage.mixing !== undefined && spec.mixing?.where === 'server';
}

/** How the samples of one stage of a run are drawn. */
export function samplingPlan(spec: RunSpec, stage: Stage): SamplingPlan {
  const jitter = activeJitter(spec.color_jitter);
  return {
    seed: spec.seed,
    baseSize: spec.base_size,
    scale: spec.crop_scale,
    ratio: spec.crop_ratio,
    interpolation: spec.interpolation,
    horizontalFlip: spec.horizontal_flip,
    bandwidth: stage.bandwidth,
    lowFrequency: spec.low_frequency,
    dtype: spec.dtype,
    ...(stage.randaugment === undefined ? {} : { randaugment: stage.randaugment }),
    augmentInterpolation: spec.augment_interpolation,
    ...(jitter === undefined ? {} : { colorJitter: jitter }),
    ...(stage.erasing === undefined ? {} : { erasing: stage.erasing }),
    mean: spec.mean,
    std: spec.std,
  };
}
