/** The strings of timm's `auto_augment`: RandAugment, AutoAugment and AugMix. */

import { CrescendoError } from '../../errors.ts';
import { LIMITS } from '../../limits.ts';
import { parseRandAugment, type RandAugmentConfig } from '../randaugment/config.ts';
import { floatOf, invalid, splitSection } from '../randaugment/sections.ts';
import { type AugMixConfig, parseAugMix } from './augmix.ts';
import { POLICIES, type SubPolicy } from './policies.ts';

/** An AutoAugment policy, as timm understands its string. */
export interface PolicyConfig {
  kind: 'policy';
  policy: readonly SubPolicy[];
  /** Standard deviation of the noise on the policy's magnitudes, mstd. */
  magnitudeStd: number;
}

/** What a string asks for. */
export type AutoAugmentConfig = ({ kind: 'rand' } & RandAugmentConfig) | PolicyConfig | AugMixConfig;

/**
 * Parses a string as timm's create_transform does.
 *
 * @param text for example `rand-m9-mstd0.5-inc1`, `original-mstd0.5`, `3a` or `augmix-m5-w4-d2`
 * @throws INVALID_FIELD, naming what timm would not accept and what there is
 */
export function parseAutoAugment(text: string): AutoAugmentConfig {
  if (text.length > LIMITS.configLength) {
    const start = `${text.slice(0, 20)}…`;
    throw invalid(start, start, `it has ${text.length} characters; at most ${LIMITS.configLength} are allowed`);
  }
  const [name = ''] = text.split('-');
  if (name === 'rand') return { kind: 'rand', ...parseRandAugment(text) };
  if (name === 'augmix') return parseAugMix(text);
  const policy = POLICIES.get(name);
  if (policy !== undefined) return { kind: 'policy', policy, magnitudeStd: policyNoise(text) };
  const known = ['"rand"', '"augmix"', ...[...POLICIES.keys()].map((one) => `"${one}"`)].join(', ');
  throw new CrescendoError(
    'INVALID_FIELD',
    `randaugment "${text}": section "${name}": the first section must be one of ${known}`,
    { field: 'randaugment', value: text, section: name },
  );
}

/** The magnitude that a string names; undefined for AutoAugment, whose policies have one for each operation. */
export function namedMagnitude(text: string): number | undefined {
  const config = parseAutoAugment(text);
  return config.kind === 'policy' ? undefined : config.magnitude;
}

/** The only key of AutoAugment's strings. Source: timm/data/auto_augment.py, auto_augment_transform. */
function policyNoise(text: string): number {
  let std: number | undefined;
  for (const section of text.split('-').slice(1)) {
    const parts = splitSection(section);
    if (parts === undefined) continue;
    if (parts.key !== 'mstd') throw invalid(text, section, `unknown key "${parts.key}"; AutoAugment knows mstd`);
    std ??= floatOf(text, section, parts.value);
  }
  return std ?? 0;
}
