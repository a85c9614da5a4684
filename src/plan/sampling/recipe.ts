import type { AugmentInterpolation, ColorJitter, ErasingConfig } from '../../spec/augmentation.ts';
import { parseRandAugment, type RandAugmentConfig } from '../../spec/randaugment/config.ts';
import {
  type Box,
  type DecodeScale,
  type Dtype,
  type Filter,
  type ImageSize,
  type LowFrequencyOperator,
  type Normalization,
  type Rgb,
  shorterSide,
} from '../../types.ts';
import { jittersBeside, planColorJitter } from './color-jitter.ts';
import { type CropBounds, drawCropBox } from './crop-box.ts';
import { type PlannedErasing, planErasing } from './erasing.ts';
import type { OperationRules } from './randaugment/levels.ts';
import { type PlannedOperation, planRandAugment } from './randaugment/plan.ts';
import { PURPOSE, type Purpose, RandomStream } from './random-stream.ts';
import { roundHalfEven } from './round-half-even.ts';
import { decodeScale, workingWindow } from './working-grid.ts';

/** How samples are drawn: the part of a run and of a stage that shapes a recipe. */
export interface SamplingPlan extends CropBounds, Normalization {
  seed: number;
  /** Size of the full image. */
  baseSize: ImageSize;
  /**
   * Size of the grid on which RandAugment acts, for `matched` fidelity: even, from the bandwidth to the base size.
   * Without it that is the base size, and everything is exact.
   */
  workingSide?: ImageSize;
  /** Filter of the crop's resize; `random` draws bilinear or bicubic for each sample, as timm does. */
  interpolation: Filter | 'random';
  /** Probability of a horizontal flip. */
  horizontalFlip: number;
  /** Size of the result: its side B, or both sides. */
  bandwidth: ImageSize;
  lowFrequency: LowFrequencyOperator;
  dtype: Dtype;
  /** RandAugment as a timm config string; none without it. */
  randaugment?: string;
  /** Its magnitude, if it differs from the string's. */
  magnitude?: number;
  /** Interpolation of RandAugment's geometric operations. */
  augmentInterpolation: AugmentInterpolation;
  /** Colour jitter, if RandAugment allows it; absent for none. */
  colorJitter?: ColorJitter;
  /** Probability that a sample is made grey; 0 without it. */
  grayscale?: number;
  /** Probability that a sample is blurred; 0 without it. */
  gaussianBlur?: number;
  /** Random erasing of each sample; absent for none. */
  erasing?: ErasingConfig;
}

/** Everything that happens to one sample, as plain data without randomness. */
export interface SampleRecipe {
  epoch: number;
  /** Index in the manifest whose draws these are. */
  index: number;
  crop: Box;
  /** With `matched` fidelity: the part of the image that the resized pixels show; its edges may lie between pixels. */
  window?: Box;
  /** With `matched` fidelity: a JPEG is decoded at 1/scale of its size. */
  scale?: DecodeScale;
  /** Size to which the crop is resized. */
  size: ImageSize;
  filter: Filter;
  flip: boolean;
  operations: PlannedOperation[];
  /** Colour with which geometric operations fill: timm's img_mean, in bytes. */
  fill: Rgb;
  /** Size of the result. */
  bandwidth: ImageSize;
  lowFrequency: LowFrequencyOperator;
  dtype: Dtype;
  /** Boxes to erase, and the normalisation in which their fillings are defined. */
  erasing?: PlannedErasing & Normalization;
}

/**
 * Plans one sample: a pure function of the plan, the epoch, the sample's index and the image's size.
 *
 * @param rules of the operations: `OPERATION_RULES` of src/pixels/ops
 * @param width image width in pixels, from its header
 * @param height image height in pixels
 */
export function planSample(
  rules: OperationRules,
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
    // The order of timm's create_transform.
    operations: [
      ...planOperations(rules, plan, epoch, index),
      ...planJitter(plan, epoch, index),
      ...planGrayscale(plan, epoch, index),
      ...planGaussianBlur(plan, epoch, index),
    ],
    fill: fillColour(plan.mean),
    bandwidth: plan.bandwidth,
    lowFrequency: plan.lowFrequency,
    dtype: plan.dtype,
    ...(erasing === undefined ? {} : { erasing }),
  };
}

