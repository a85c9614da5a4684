import type { AugmentInterpolation, ColorJitter, ErasingConfig } from '../../spec/augmentation.ts';
import { parseRandAugment, type RandAugmentConfig } from '../../spec/randaugment/config.ts';
import type { Box, DecodeScale, Dtype, Filter, LowFrequencyOperator, Normalization, Rgb } from '../../types.ts';
import { jittersBeside, planColorJitter } from './color-jitter.ts';
import { type CropBounds, drawCropBox } from './crop-box.ts';
import { type PlannedErasing, planErasing } from './erasing.ts';
import { type PlannedOperation, planRandAugment } from './randaugment/plan.ts';
import { PURPOSE, RandomStream } from './random-stream.ts';
import { roundHalfEven } from './round-half-even.ts';
import { decodeScale, workingWindow } from './working-grid.ts';

/** How samples are drawn: the part of a run and of a stage that shapes a recipe. */
export interface SamplingPlan extends CropBounds, Normalization {
  seed: number;
  /** Side of the full image in pixels. */
  baseSize: number;
  /**
   * Side of the grid on which RandAugment acts, in pixels, for `matched` fidelity: even, from the bandwidth to the base
   * size. Without it that is the base size, and everything is exact.
   */
  workingSide?: number;
  /** Filter of the crop's resize; `random` draws bilinear or bicubic for each sample, as timm does. */
  interpolation: Filter | 'random';
  /** Probability of a horizontal flip. */
  horizontalFlip: number;
  /** Side B of the result in pixels. */
  bandwidth: number;
  lowFrequency: LowFrequencyOperator;
  dtype: Dtype;
  /** RandAugment as a timm config string; none without it. */
  randaugment?: string;
  /** Its magnitude, where it is not the string's own. */
  magnitude?: number;
  /** Interpolation of RandAugment's geometric operations. */
  augmentInterpolation: AugmentInterpolation;
  /** Colour jitter where RandAugment leaves room for it; none without it. */
  colorJitter?: ColorJitter;
  /** Random erasing of each sample; none without it. */
  erasing?: ErasingConfig;
}

/** Everything that happens to one sample, as plain data: no randomness is left. */
export interface SampleRecipe {
  epoch: number;
  /** Index in the manifest whose draws these are. */
  index: number;
  crop: Box;
  /** Of `matched` fidelity: the part of the image that the resized pixels show, which may lie between pixels. */
  window?: Box;
  /** Of `matched` fidelity: a JPEG is decoded at 1/scale of its size. */
  scale?: DecodeScale;
  /** Side in pixels to which the crop is resized. */
  size: number;
  filter: Filter;
  flip: boolean;
  operations: PlannedOperation[];
  /** Colour of what geometric operations bring in from outside: timm's img_mean, in bytes. */
  fill: Rgb;
  bandwidth: number;
  lowFrequency: LowFrequencyOperator;
  dtype: Dtype;
  /** Boxes to erase, and the normalisation in which their fillings are defined. */
  erasing?: PlannedErasing & Normalization;
}

/**
 * Plans one sample: a pure function of the plan, the epoch, the sample's index and the image's size.
 *
 * @param width image width in pixels, from its header
 * @param height image height in pixels
 */
export function planSample(
  plan: SamplingPlan,
  epoch: number,
  index: number,
  width: number,
  height: number,
): SampleRecipe {
  const crop = drawCropBox(width, height, plan, new RandomStream(plan.seed, epoch, index, PURPOSE.crop));
  const flip = new RandomStream(plan.seed, epoch, index, PURPOSE.flip).nextDouble() < plan.horizontalFlip;
  const size = plan.workingSide ?? plan.baseSize;
  const erasing = planSampleErasing(plan, epoch, index);
  return {
    epoch,
    index,
    crop,
    ...(plan.workingSide === undefined ? {} : matched(plan, plan.workingSide, crop, flip)),
    size,
    filter: drawFilter(plan, epoch, index),
    flip,
    operations: [...planOperations(plan, epoch, index), ...planJitter(plan, epoch, index)],
    fill: fillColour(plan.mean),
    bandwidth: plan.bandwidth,
    lowFrequency: plan.lowFrequency,
    dtype: plan.dtype,
    ...(erasing === undefined ? {} : { erasing }),
  };
}

/** What is erased in a sample, which depends on nothing that its image says; undefined if it stays whole. */
export function planSampleErasing(
  { erasing: config, seed, bandwidth, mean, std }: SamplingPlan,
  epoch: number,
  index: number,
): (PlannedErasing & Normalization) | undefined {
  const erasing = config && planErasing(config, seed, epoch, index, bandwidth);
  return erasing && { ...erasing, mean, std };
}

function matched(plan: SamplingPlan, side: number, crop: Box, flip: boolean): Pick<SampleRecipe, 'window' | 'scale'> {
  const window = workingWindow(crop, plan.baseSize, side, flip, plan.lowFrequency);
  return { window, scale: decodeScale(crop, plan.bandwidth) };
}

/** timm's create_transform: min(255, round(255 * mean)), halves to even as Python rounds. */
function fillColour(mean: Rgb): Rgb {
  const byte = (value: number): number => Math.min(255, roundHalfEven(255 * value));
  return [byte(mean[0]), byte(mean[1]), byte(mean[2])];
}

function planJitter(plan: SamplingPlan, epoch: number, index: number): PlannedOperation[] {
  if (plan.colorJitter === undefined || !jittersBeside(plan.randaugment)) return [];
  return planColorJitter(plan.colorJitter, new RandomStream(plan.seed, epoch, index, PURPOSE.colorJitter));
}

/** timm's create_transform: shifts of up to 0.45 of the side. */
const TRANSLATE_SHARE = 0.45;

function planOperations(plan: SamplingPlan, epoch: number, index: number): PlannedOperation[] {
  if (plan.randaugment === undefined) return [];
  const context = {
    translatePct: TRANSLATE_SHARE,
    // In pixels, so of the grid on which it acts.
    translateConst: Math.trunc((plan.workingSide ?? plan.baseSize) * TRANSLATE_SHARE),
    interpolation: plan.augmentInterpolation,
  };
  const random = new RandomStream(plan.seed, epoch, index, PURPOSE.augment);
  const config = randAugmentConfig(plan.randaugment);
  const { magnitude = config.magnitude } = plan;
  return planRandAugment(magnitude === config.magnitude ? config : { ...config, magnitude }, context, random);
}

const configs = new Map<string, RandAugmentConfig>();

/** Parsed once for each string: a run has one for each stage. */
function randAugmentConfig(text: string): RandAugmentConfig {
  let config = configs.get(text);
  if (config === undefined) {
    config = parseRandAugment(text);
    configs.set(text, config);
  }
  return config;
}

function drawFilter(plan: SamplingPlan, epoch: number, index: number): Filter {
  if (plan.interpolation !== 'random') return plan.interpolation;
  const random = new RandomStream(plan.seed, epoch, index, PURPOSE.interpolation);
  return random.nextDouble() < 0.5 ? 'bilinear' : 'bicubic';
}
