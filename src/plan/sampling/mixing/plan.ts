import type { MixingConfig } from '../../../spec/augmentation.ts';
import { type Box, type ImageSize, type Size, sidesOf } from '../../../types.ts';
import { PURPOSE, type RandomSource, RandomStream } from '../random-stream.ts';
import { drawBeta } from './beta.ts';
import { drawCutmixBox, drawMinmaxBox } from './cutmix-box.ts';

/** How one image of a batch is mixed. */
export interface SampleMix {
  /** Position in the rank's batch of the image that it is mixed with. */
  partner: number;
  /** Weight of the image itself and of its label; 1 if it is not mixed. */
  lambda: number;
  /** The box that cutmix takes from the partner; left out for mixup, and for an image that is not mixed. */
  box?: Box;
}

/** The batch to mix. */
export interface MixedBatch {
  seed: number;
  step: number;
  rank: number;
  /** Images of the rank's batch; even. */
  count: number;
  /** Size of the images. */
  size: ImageSize;
}

/**
 * Plans mixup and cutmix of one rank's batch by timm's rules (timm/data/mixup.py): the partner of image i is image
 * n - 1 - i of the same batch. A pure function of its arguments.
 *
 * Lambdas are doubles in mode `batch` and single precision in the others, as in timm.
 */
export function planMixing(config: MixingConfig, { seed, step, rank, count, size }: MixedBatch): SampleMix[] {
  const random = new RandomStream(seed, rank, step, PURPOSE.mixing);
  const draws = { batch: 1, pair: count / 2, elem: count }[config.mode];
  const single = config.mode !== 'batch';
  const drawn = Array.from({ length: draws }, () => drawMix(config, sidesOf(size), single, random));
  return Array.from({ length: count }, (_, k) => {
    const partner = count - 1 - k;
    const mix = drawn[config.mode === 'batch' ? 0 : config.mode === 'pair' ? Math.min(k, partner) : k]!;
    return { partner, ...mix };
  });
}

function drawMix(
  config: MixingConfig,
  { width, height }: Size,
  single: boolean,
  random: RandomSource,
): Omit<SampleMix, 'partner'> {
  const round = single ? Math.fround : (value: number): number => value;
  const applied = random.nextDouble() < config.probability;
  const switched = random.nextDouble() < config.switchProbability;
  if (!applied) return { lambda: 1 };
  // In timm, bounds of the box set cutmix's alpha to 1.
  const cutmixAlpha = config.cutmixMinmax === undefined ? config.cutmixAlpha : 1;
  const cutmix = cutmixAlpha > 0 && (config.mixupAlpha === 0 || switched);
  const lambda = round(drawBeta(cutmix ? cutmixAlpha : config.mixupAlpha, random));
  if (!cutmix || lambda === 1) return { lambda };
  const box =
    config.cutmixMinmax === undefined
      ? drawCutmixBox(round(Math.sqrt(round(1 - lambda))), width, height, random)
      : drawMinmaxBox(config.cutmixMinmax, width, height, random);
  const corrected = config.correctLambda || config.cutmixMinmax !== undefined;
  return { lambda: corrected ? round(1 - (box.width * box.height) / (width * height)) : lambda, box };
}
