import { activeJitter } from '../spec/augmentation-spec.ts';
import { deliveredImages } from '../spec/crop-place.ts';
import type { RunSpec } from '../spec/spec.ts';
import type { StageSettings } from '../spec/stage-definition.ts';
import { sizeOf } from '../spec/stage-size.ts';
import type { ImageSize } from '../types.ts';
import type { Augmentation } from './curriculum/augmentation.ts';
import type { Stage } from './curriculum/schedule.ts';
import type { SamplingPlan } from './sampling/recipe.ts';
import { ownWorkingSize, workingSize } from './sampling/working-grid.ts';

/** True if the server mixes the batches of a step, or of some steps of a stage. Samples are then erased after mixing, as in timm's prefetcher. */
export function mixedByServer(spec: RunSpec, { mixing }: Pick<StageSettings, 'mixing'>): boolean {
  return mixing !== undefined && spec.mixing?.where === 'server';
}

/** The plan by which the samples of one step of a run are drawn. */
export function samplingPlan(spec: RunSpec, stage: Stage, augmentation: Augmentation): SamplingPlan {
  const { randaugment, magnitude, erasing } = augmentation;
  const jitter = activeJitter(spec.color_jitter);
  const { size, dtype } = deliveredImages(spec, stage);
  return {
    seed: spec.seed,
    baseSize: spec.base_size,
    ...(spec.fidelity === 'matched' ? { workingSide: workingSideOf(spec, stage) } : {}),
    scale: spec.crop_scale,
    ratio: spec.crop_ratio,
    interpolation: spec.interpolation,
    horizontalFlip: spec.horizontal_flip,
    ...(spec.vertical_flip === 0 ? {} : { verticalFlip: spec.vertical_flip }),
    bandwidth: size,
    lowFrequency: spec.low_frequency,
    dtype,
    ...(randaugment === undefined ? {} : { randaugment }),
    ...(magnitude === undefined ? {} : { magnitude }),
    augmentInterpolation: spec.augment_interpolation,
    ...(jitter === undefined ? {} : { colorJitter: jitter }),
    grayscale: spec.grayscale,
    gaussianBlur: spec.gaussian_blur,
    ...(erasing === undefined ? {} : { erasing }),
    mean: spec.mean,
    std: spec.std,
  };
}

/** Size of the grid on which a stage of `matched` fidelity works. */
function workingSideOf(spec: RunSpec, stage: Stage): ImageSize {
  const own = spec.working_sides?.[stage.bandwidth];
  const size = sizeOf(stage);
  return own === undefined ? workingSize(size, spec.base_size) : ownWorkingSize(own, size, spec.base_size);
}
