import type { AffineInterpolation, AugmentInterpolation } from '../../../spec/augmentation.ts';
import type { RandAugmentConfig } from '../../../spec/randaugment/config.ts';
import type { OperationSet } from '../../../spec/randaugment/operations.ts';
import type { RandomSource } from '../random-stream.ts';
import { type LevelContext, levelArgument, type OperationRules, ruleOf } from './levels.ts';

/** One operation with its final argument: plain data. */
export interface PlannedOperation {
  name: string;
  /** See `levelArgument`; absent for operations without an argument. */
  argument?: number;
  /** Of geometric operations. */
  interpolation?: AffineInterpolation;
}

export interface PlanContext extends LevelContext {
  /** `random` draws bilinear or bicubic for each operation, as in timm's train.py. */
  interpolation: AugmentInterpolation;
}

/** Bound of the magnitude unless mmax is given. */
const MAGNITUDE_MAX = 10;

/**
 * Plans RandAugment for one image with timm's distributions: n operations, each applied with probability p, at a noisy
 * and clipped magnitude, with a sign and an interpolation of its own.
 *
 * The number of draws of an operation is always the same: choice, application, two for the noise, sign, interpolation.
 * So a plan is a pure function of the stream, and changing one probability shifts no other draw.
 *
 * @param rules of every operation in the configuration's set
 */
export function planRandAugment(
  rules: OperationRules,
  config: RandAugmentConfig,
  context: PlanContext,
  random: RandomSource,
): PlannedOperation[] {
  const chosen = chooseOperations(config.set, config.operationCount, random);
  const planned: PlannedOperation[] = [];
  for (const name of chosen) {
    const skip = random.nextDouble();
    const magnitude = drawMagnitude(config, random);
    const negate = random.nextDouble() > 0.5;
    const bicubic = random.nextDouble() >= 0.5;
    // timm applies an operation unless u > p; with p of 1 or more it always applies it.
    if (config.probability < 1 && skip > config.probability) continue;
    const operation: PlannedOperation = { name };
    const rule = ruleOf(rules, name);
    const argument = levelArgument(rule, magnitude, negate, context);
    if (argument !== undefined) operation.argument = argument;
    if (rule.geometric) {
      const { interpolation } = context;
      operation.interpolation = interpolation === 'random' ? (bicubic ? 'bicubic' : 'bilinear') : interpolation;
    }
    planned.push(operation);
  }
  return planned;
}

/** The magnitude with its noise, clipped. Always two draws. */
function drawMagnitude(config: RandAugmentConfig, random: RandomSource): number {
  const { magnitude, magnitudeStd, magnitudeMax = MAGNITUDE_MAX } = config;
  const [u1, u2] = [random.nextDouble(), random.nextDouble()];
  let noisy = magnitude;
  if (magnitudeStd === Number.POSITIVE_INFINITY) noisy = magnitude * u1;
  // Box and Muller, as Python's random.gauss: the cosine of one draw, the radius of the other.
  else if (magnitudeStd > 0) {
    noisy = magnitude + magnitudeStd * Math.cos(2 * Math.PI * u1) * Math.sqrt(-2 * Math.log(1 - u2));
  }
  return Math.max(0, Math.min(noisy, magnitudeMax));
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
