import type { SamplingPlan } from '../../src/plan/sampling/recipe.ts';
import { IMAGENET_MEAN, IMAGENET_STD } from '../../src/types.ts';

/** A plan of small images, so that tests of everything but the pixels are fast. */
export const SMALL_PLAN: SamplingPlan = {
  seed: 3,
  baseSize: 32,
  scale: [0.2, 1],
  ratio: [0.75, 4 / 3],
  interpolation: 'bicubic',
  horizontalFlip: 0.5,
  bandwidth: 24,
  lowFrequency: 'spectral',
  dtype: 'uint8',
  augmentInterpolation: 'random',
  mean: IMAGENET_MEAN,
  std: IMAGENET_STD,
};
