import type { PolicyOpName } from './levels.ts';

/** What a RandAugment chooses its operations from. */
export interface Policy {
  readonly ops: readonly PolicyOpName[];
  /**
   * Probability of each op, summing to 1; ops are then chosen without replacement. Null: every op is as likely, and
   * they are chosen with replacement.
   */
  readonly weights: readonly number[] | null;
}

type WeightTable = readonly (readonly [op: PolicyOpName, weight: number])[];

/** The default list, whose arguments do not all grow with the magnitude. */
const PLAIN_OPS = [
  'AutoContrast',
  'Equalize',
  'Invert',
  'Rotate',
  'Posterize',
  'Solarize',
  'SolarizeAdd',
  'Color',
  'Contrast',
  'Brightness',
  'Sharpness',
  'ShearX',
  'ShearY',
  'TranslateXRel',
  'TranslateYRel',
] as const satisfies readonly PolicyOpName[];

/** The list of `inc`: every operation with an argument gets stronger with the magnitude. */
const INCREASING_OPS = [
  'AutoContrast',
  'Equalize',
  'Invert',
  'Rotate',
  'PosterizeIncreasing',
  'SolarizeIncreasing',
  'SolarizeAdd',
  'ColorIncreasing',
  'ContrastIncreasing',
  'BrightnessIncreasing',
  'SharpnessIncreasing',
  'ShearX',
  'ShearY',
  'TranslateXRel',
  'TranslateYRel',
] as const satisfies readonly PolicyOpName[];

/** `t3a`: the three augmentations of DeiT III. */
const THREE_AUGMENT_OPS: readonly PolicyOpName[] = ['SolarizeIncreasing', 'Desaturate', 'GaussianBlur'];

/** `t3aw`: those three, and the rest more rarely. */
const THREE_AUGMENT_WEIGHTS: WeightTable = [
  ['SolarizeIncreasing', 6],
  ['Desaturate', 6],
  ['GaussianBlur', 6],
  ['Rotate', 3],
  ['ShearX', 2],
  ['ShearY', 2],
  ['PosterizeIncreasing', 1],
  ['AutoContrast', 1],
  ['ColorIncreasing', 1],
  ['SharpnessIncreasing', 1],
  ['ContrastIncreasing', 1],
  ['BrightnessIncreasing', 1],
  ['Equalize', 1],
  ['Invert', 1],
];

/** `tweights`: geometry often, colour rarely. */
const GEOMETRY_WEIGHTS: WeightTable = [
  ['Rotate', 3],
  ['ShearX', 2],
  ['ShearY', 2],
  ['TranslateXRel', 1],
  ['TranslateYRel', 1],
  ['ColorIncreasing', 0.25],
  ['SharpnessIncreasing', 0.25],
  ['AutoContrast', 0.25],
  ['SolarizeIncreasing', 0.05],
  ['SolarizeAdd', 0.05],
  ['ContrastIncreasing', 0.05],
  ['BrightnessIncreasing', 0.05],
  ['Equalize', 0.05],
  ['PosterizeIncreasing', 0.05],
  ['Invert', 0.05],
];

/** `w0` of timm 0.4.12: the weights of both lists, by place. */
const LEGACY_WEIGHTS: Readonly<Record<(typeof PLAIN_OPS)[number], number>> = {
  AutoContrast: 0.025,
  Equalize: 0.005,
  Invert: 0,
  Rotate: 0.3,
  Posterize: 0,
  Solarize: 0.005,
  SolarizeAdd: 0.005,
  Color: 0.025,
  Contrast: 0.005,
  Brightness: 0.005,
  Sharpness: 0.025,
  ShearX: 0.2,
  ShearY: 0.2,
  TranslateXRel: 0.1,
  TranslateYRel: 0.1,
};

/** The default policy, or that of `inc`. */
export function uniformPolicy(increasing: boolean): Policy {
  return { ops: increasing ? INCREASING_OPS : PLAIN_OPS, weights: null };
}

/** The policy of timm 0.4.12 under `w0`. */
export function legacyWeightedPolicy(increasing: boolean): Policy {
  return { ops: uniformPolicy(increasing).ops, weights: normalise(PLAIN_OPS.map((op) => LEGACY_WEIGHTS[op])) };
}

/** The policy of a set's name, as in `tweights`; as in timm, an unknown name means the default policy. */
export function namedPolicy(set: string, increasing: boolean): Policy {
  if (set === '3a') return { ops: THREE_AUGMENT_OPS, weights: null };
  if (set === '3aw') return weightedPolicy(THREE_AUGMENT_WEIGHTS);
  if (set === 'weights') return weightedPolicy(GEOMETRY_WEIGHTS);
  return uniformPolicy(increasing);
}

/** How many different ops the policy can choose. */
export function choosableOps({ ops, weights }: Policy): number {
  return weights === null ? ops.length : weights.filter((weight) => weight > 0).length;
}

function weightedPolicy(table: WeightTable): Policy {
  return { ops: table.map(([op]) => op), weights: normalise(table.map(([, weight]) => weight)) };
}

function normalise(weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}
