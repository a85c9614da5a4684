/** The settings of image augmentation, shared by specs and plans: plain values, no draws. */

/** The filling of an erased box. */
export const ERASING_MODES = ['const', 'rand', 'pixel'] as const;

export type ErasingMode = (typeof ERASING_MODES)[number];

/** Random erasing, with timm's parameters. */
export interface ErasingConfig {
  /** Probability that an image is erased at all. */
  probability: number;
  /** `const` the mean colour, `rand` one normal colour a box, `pixel` normal noise. */
  mode: ErasingMode;
  /** Least and greatest number of boxes. */
  count: readonly [number, number];
  /** Least and greatest share of the image's area that the boxes of one image cover together. */
  area: readonly [number, number];
  /** Least and greatest aspect ratio of a box, height / width. */
  ratio: readonly [number, number];
}

/** Which side mixes the pixels of a batch. */
export const MIXING_PLACES = ['server', 'client'] as const;

/** Whether one draw serves the whole batch, each pair of partners, or each image. */
export const MIXING_MODES = ['batch', 'pair', 'elem'] as const;

export type MixingMode = (typeof MIXING_MODES)[number];

/** Mixup and cutmix, with the parameters of timm's Mixup. */
export interface MixingConfig {
  mode: MixingMode;
  /** Alpha of mixup's Beta distribution; 0 for no mixup. */
  mixupAlpha: number;
  /** Alpha of cutmix's Beta distribution; 0 for no cutmix. */
  cutmixAlpha: number;
  /** Least and greatest share of a side that a cutmix box takes; undefined to derive the box from lambda. */
  cutmixMinmax?: readonly [number, number] | undefined;
  /** Probability that a batch, pair or image is mixed at all. */
  probability: number;
  /** Probability of cutmix if both are on. */
  switchProbability: number;
  /** Corrects lambda to the box that was really taken. */
  correctLambda: boolean;
  /** Share of the budget from which on nothing is mixed; left out if mixing never ends. */
  until?: number | undefined;
}

/** True if the configuration mixes anything. */
export function mixes(config: MixingConfig): boolean {
  const alphas = config.mixupAlpha > 0 || config.cutmixAlpha > 0 || config.cutmixMinmax !== undefined;
  return alphas && config.probability > 0;
}

/** Greatest relative changes of brightness, contrast and saturation; greatest shift of the hue in turns, 0..0.5. */
export type ColorJitter = readonly [brightness: number, contrast: number, saturation: number, hue?: number];

/** Most repeats of a sample in an epoch: random streams have three bits for them. */
export const REPEATS_MAX = 8;

/** Interpolations of geometric operations; `random` draws bilinear or bicubic for each. */
export const AUGMENT_INTERPOLATIONS = ['random', 'nearest', 'bilinear', 'bicubic'] as const;

export type AugmentInterpolation = (typeof AUGMENT_INTERPOLATIONS)[number];

export type AffineInterpolation = Exclude<AugmentInterpolation, 'random'>;
