import type { OpName } from './planned-op.ts';

/** Releases of timm whose RandAugment differs: the one that the EfficientTrain recipes pin, and the latest. */
export const TIMM_VERSIONS = ['latest', '0.4.12'] as const;
export type TimmVersion = (typeof TIMM_VERSIONS)[number];

/** The magnitude that counts as full strength: arguments scale with magnitude / 10. */
export const FULL_MAGNITUDE = 10;

/** What an argument depends on other than the magnitude. */
export interface LevelContext {
  version: TimmVersion;
  /** Share of the image that the relative translations move by at full strength. */
  translateShare: number;
  /** Pixels that the absolute translations move by at full strength. */
  translatePixels: number;
}

/**
 * The argument at a share of full strength (1 at magnitude 10, more past it). `sign` is -1 where the draw negates;
 * rules that are not signed get 1.
 */
type Argument = (share: number, sign: 1 | -1, context: LevelContext) => number;

/** How timm turns a magnitude into the argument of one operation of a policy. */
export interface LevelRule {
  /** The operation on pixels that this is. */
  op: OpName;
  /** Whether half of the draws negate the magnitude. */
  signed: boolean;
  /** Absent where the operation takes no argument. */
  argument?: Argument;
}

const rotate: Argument = (share, sign) => sign * (share * 30);
const shear: Argument = (share, sign) => sign * (share * 0.3);
const translatePixels: Argument = (share, sign, context) => sign * (share * context.translatePixels);
const translateShare: Argument = (share, sign, context) => sign * (share * context.translateShare);
const enhance: Argument = (share) => share * 1.8 + 0.1;
const posterize: Argument = (share) => Math.trunc(share * 4);
const solarize: Argument = (share, _, { version }) => atMost(256, Math.trunc(share * 256), version);
const solarizeAdd: Argument = (share, _, { version }) => atMost(128, Math.trunc(share * 110), version);

const enhanceIncreasing: Argument = (share, sign, { version }) => {
  const factor = 1 + sign * (share * 0.9);
  return version === 'latest' ? Math.max(0.1, factor) : factor;
};

/** 0.4.12 has no upper bounds, and needs none at the magnitudes that it allows. */
function atMost(bound: number, value: number, version: TimmVersion): number {
  return version === 'latest' ? Math.min(bound, value) : value;
}

function within(low: number, high: number): Argument {
  return (share) => Math.max(low, Math.min(high, low + (high - low) * share));
}

/** timm's operations by their names in its policies. Source: timm, data/auto_augment.py, LEVEL_TO_ARG. */
export const LEVEL_RULES = {
  AutoContrast: { op: 'AutoContrast', signed: false },
  Equalize: { op: 'Equalize', signed: false },
  Invert: { op: 'Invert', signed: false },
  Rotate: { op: 'Rotate', signed: true, argument: rotate },
  Posterize: { op: 'Posterize', signed: false, argument: posterize },
  PosterizeIncreasing: { op: 'Posterize', signed: false, argument: (...at) => 4 - posterize(...at) },
  PosterizeOriginal: { op: 'Posterize', signed: false, argument: (...at) => 4 + posterize(...at) },
  Solarize: { op: 'Solarize', signed: false, argument: solarize },
  SolarizeIncreasing: { op: 'Solarize', signed: false, argument: (...at) => 256 - solarize(...at) },
  SolarizeAdd: { op: 'SolarizeAdd', signed: false, argument: solarizeAdd },
  Color: { op: 'Color', signed: false, argument: enhance },
  ColorIncreasing: { op: 'Color', signed: true, argument: enhanceIncreasing },
  Contrast: { op: 'Contrast', signed: false, argument: enhance },
  ContrastIncreasing: { op: 'Contrast', signed: true, argument: enhanceIncreasing },
  Brightness: { op: 'Brightness', signed: false, argument: enhance },
  BrightnessIncreasing: { op: 'Brightness', signed: true, argument: enhanceIncreasing },
  Sharpness: { op: 'Sharpness', signed: false, argument: enhance },
  SharpnessIncreasing: { op: 'Sharpness', signed: true, argument: enhanceIncreasing },
  ShearX: { op: 'ShearX', signed: true, argument: shear },
  ShearY: { op: 'ShearY', signed: true, argument: shear },
  TranslateX: { op: 'TranslateX', signed: true, argument: translatePixels },
  TranslateY: { op: 'TranslateY', signed: true, argument: translatePixels },
  TranslateXRel: { op: 'TranslateXRel', signed: true, argument: translateShare },
  TranslateYRel: { op: 'TranslateYRel', signed: true, argument: translateShare },
  Desaturate: { op: 'Desaturate', signed: false, argument: within(0.5, 1) },
  GaussianBlur: { op: 'GaussianBlur', signed: false, argument: within(0.1, 2) },
} as const satisfies Record<string, LevelRule>;

/** The name of an operation in a policy; several may be the same operation on pixels, with other arguments. */
export type PolicyOpName = keyof typeof LEVEL_RULES;

/** The rule of an operation. */
export function levelRule(name: PolicyOpName): LevelRule {
  return LEVEL_RULES[name];
}

/**
 * The argument of an operation, or undefined if it takes none.
 *
 * @param level magnitude after noise and clipping, 0 or more
 * @param negate what the sign draw says; operations without a sign ignore it
 */
export function argumentAtLevel(
  name: PolicyOpName,
  level: number,
  negate: boolean,
  context: LevelContext,
): number | undefined {
  const rule = levelRule(name);
  return rule.argument?.(level / FULL_MAGNITUDE, rule.signed && negate ? -1 : 1, context);
}
