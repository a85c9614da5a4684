/** AutoAugment's policies, under timm's names: data only. */

/** One operation of a sub-policy. */
export interface PolicyOperation {
  name: string;
  /** Probability with which it is applied. */
  probability: number;
  /** RandAugment's level, 0..10. */
  magnitude: number;
}

/** Operations that are applied in order; one sub-policy of a policy is drawn for each image. */
export type SubPolicy = readonly PolicyOperation[];

/** Reads sub-policies as they are written here: for each operation its name, its probability and its magnitude. */
function policy(...subPolicies: string[]): SubPolicy[] {
  return subPolicies.map((text) =>
    text.split(', ').map((operation) => {
      const [name = '', probability, magnitude] = operation.split(' ');
      return { name, probability: Number(probability), magnitude: Number(magnitude) };
    }),
  );
}

/** The same policy with the posterize that keeps fewer bits at higher magnitudes, as in Google's research code. */
function withIncreasingPosterize(subPolicies: readonly SubPolicy[]): SubPolicy[] {
  return subPolicies.map((operations) =>
    operations.map((one) => (one.name.startsWith('Posterize') ? { ...one, name: 'PosterizeIncreasing' } : one)),
  );
}

/** The policy of EfficientNet's TPU implementation. */
const V0 = policy(
  'Equalize 0.8 1, ShearY 0.8 4',
  'Color 0.4 9, Equalize 0.6 3',
  'Color 0.4 1, Rotate 0.6 8',
  'Solarize 0.8 3, Equalize 0.4 7',
  'Solarize 0.4 2, Solarize 0.6 2',
  'Color 0.2 0, Equalize 0.8 8',
  'Equalize 0.4 8, SolarizeAdd 0.8 3',
  'ShearX 0.2 9, Rotate 0.6 8',
  'Color 0.6 1, Equalize 1 2',
  'Invert 0.4 9, Rotate 0.6 0',
  'Equalize 1 9, ShearY 0.6 3',
  'Color 0.4 7, Equalize 0.6 0',
  'Posterize 0.4 6, AutoContrast 0.4 7',
  'Solarize 0.6 8, Color 0.6 9',
  'Solarize 0.2 4, Rotate 0.8 9',
  'Rotate 1 7, TranslateYRel 0.8 9',
  'ShearX 0 0, Solarize 0.8 4',
  'ShearY 0.8 0, Color 0.6 4',
  'Color 1 0, Rotate 0.6 2',
  'Equalize 0.8 4, Equalize 0 8',
  'Equalize 1 4, AutoContrast 0.6 2',
  'ShearY 0.4 7, SolarizeAdd 0.6 7',
  'Posterize 0.8 2, Solarize 0.6 10',
  'Solarize 0.6 8, Equalize 0.6 1',
  'Color 0.8 6, Rotate 0.4 5',
);

/** Cubuk et al., "AutoAugment: Learning augmentation strategies from data", CVPR 2019, the policy for ImageNet. */
const ORIGINAL = policy(
  'PosterizeOriginal 0.4 8, Rotate 0.6 9',
  'Solarize 0.6 5, AutoContrast 0.6 5',
  'Equalize 0.8 8, Equalize 0.6 3',
  'PosterizeOriginal 0.6 7, PosterizeOriginal 0.6 6',
  'Equalize 0.4 7, Solarize 0.2 4',
  'Equalize 0.4 4, Rotate 0.8 8',
  'Solarize 0.6 3, Equalize 0.6 7',
  'PosterizeOriginal 0.8 5, Equalize 1 2',
  'Rotate 0.2 3, Solarize 0.6 8',
  'Equalize 0.6 8, PosterizeOriginal 0.4 6',
  'Rotate 0.8 8, Color 0.4 0',
  'Rotate 0.4 9, Equalize 0.6 2',
  'Equalize 0 7, Equalize 0.8 8',
  'Invert 0.6 4, Equalize 1 8',
  'Color 0.6 4, Contrast 1 8',
  'Rotate 0.8 8, Color 1 2',
  'Color 0.8 8, Solarize 0.8 7',
  'Sharpness 0.4 7, Invert 0.6 8',
  'ShearX 0.6 5, Equalize 1 9',
  'Color 0.4 0, Equalize 0.6 3',
  'Equalize 0.4 7, Solarize 0.2 4',
  'Solarize 0.6 5, AutoContrast 0.6 5',
  'Invert 0.6 4, Equalize 1 8',
  'Color 0.6 4, Contrast 1 8',
  'Equalize 0.8 8, Equalize 0.6 3',
);

/** Touvron et al., "DeiT III: Revenge of the ViT", ECCV 2022: 3-Augment, of which each image gets one operation. */
const THREE_AUGMENT = policy('Solarize 1 5', 'Desaturate 1 10', 'GaussianBlurRand 1 10');

/** Source of the tables: timm/data/auto_augment.py, auto_augment_policy. */
export const POLICIES: ReadonlyMap<string, readonly SubPolicy[]> = new Map([
  ['v0', V0],
  ['v0r', withIncreasingPosterize(V0)],
  ['original', ORIGINAL],
  ['originalr', withIncreasingPosterize(ORIGINAL)],
  ['3a', THREE_AUGMENT],
]);
