/** The fields of a run spec that say what happens to samples beside RandAugment: jitter, erasing, mixing. */

import { z } from 'zod';
import {
  type ColorJitter,
  ERASING_MODES,
  type ErasingConfig,
  MIXING_MODES,
  type MixingConfig,
  mixes,
} from './augmentation.ts';

/** Who mixes the pixels of a batch. */
export const MIXING_PLACES = ['server', 'client'] as const;

const share = z.number().min(0).max(1);
const alpha = z.number().min(0).max(1000);

/** Two numbers in order. */
const ordered = (low: number, high: number) =>
  z
    .tuple([z.number().min(low).max(high), z.number().min(low).max(high)])
    .refine(([a, b]) => a <= b, 'must be two numbers in order');

const strength = z.number().min(0).max(10);

/**
 * Strength of brightness, contrast and saturation, for which a single number may stand, and perhaps of the hue. A hue of
 * 0 is left out: equal jitter is an equal spec.
 */
export const colorJitterSchema = z
  .union([
    strength,
    z
      .array(strength)
      .min(3)
      .max(4)
      .refine(([, , , hue = 0]) => hue <= 0.5, 'the fourth, of the hue, must be <=0.5'),
  ])
  .transform((value): [number, number, number] | [number, number, number, number] => {
    if (typeof value === 'number') return [value, value, value];
    const [brightness, contrast, saturation, hue] = value as [number, number, number, number?];
    return hue ? [brightness, contrast, saturation, hue] : [brightness, contrast, saturation];
  });

/** Of an augmentation that is off unless it is asked for. */
export const probabilitySchema = share.optional();

export const erasingSchema = z.strictObject({
  probability: share.default(0.25),
  mode: z.enum(ERASING_MODES).default('pixel'),
  count: z
    .tuple([z.int().min(1).max(100), z.int().min(1).max(100)])
    .refine(([a, b]) => a <= b, 'must be two numbers in order')
    .default([1, 1]),
  area: ordered(1e-6, 1).default([0.02, 1 / 3]),
  ratio: ordered(1e-3, 1e3).default([0.3, 1 / 0.3]),
});

export const mixingSchema = z.strictObject({
  where: z.enum(MIXING_PLACES).default('server'),
  mode: z.enum(MIXING_MODES).default('batch'),
  mixup_alpha: alpha.default(0.8),
  cutmix_alpha: alpha.default(1),
  cutmix_minmax: ordered(0, 1)
    .refine(([a, b]) => a < b, 'must be two different shares')
    .optional(),
  probability: share.default(1),
  switch_probability: share.default(0.5),
  correct_lambda: z.boolean().default(true),
  label_smoothing: z.number().min(0).lt(1).default(0.1),
});

export const rgbSchema = (low: number, high: number) =>
  z.tuple([z.number(), z.number(), z.number()]).refine((values) => values.every((v) => v > low && v <= high), {
    error: `must be three numbers above ${low} and at most ${high}`,
  });

export type ErasingSpec = z.infer<typeof erasingSchema>;
export type MixingSpec = z.infer<typeof mixingSchema>;

/** What a run says, as far as it says anything. */
export interface AugmentationSpec {
  erasing?: ErasingSpec | undefined;
  mixing?: MixingSpec | undefined;
}

/** What a stage says; it stands before what the run says. */
export interface StageAugmentationSpec {
  erasing_probability?: number | undefined;
  mixup_alpha?: number | undefined;
  cutmix_alpha?: number | undefined;
}

/** Random erasing of one stage; undefined where nothing is erased. */
export function stageErasing(spec: AugmentationSpec, stage: StageAugmentationSpec): ErasingConfig | undefined {
  if (spec.erasing === undefined && stage.erasing_probability === undefined) return undefined;
  const erasing = spec.erasing ?? erasingSchema.parse({});
  const probability = stage.erasing_probability ?? erasing.probability;
  return probability === 0 ? undefined : { ...erasing, probability };
}

/** Mixup and cutmix of one stage; undefined where nothing is mixed. */
export function stageMixing(spec: AugmentationSpec, stage: StageAugmentationSpec): MixingConfig | undefined {
  if (spec.mixing === undefined) return undefined;
  const { mixing } = spec;
  const config: MixingConfig = {
    mode: mixing.mode,
    mixupAlpha: stage.mixup_alpha ?? mixing.mixup_alpha,
    cutmixAlpha: stage.cutmix_alpha ?? mixing.cutmix_alpha,
    ...(mixing.cutmix_minmax === undefined ? {} : { cutmixMinmax: mixing.cutmix_minmax }),
    probability: mixing.probability,
    switchProbability: mixing.switch_probability,
    correctLambda: mixing.correct_lambda,
  };
  return mixes(config) ? config : undefined;
}

/** The jitter of a spec; undefined where it changes nothing. */
export function activeJitter(jitter: ColorJitter): ColorJitter | undefined {
  return jitter.some((one) => one !== undefined && one > 0) ? jitter : undefined;
}
