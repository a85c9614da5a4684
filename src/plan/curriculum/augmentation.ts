import { type ErasingConfig, type MixingConfig, mixes } from '../../spec/augmentation.ts';
import { namedMagnitude } from '../../spec/auto-augment/config.ts';
import { strengthAt } from '../../spec/ramp.ts';
import { budgetFraction, type Stage } from './schedule.ts';

/**
 * The augmentation of one step: that of its stage, with every strength as a number. Augmentations that are off are left
 * out.
 */
export interface Augmentation {
  /** RandAugment, AutoAugment or AugMix as a timm config string. */
  randaugment?: string;
  /** Its magnitude, if it differs from the string's. */
  magnitude?: number;
  erasing?: ErasingConfig;
  mixing?: MixingConfig;
}

/** The augmentation of a stage at a global step. */
export function augmentationAt(stage: Stage, step: number): Augmentation {
  const { randaugment, erasing, mixing, strengths = {} } = stage;
  const [start, end] = stage.span ?? [stage.budgetStart, stage.budgetEnd];
  const progress = Math.max(0, Math.min(1, (budgetFraction(stage, step) - start) / (end - start)));
  const augmentation: Augmentation = {};
  if (randaugment !== undefined) {
    augmentation.randaugment = randaugment;
    if (strengths.magnitude !== undefined) augmentation.magnitude = strengthAt(strengths.magnitude, progress);
  }
  if (erasing !== undefined) {
    const probability = strengthAt(strengths.erasingProbability ?? erasing.probability, progress);
    if (probability > 0) augmentation.erasing = { ...erasing, probability };
  }
  if (mixing !== undefined && !mixingEnded(mixing, budgetFraction(stage, step))) {
    const mixupAlpha = strengthAt(strengths.mixupAlpha ?? mixing.mixupAlpha, progress);
    const cutmixAlpha = strengthAt(strengths.cutmixAlpha ?? mixing.cutmixAlpha, progress);
    const { until: _, ...rest } = mixing;
    const config = { ...rest, mixupAlpha, cutmixAlpha };
    if (mixes(config)) augmentation.mixing = config;
  }
  return augmentation;
}

/** The rounding noise of a share of the budget: shares are sums of tenths and fractions of them. */
const NOISE = 1e-12;

/** True from the first step on that begins at the share of the budget at which mixing ends, or after it. */
export function mixingEnded({ until = 1 }: MixingConfig, budgetStart: number): boolean {
  return until < 1 && budgetStart >= until - NOISE;
}

/** The magnitude of RandAugment or AugMix; undefined without either. */
export function magnitudeOf({ randaugment, magnitude }: Augmentation): number | undefined {
  return magnitude ?? (randaugment === undefined ? undefined : namedMagnitude(randaugment));
}
