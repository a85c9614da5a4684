/** The sets from which timm's strings choose. Operations are names here; what they do is in src/pixels/ops. */

/** Operations of one list that have an "increasing" form: their effect grows with the level. */
const WITH_INCREASING = ['Posterize', 'Solarize', 'Color', 'Contrast', 'Brightness', 'Sharpness'] as const;

/** timm's default list, in its order. */
const PLAIN: readonly string[] = [
  ...['AutoContrast', 'Equalize', 'Invert', 'Rotate', 'Posterize', 'Solarize', 'SolarizeAdd', 'Color'],
  ...['Contrast', 'Brightness', 'Sharpness', 'ShearX', 'ShearY', 'TranslateXRel', 'TranslateYRel'],
];

function increasing(name: string): string {
  const form = WITH_INCREASING.find((candidate) => candidate === name);
  return form === undefined ? name : `${form}Increasing`;
}

/** The choices of a policy: operations, with weights if they are not equally likely. */
export interface OperationSet {
  operations: readonly string[];
  /** Not normalised; with weights the choice is without replacement. */
  weights?: readonly number[];
}

function weighted(entries: readonly (readonly [string, number])[]): OperationSet {
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
