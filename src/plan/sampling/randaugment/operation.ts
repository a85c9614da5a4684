import type { AffineInterpolation, AugmentInterpolation } from '../../../spec/augmentation.ts';
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

/** An operation that was chosen, and how it is to be drawn. */
export interface ChosenOperation {
  name: string;
  /** Probability that it is applied. */
  probability: number;
  magnitude: number;
  /** Standard deviation of the magnitude's noise; infinite for uniform magnitudes up to it. */
  magnitudeStd: number;
  /** Upper bound of the magnitude; undefined for 10. */
  magnitudeMax?: number | undefined;
}

/** Bound of the magnitude unless mmax is given. */
const MAGNITUDE_MAX = 10;

/**
 * Plans one operation with timm's distributions (timm/data/auto_augment.py, AugmentOp): whether it is applied, at a noisy
 * and clipped magnitude, with a sign and an interpolation.
 *
 * The number of draws of an operation is always the same: application, two for the noise, sign, interpolation, and one
 * more if its argument has no fixed value. So a plan is a pure function of the stream, and changing one probability
 * shifts no other draw.
 *
 * @returns undefined if it is not applied
 */
export function planOperation(
  rules: OperationRules,
  chosen: ChosenOperation,
  context: PlanContext,
  random: RandomSource,
): PlannedOperation | undefined {
  const { name, probability } = chosen;
  const rule = ruleOf(rules, name);
  const skip = random.nextDouble();
  const magnitude = drawMagnitude(chosen, random);
  const negate = random.nextDouble() > 0.5;
  const bicubic = random.nextDouble() >= 0.5;
  const within = rule.level?.drawnFrom === undefined ? undefined : random.nextDouble();
  // timm applies an operation unless u > p; with p of 1 or more it always applies it.
  if (probability < 1 && skip > probability) return undefined;
  const operation: PlannedOperation = { name };
  const argument = levelArgument(rule, magnitude, negate, context, within);
  if (argument !== undefined) operation.argument = argument;
  if (rule.geometric) {
    const { interpolation } = context;
    operation.interpolation = interpolation === 'random' ? (bicubic ? 'bicubic' : 'bilinear') : interpolation;
  }
  return operation;
}

/** The magnitude with its noise, clipped. Always two draws. */
function drawMagnitude(
  { magnitude, magnitudeStd, magnitudeMax = MAGNITUDE_MAX }: ChosenOperation,
  random: RandomSource,
): number {
  const [u1, u2] = [random.nextDouble(), random.nextDouble()];
  let noisy = magnitude;
  if (magnitudeStd === Number.POSITIVE_INFINITY) noisy = magnitude * u1;
  // Box and Muller, as Python's random.gauss: the cosine of one draw, the radius of the other.
  else if (magnitudeStd > 0) {
    noisy = magnitude + magnitudeStd * Math.cos(2 * Math.PI * u1) * Math.sqrt(-2 * Math.log(1 - u2));
  }
  return Math.max(0, Math.min(noisy, magnitudeMax));
}
