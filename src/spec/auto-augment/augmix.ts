import { LIMITS } from '../../limits.ts';
import { floatOf, integerOf, invalid, splitSection } from '../randaugment/sections.ts';

/** AugMix, as timm understands its string. */
export interface AugMixConfig {
  kind: 'augmix';
  /** Magnitude m of every operation. */
  magnitude: number;
  /** Standard deviation of the magnitude's noise, mstd; infinite, the default, for uniform magnitudes in 0..m. */
  magnitudeStd: number;
  /** Chains that are mixed, w. */
  width: number;
  /** Operations of a chain, d; 0 for 1, 2 or 3 of them, drawn for each chain. */
  depth: number;
  /** Alpha of the weights' Dirichlet and Beta distributions, a. */
  alpha: number;
  /** timm's cheaper order: each chain is blended into the image at once, b. */
  blended: boolean;
}

/** timm's list of operations for AugMix, in its order. */
export const AUGMIX_OPERATIONS: readonly string[] = [
  ...['AutoContrast', 'ColorIncreasing', 'ContrastIncreasing', 'BrightnessIncreasing', 'SharpnessIncreasing'],
  ...['Equalize', 'Rotate', 'PosterizeIncreasing', 'SolarizeIncreasing', 'ShearX', 'ShearY'],
  ...['TranslateXRel', 'TranslateYRel'],
];

/**
 * Parses a string such as `augmix-m5-w4-d2`. Source: timm/data/auto_augment.py, augment_and_mix_transform.
 *
 * @throws INVALID_FIELD where timm fails, and where it would mix no chain at all
 */
export function parseAugMix(text: string): AugMixConfig {
  const [, ...sections] = text.split('-');
  const config: AugMixConfig = {
    ...{ kind: 'augmix', magnitude: 3, magnitudeStd: Number.POSITIVE_INFINITY },
    ...{ width: 3, depth: 0, alpha: 1, blended: false },
  };
  let std: number | undefined;
  for (const section of sections) {
    const parts = splitSection(section);
    if (parts === undefined) continue;
    const { key, value } = parts;
    // timm keeps the first noise, and the last of everything else.
    if (key === 'mstd') std ??= floatOf(text, section, value);
    else if (key === 'm') config.magnitude = integerOf(text, section, value);
    else if (key === 'w') config.width = bounded(text, section, integerOf(text, section, value), 1);
    else if (key === 'd') config.depth = bounded(text, section, integerOf(text, section, value), 0);
    else if (key === 'a') config.alpha = floatOf(text, section, value);
    // Any digit switches it on, even 0.
    else if (key === 'b') config.blended = true;
    else throw invalid(text, section, `unknown key "${key}"; AugMix knows m, w, d, a, b, mstd`);
  }
  if (config.alpha <= 0) throw invalid(text, `a${config.alpha}`, 'alpha must be greater than 0');
  return std === undefined ? config : { ...config, magnitudeStd: std };
}

function bounded(text: string, section: string, value: number, least: number): number {
  if (value >= least && value <= LIMITS.operations) return value;
  throw invalid(text, section, `must be ${least}..${LIMITS.operations}`);
}
