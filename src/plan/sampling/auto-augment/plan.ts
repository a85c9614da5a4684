import { type AutoAugmentConfig, type PolicyConfig, parseAutoAugment } from '../../../spec/auto-augment/config.ts';
import type { OperationRules } from '../randaugment/levels.ts';
import { type PlanContext, type PlannedOperation, planOperation } from '../randaugment/operation.ts';
import { planRandAugment } from '../randaugment/plan.ts';
import { PURPOSE, type RandomSource, type SampleStreams } from '../random-stream.ts';
import { type PlannedAugMix, planAugMix } from './augmix.ts';

/** What one image gets. */
export interface PlannedAugmentation {
  operations: PlannedOperation[];
  /** AugMix, which comes before the operations. */
  augmix?: PlannedAugMix;
}

/**
 * Plans RandAugment, AutoAugment or AugMix for one image.
 *
 * @param text timm's config string
 * @param magnitude if it differs from the string's; AutoAugment has none
 */
export function planAutoAugment(
  rules: OperationRules,
  text: string,
  magnitude: number | undefined,
  context: PlanContext,
  streams: SampleStreams,
): PlannedAugmentation {
  const config = configOf(text);
  const random = streams(PURPOSE.augment);
  if (config.kind === 'policy') return { operations: planPolicy(rules, config, context, random) };
  const wanted = magnitude === undefined || magnitude === config.magnitude ? config : { ...config, magnitude };
  if (wanted.kind === 'rand') return { operations: planRandAugment(rules, wanted, context, random) };
  return { operations: [], augmix: planAugMix(rules, wanted, context, random, streams(PURPOSE.augmix)) };
}

/** One sub-policy of an AutoAugment policy, with timm's distributions (timm/data/auto_augment.py, AutoAugment). */
function planPolicy(
  rules: OperationRules,
  { policy, magnitudeStd }: PolicyConfig,
  context: PlanContext,
  random: RandomSource,
): PlannedOperation[] {
  const chosen = policy[Math.floor(random.nextDouble() * policy.length)]!;
  return chosen.flatMap((one) => planOperation(rules, { ...one, magnitudeStd }, context, random) ?? []);
}

const configs = new Map<string, AutoAugmentConfig>();

/** Each string is parsed once; a run has one per stage. */
function configOf(text: string): AutoAugmentConfig {
  let config = configs.get(text);
  if (config === undefined) {
    config = parseAutoAugment(text);
    configs.set(text, config);
  }
  return config;
}
