import type { Stage } from '../curriculum/schedule.ts';
import type { SamplingPlan } from '../sampling/recipe.ts';
import type { RunSpec } from './spec.ts';

/** How the samples of one stage of a run are drawn. */
export function samplingPlan(spec: RunSpec, stage: Stage): SamplingPlan {
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
  };
}
