/** The names of RandAugment's operations, as timm spells them. */
export const OPERATION_NAMES = [
  'AutoContrast',
  'Equalize',
  'Invert',
  'Rotate',
  'Posterize',
  'PosterizeIncreasing',
  'PosterizeOriginal',
  'Solarize',
  'SolarizeIncreasing',
  'SolarizeAdd',
  'Color',
  'ColorIncreasing',
  'Contrast',
  'ContrastIncreasing',
  'Brightness',
  'BrightnessIncreasing',
  'Sharpness',
  'SharpnessIncreasing',
  'ShearX',
  'ShearY',
  'TranslateX',
  'TranslateY',
  'TranslateXRel',
  'TranslateYRel',
  'Desaturate',
  'GaussianBlur',
] as const;

export type OperationName = (typeof OPERATION_NAMES)[number];

/** Operations that move pixels, and so interpolate. */
export const GEOMETRIC: ReadonlySet<OperationName> = new Set<OperationName>([
  'Rotate',
  'ShearX',
  'ShearY',
  'TranslateX',
  'TranslateY',
  'TranslateXRel',
  'TranslateYRel',
]);

/** Operations of one list that have an "increasing" form: their effect grows with the level. */
const WITH_INCREASING = ['Posterize', 'Solarize', 'Color', 'Contrast', 'Brightness', 'Sharpness'] as const;

/** timm's default list, in its order. */
const PLAIN: readonly OperationName[] = [
  ...(['AutoContrast', 'Equalize', 'Invert', 'Rotate', 'Posterize', 'Solarize', 'SolarizeAdd', 'Color'] as const),
  ...(['Contrast', 'Brightness', 'Sharpness', 'ShearX', 'ShearY', 'TranslateXRel', 'TranslateYRel'] as const),
];

function increasing(name: OperationName): OperationName {
  const form = WITH_INCREASING.find((candidate) => candidate === name);
  return form === undefined ? name : `${form}Increasing`;
}

/** What a policy chooses from: operations, and their weights if they are not equally likely. */
export interface OperationSet {
  operations: readonly OperationName[];
  /** Not normalised; with weights the choice is without replacement. */
  weights?: readonly number[];
}

function weighted(entries: readonly (readonly [OperationName, number])[]): OperationSet {
  return { operations: entries.map(([name]) => name), weights: entries.map(([, weight]) => weight) };
}

/** timm's lists of operations (timm/data/auto_augment.py). */
export const OPERATION_SETS = {
  plain: { operations: PLAIN },
  increasing: { operations: PLAIN.map(increasing) },
  /** Section `t3a`. */
  '3a': { operations: ['SolarizeIncreasing', 'Desaturate', 'GaussianBlur'] },
  /** Section `t3aw`. */
  '3aw': weighted([
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
  ]),
  /** Section `tweights`. */
  weights: weighted([
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
  ]),
} as const satisfies Record<string, OperationSet>;

/** Weights of timm 0.4.12's section `w0`, by position in the plain list (and in the increasing one). */
export const W0_WEIGHTS: readonly number[] = [
  ...[0.025, 0.005, 0, 0.3, 0, 0.005, 0.005, 0.025],
  ...[0.005, 0.005, 0.025, 0.2, 0.2, 0.1, 0.1],
];
