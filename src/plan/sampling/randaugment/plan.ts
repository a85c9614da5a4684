import type { RandAugmentConfig } from '../../../spec/randaugment/config.ts';
import type { OperationSet } from '../../../spec/randaugment/operations.ts';
import type { RandomSource } from '../random-stream.ts';
import type { OperationRules } from './levels.ts';
import { type PlanContext, type PlannedOperation, planOperation } from './operation.ts';

/**
 * Plans RandAugment for one image with timm's distributions: n operations, each applied with probability p, at a noisy
 * and clipped magnitude, with a sign and an interpolation of its own.
 *
 * @param rules of every operation in the configuration's set
 */
export function planRandAugment(
  rules: OperationRules,
  config: RandAugmentConfig,
  context: PlanContext,
  random: RandomSource,
): PlannedOperation[] {
  return chooseOperations(config.set, config.operationCount, random).flatMap(
    (name) => planOperation(rules, { ...config, name }, context, random) ?? [],
  );
}

/** n operations: with replacement if they are equally likely, without if they are weighted. */
function chooseOperations(set: OperationSet, count: number, random: RandomSource): string[] {
  const { operations, weights } = set;
  if (weights === undefined) {
    return Array.from({ length: count }, () => operations[Math.floor(random.nextDouble() * operations.length)]!);
  }
  const left = operations.map((name, k) => ({ name, weight: weights[k]! })).filter(({ weight }) => weight > 0);
  // Drawing one after the other from the remaining ones gives the distribution of numpy's choice without replacement.
  return Array.from({ length: count }, () => {
    let rest = random.nextDouble() * left.reduce((sum, { weight }) => sum + weight, 0);
    let at = 0;
    while (at < left.length - 1 && rest >= left[at]!.weight) {
      rest -= left[at]!.weight;
      at += 1;
    }
    return left.splice(at, 1)[0]!.name;
  });
}
