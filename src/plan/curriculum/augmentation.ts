import { type ErasingConfig, type MixingConfig, mixes } from '../../spec/augmentation.ts';
import { strengthAt } from '../../spec/ramp.ts';
import { parseRandAugment } from '../../spec/randaugment/config.ts';
import { budgetFraction, type Stage } from './schedule.ts';

/**
 * The augmentation of one step: that of its stage, with every strength as a number. Augmentations that are off are left
 * out.
 */
export interface Augmentation {
  /** RandAugment as a timm config string. */
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
  if (mixing !== undefined) {
    const mixupAlpha = strengthAt(strengths.mixupAlpha ?? mixing.mixupAlpha, progress);
    const cutmixAlpha = strengthAt(strengths.cutmixAlpha ?? mixing.cutmixAlpha, progress);
    const config = { ...mixing, mixupAlpha, cutmixAlpha };
    if (mixes(config)) augmentation.mixing = config;
  }
  return augmentation;
}

/** RandAugment's magnitude; undefined without augmentation. */
export function magnitudeOf({ randaugment, magnitude }: Augmentation): number | undefined {
  return magnitude ?? (randaugment === undefined ? undefined : parseRandAugment(randaugment).magnitude);
}
