import type { AugmentInterpolation, ColorJitter, ErasingConfig } from '../../spec/augmentation.ts';
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
import type { PlannedAugMix } from './auto-augment/augmix.ts';
import { type PlannedAugmentation, planAutoAugment } from './auto-augment/plan.ts';
import { jittersBeside, planColorJitter } from './color-jitter.ts';
import { type CropBounds, drawCropBox } from './crop-box.ts';
import { type PlannedErasing, planErasing } from './erasing.ts';
import type { OperationRules } from './randaugment/levels.ts';
import type { PlannedOperation } from './randaugment/operation.ts';
import { PURPOSE, type Purpose, RandomStream, type SampleStreams } from './random-stream.ts';
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
  /** Probability of a vertical flip; 0 without it. */
  verticalFlip?: number;
  /** Size of the result: its side B, or both sides. */
  bandwidth: ImageSize;
  lowFrequency: LowFrequencyOperator;
  dtype: Dtype;
  /** RandAugment, AutoAugment or AugMix as a timm config string; none without it. */
  randaugment?: string;
  /** Its magnitude, if it differs from the string's. */
  magnitude?: number;
  /** Interpolation of its geometric operations. */
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
  /** Which of the sample's repeats in the epoch these draws belong to; left out for the first. */
  repeat?: number;
  crop: Box;
  /** With `matched` fidelity: the part of the image that the resized pixels show; its edges may lie between pixels. */
  window?: Box;
  /** With `matched` fidelity: a JPEG is decoded at 1/scale of its size. */
  scale?: DecodeScale;
  /** Size to which the crop is resized. */
  size: ImageSize;
  filter: Filter;
  flip: boolean;
  /** True for images that are mirrored from top to bottom, after the other flip. */
  flipVertical?: true;
  /** AugMix, which comes before the operations. */
  augmix?: PlannedAugMix;
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
 * Plans one sample: a pure function of the plan, the epoch, the sample's index and repeat, and the image's size.
 *
 * @param rules of the operations: `OPERATION_RULES` of src/pixels/ops
 * @param width image width in pixels, from its header
 * @param height image height in pixels
 * @param repeat which of the sample's repeats in the epoch, from 0; each has draws of its own
 */
export function planSample(
  rules: OperationRules,
  plan: SamplingPlan,
  epoch: number,
  index: number,
  width: number,
  height: number,
  repeat = 0,
): SampleRecipe {
  const streams: SampleStreams = (purpose) => new RandomStream(plan.seed, epoch, index, purpose, repeat);
  const crop = drawCropBox(width, height, plan, streams(PURPOSE.crop));
  const flip = happens(plan.horizontalFlip, PURPOSE.flip, streams);
  const flipVertical = happens(plan.verticalFlip, PURPOSE.verticalFlip, streams);
  const size = plan.workingSide ?? plan.baseSize;
  const erasing = planSampleErasing(plan, epoch, index, repeat);
  const { operations, ...augmented } = planOperations(rules, plan, streams);
  return {
    epoch,
    index,
    ...(repeat === 0 ? {} : { repeat }),
    crop,
    ...(plan.workingSide === undefined ? {} : matched(plan, plan.workingSide, crop, flip, flipVertical)),
    size,
    filter: drawFilter(plan, streams),
    flip,
    ...(flipVertical ? { flipVertical } : {}),
    ...augmented,
    // The order of timm's create_transform.
    operations: [
      ...operations,
      ...planJitter(plan, streams),
      ...planGrayscale(plan, streams),
      ...planGaussianBlur(plan, streams),
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
  repeat = 0,
): (PlannedErasing & Normalization) | undefined {
  const erasing = config && planErasing(config, seed, epoch, index, bandwidth, repeat);
  return erasing && { ...erasing, mean, std };
}

/** Draws whether something of this probability happens to a sample. */
function happens(probability: number | undefined, purpose: Purpose, streams: SampleStreams): boolean {
  return probability !== undefined && probability > 0 && streams(purpose).nextDouble() < probability;
}

function matched(
  plan: SamplingPlan,
  size: ImageSize,
  crop: Box,
  flip: boolean,
  flipVertical: boolean,
): Pick<SampleRecipe, 'window' | 'scale'> {
  const window = workingWindow(crop, plan.baseSize, size, flip, plan.lowFrequency, flipVertical);
  return { window, scale: decodeScale(crop, plan.bandwidth) };
}

/** timm's create_transform: min(255, round(255 * mean)), halves to even as Python rounds. */
function fillColour(mean: Rgb): Rgb {
  const byte = (value: number): number => Math.min(255, roundHalfEven(255 * value));
  return [byte(mean[0]), byte(mean[1]), byte(mean[2])];
}

function planJitter(plan: SamplingPlan, streams: SampleStreams): PlannedOperation[] {
  if (plan.colorJitter === undefined || !jittersBeside(plan.randaugment)) return [];
  return planColorJitter(plan.colorJitter, streams(PURPOSE.colorJitter), streams(PURPOSE.hue));
}

/** torchvision's RandomGrayscale, which acts whatever RandAugment does. */
function planGrayscale({ grayscale }: SamplingPlan, streams: SampleStreams): PlannedOperation[] {
  return happens(grayscale, PURPOSE.grayscale, streams) ? [{ name: 'Grayscale' }] : [];
}

/** Least and greatest standard deviation of torchvision's GaussianBlur, in pixels of the full image. */
const SIGMAS = [0.1, 2] as const;

/** timm's create_transform: a blur of 23 taps, which acts whatever RandAugment does. */
function planGaussianBlur(plan: SamplingPlan, streams: SampleStreams): PlannedOperation[] {
  const { gaussianBlur = 0, baseSize, workingSide = baseSize } = plan;
  if (gaussianBlur === 0) return [];
  const random = streams(PURPOSE.gaussianBlur);
  const blurred = random.nextDouble() < gaussianBlur;
  const sigma = SIGMAS[0] + (SIGMAS[1] - SIGMAS[0]) * random.nextDouble();
  // The grid on which it acts may be coarser than the full image.
  return blurred
    ? [{ name: 'GaussianBlur23', argument: (sigma * shorterSide(workingSide)) / shorterSide(baseSize) }]
    : [];
}

/** timm's create_transform: shifts of up to 0.45 of the shorter side. */
const TRANSLATE_SHARE = 0.45;

function planOperations(rules: OperationRules, plan: SamplingPlan, streams: SampleStreams): PlannedAugmentation {
  if (plan.randaugment === undefined) return { operations: [] };
  const context = {
    translatePct: TRANSLATE_SHARE,
    // In pixels of the grid on which it acts.
    translateConst: Math.trunc(shorterSide(plan.workingSide ?? plan.baseSize) * TRANSLATE_SHARE),
    interpolation: plan.augmentInterpolation,
  };
  return planAutoAugment(rules, plan.randaugment, plan.magnitude, context, streams);
}

function drawFilter(plan: SamplingPlan, streams: SampleStreams): Filter {
  if (plan.interpolation !== 'random') return plan.interpolation;
  return streams(PURPOSE.interpolation).nextDouble() < 0.5 ? 'bilinear' : 'bicubic';
}
