import type { OperationName } from '../../../spec/randaugment/operations.ts';

/** The level at which an operation is strongest. */
const LEVEL_MAX = 10;

/** What arguments depend on beside the level. */
export interface LevelContext {
  /** Largest shift of TranslateX and TranslateY in pixels; timm: the smaller side times 0.45, truncated. */
  translateConst: number;
  /** Largest shift of TranslateXRel and TranslateYRel as a share of the side. */
  translatePct: number;
}

export interface LevelArgument {
  /** The argument; undefined for operations without one. */
  value: number | undefined;
  /** True if a sign is drawn for the operation. */
  signed: boolean;
}

type Rule = (share: number, negate: boolean, context: LevelContext) => number;

const clip = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
const signed =
  (rule: (share: number, context: LevelContext) => number): Rule =>
  (share, negate, context) => {
    const value = rule(share, context);
    return negate ? -value : value;
  };

/** Factor of an enhancement: 0.1 at level 0, 1.9 at level 10. */
const enhance: Rule = (share) => share * 1.8 + 0.1;
/** Factor of an enhancement that moves away from 1 in either direction. */
const enhanceIncreasing: Rule = (share, negate) => Math.max(0.1, 1 + (negate ? -(share * 0.9) : share * 0.9));
const solarize = (share: number): number => Math.min(256, Math.trunc(share * 256));
const shift = (name: 'translateConst' | 'translatePct'): Rule => signed((share, context) => share * context[name]);

const SIGNED: ReadonlySet<OperationName> = new Set<OperationName>([
  ...(['Rotate', 'ShearX', 'ShearY', 'TranslateX', 'TranslateY', 'TranslateXRel', 'TranslateYRel'] as const),
  ...(['ColorIncreasing', 'ContrastIncreasing', 'BrightnessIncreasing', 'SharpnessIncreasing'] as const),
]);

const RULES: Partial<Record<OperationName, Rule>> = {
  Rotate: signed((share) => share * 30),
  ShearX: signed((share) => share * 0.3),
  ShearY: signed((share) => share * 0.3),
  TranslateX: shift('translateConst'),
  TranslateY: shift('translateConst'),
  TranslateXRel: shift('translatePct'),
  TranslateYRel: shift('translatePct'),
  Color: enhance,
  Contrast: enhance,
  Brightness: enhance,
  Sharpness: enhance,
  ColorIncreasing: enhanceIncreasing,
  ContrastIncreasing: enhanceIncreasing,
  BrightnessIncreasing: enhanceIncreasing,
  SharpnessIncreasing: enhanceIncreasing,
  Posterize: (share) => Math.trunc(share * 4),
  PosterizeIncreasing: (share) => 4 - Math.trunc(share * 4),
  PosterizeOriginal: (share) => Math.trunc(share * 4) + 4,
  Solarize: solarize,
  SolarizeIncreasing: (share) => 256 - solarize(share),
  SolarizeAdd: (share) => Math.min(128, Math.trunc(share * 110)),
  Desaturate: (share) => clip(0.5 + 0.5 * share, 0.5, 1),
  GaussianBlur: (share) => clip(0.1 + 1.9 * share, 0.1, 2),
};

/** True if a sign is drawn for the operation. */
export function isSigned(name: OperationName): boolean {
  return SIGNED.has(name);
}

/**
 * The argument of an operation at a level, as timm computes it (timm/data/auto_augment.py, *_level_to_arg): degrees for
 * Rotate, a factor for shears and enhancements, a share of the side or pixels for translations, bits for Posterize, a
 * threshold for Solarize, an addend for SolarizeAdd, a radius for GaussianBlur. Undefined for operations without one.
 *
 * @param level the clipped magnitude, 0..10 or up to mmax
 * @param negate the outcome of the sign draw; only signed operations look at it
 */
export function levelArgument(
  name: OperationName,
  level: number,
  negate: boolean,
  context: LevelContext,
): number | undefined {
  // The division comes first: (level / 10) * 1.8 and level * 0.18 differ in their last bits.
  return RULES[name]?.(level / LEVEL_MAX, negate, context);
}