/** The boxes to erase in a sample, which do not depend on its image; undefined if it stays whole. */
export function planSampleErasing(
  { erasing: config, seed, bandwidth, mean, std }: SamplingPlan,
  epoch: number,
  index: number,
): (PlannedErasing & Normalization) | undefined {
  const erasing = config && planErasing(config, seed, epoch, index, bandwidth);
  return erasing && { ...erasing, mean, std };
}

function matched(
  plan: SamplingPlan,
  size: ImageSize,
  crop: Box,
  flip: boolean,
): Pick<SampleRecipe, 'window' | 'scale'> {
  const window = workingWindow(crop, plan.baseSize, size, flip, plan.lowFrequency);
  return { window, scale: decodeScale(crop, plan.bandwidth) };
}

/** timm's create_transform: min(255, round(255 * mean)), halves to even as Python rounds. */
function fillColour(mean: Rgb): Rgb {
  const byte = (value: number): number => Math.min(255, roundHalfEven(255 * value));
  return [byte(mean[0]), byte(mean[1]), byte(mean[2])];
}

function planJitter(plan: SamplingPlan, epoch: number, index: number): PlannedOperation[] {
  if (plan.colorJitter === undefined || !jittersBeside(plan.randaugment)) return [];
  const stream = (purpose: Purpose): RandomStream => new RandomStream(plan.seed, epoch, index, purpose);
  return planColorJitter(plan.colorJitter, stream(PURPOSE.colorJitter), stream(PURPOSE.hue));
}

/** torchvision's RandomGrayscale, which acts whatever RandAugment does. */
function planGrayscale({ grayscale = 0, seed }: SamplingPlan, epoch: number, index: number): PlannedOperation[] {
  const grey = grayscale > 0 && new RandomStream(seed, epoch, index, PURPOSE.grayscale).nextDouble() < grayscale;
  return grey ? [{ name: 'Grayscale' }] : [];
}

/** Least and greatest standard deviation of torchvision's GaussianBlur, in pixels of the full image. */
const SIGMAS = [0.1, 2] as const;

/** timm's create_transform: a blur of 23 taps, which acts whatever RandAugment does. */
function planGaussianBlur(plan: SamplingPlan, epoch: number, index: number): PlannedOperation[] {
  const { gaussianBlur = 0, seed, baseSize, workingSide = baseSize } = plan;
  if (gaussianBlur === 0) return [];
  const random = new RandomStream(seed, epoch, index, PURPOSE.gaussianBlur);
  const blurred = random.nextDouble() < gaussianBlur;
  const sigma = SIGMAS[0] + (SIGMAS[1] - SIGMAS[0]) * random.nextDouble();
  // The grid on which it acts may be coarser than the full image.
  return blurred
    ? [{ name: 'GaussianBlur23', argument: (sigma * shorterSide(workingSide)) / shorterSide(baseSize) }]
    : [];
}

/** timm's create_transform: shifts of up to 0.45 of the shorter side. */
const TRANSLATE_SHARE = 0.45;

function planOperations(rules: OperationRules, plan: SamplingPlan, epoch: number, index: number): PlannedOperation[] {
  if (plan.randaugment === undefined) return [];
  const context = {
    translatePct: TRANSLATE_SHARE,
    // In pixels of the grid on which it acts.
    translateConst: Math.trunc(shorterSide(plan.workingSide ?? plan.baseSize) * TRANSLATE_SHARE),
    interpolation: plan.augmentInterpolation,
  };
  const random = new RandomStream(plan.seed, epoch, index, PURPOSE.augment);
  const config = randAugmentConfig(plan.randaugment);
  const { magnitude = config.magnitude } = plan;
  return planRandAugment(rules, magnitude === config.magnitude ? config : { ...config, magnitude }, context, random);
}

const configs = new Map<string, RandAugmentConfig>();

/** Each string is parsed once; a run has one per stage. */
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
