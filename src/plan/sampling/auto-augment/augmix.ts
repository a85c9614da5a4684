import { AUGMIX_OPERATIONS, type AugMixConfig } from '../../../spec/auto-augment/augmix.ts';
import { drawBeta, drawDirichlet } from '../mixing/beta.ts';
import type { OperationRules } from '../randaugment/levels.ts';
import { type PlanContext, type PlannedOperation, planOperation } from '../randaugment/operation.ts';
import { drawBelow, type RandomSource } from '../random-stream.ts';

/** A chain of operations, each chain on the image itself. */
export interface PlannedChain {
  /** Weight of its result, in single precision. */
  weight: number;
  operations: PlannedOperation[];
}

/** AugMix of one image: plain data. */
export interface PlannedAugMix {
  chains: PlannedChain[];
  /**
   * Weight of the chains' weighted sum against the image, in single precision. Left out in timm's blended mode, where
   * each chain's result is blended into the image in turn, with the chain's weight.
   */
  blend?: number;
}

/** timm's create_transform: shifts of up to 0.3 of the side. */
const TRANSLATE_SHARE = 0.3;
/** Most operations of a chain whose depth is drawn. */
const DEPTH_MOST = 3;

/**
 * Plans AugMix with timm's distributions (timm/data/auto_augment.py, AugMixAugment).
 *
 * Source: Hendrycks et al., "AugMix: a simple data processing method to improve robustness and uncertainty", ICLR 2020.
 *
 * @param rules of every operation in timm's list
 * @param random for the chains
 * @param weightsRandom for the weights
 */
export function planAugMix(
  rules: OperationRules,
  config: AugMixConfig,
  context: PlanContext,
  random: RandomSource,
  weightsRandom: RandomSource,
): PlannedAugMix {
  const { alpha, width, blended } = config;
  const drawn = drawDirichlet(alpha, width, weightsRandom).map(Math.fround);
  const blend = Math.fround(drawBeta(alpha, weightsRandom));
  const weights = blended ? blendedWeights(drawn, blend) : drawn;
  const chains = weights.map((weight) => ({ weight, operations: planChain(rules, config, context, random) }));
  return { chains, ...(blended ? {} : { blend }) };
}

function planChain(
  rules: OperationRules,
  { magnitude, magnitudeStd, depth }: AugMixConfig,
  context: PlanContext,
  random: RandomSource,
): PlannedOperation[] {
  const count = depth > 0 ? depth : 1 + drawBelow(random, DEPTH_MOST);
  return Array.from({ length: count }, () => {
    const name = AUGMIX_OPERATIONS[Math.floor(random.nextDouble() * AUGMIX_OPERATIONS.length)]!;
    const chosen = { name, probability: 1, magnitude, magnitudeStd };
    return planOperation(rules, chosen, { ...context, translatePct: TRANSLATE_SHARE }, random)!;
  });
}

/**
 * The weights with which blending one chain after the other into the image gives each chain its share, in timm's order
 * of rounding to single precision.
 *
 * @param weights of the chains, in single precision; they sum to 1
 * @param share of all chains together in the result, in single precision
 */
export function blendedWeights(weights: readonly number[], share: number): number[] {
  const { fround } = Math;
  const result: number[] = [];
  let rest = 1;
  // The last chain keeps its weight; what is blended in before it shrinks by every later one.
  for (const weight of weights.toReversed()) {
    // Nothing is left for a weight that single precision rounds to 0.
    const alpha = rest === 0 ? 0 : fround(fround(weight * share) / rest);
    rest = fround(rest * fround(1 - alpha));
    result.push(alpha);
  }
  return result.reverse();
}
