import { CrescendoError } from '../../errors.ts';
import type { RandomSource } from '../random-stream.ts';
import type { RandAugmentConfig } from './config.ts';
import { gaussian } from './gaussian.ts';
import { argumentAtLevel, FULL_MAGNITUDE, levelRule, type PolicyOpName, type TimmVersion } from './levels.ts';
import { OpChooser } from './op-chooser.ts';
import {
  type Interpolation,
  type InterpolationSetting,
  isGeometricOpName,
  isPlainOpName,
  type PlannedOp,
  type Rgb,
} from './planned-op.ts';

/** What a plan depends on other than its config and its draws. */
export interface PlanContext {
  /** Size of the image that the operations work on, in pixels. */
  width: number;
  height: number;
  /** Colour of what comes from outside the image, see `fillOfMean`. */
  fill: Rgb;
  interpolation: InterpolationSetting;
}

/** timm's translate_pct, and the share of the smaller side that makes its translate_const. */
const TRANSLATE_SHARE = 0.45;

/** Doubles that a plan takes from its source for each layer, used or not. */
export const DRAWS_PER_LAYER = 6;

/** The draws of one layer, each in [0, 1). */
interface LayerDraws {
  choice: number;
  apply: number;
  noiseAngle: number;
  noiseRadius: number;
  sign: number;
  interpolation: number;
}

/**
 * Plans RandAugment for one image: a pure function of its arguments, with the distribution of timm's RandAugment.
 *
 * Every layer takes six doubles in this order, whether it needs them or not: the op, whether to apply it, two for the
 * noise of the magnitude, the sign, the interpolation. So a layer's draws do not depend on how others fell, and a
 * change of strength between stages leaves all choices of an image as they are.
 *
 * @param magnitude takes the place of the config's, as a stage says; any finite number
 * @returns the operations to apply, in order; layers that are not applied leave nothing
 * @throws INVALID_FIELD if the magnitude is not finite
 */
export function planRandAugment(
  config: RandAugmentConfig,
  magnitude: number | undefined,
  context: PlanContext,
  random: RandomSource,
): PlannedOp[] {
  const mean = magnitude ?? config.magnitude;
  if (!Number.isFinite(mean)) {
    const message = `randaugment magnitude ${mean}: must be a finite number`;
    throw new CrescendoError('INVALID_FIELD', message, { field: 'magnitude', value: String(mean) });
  }
  const chooser = new OpChooser(config.policy);
  const planned: PlannedOp[] = [];
  for (let layer = 0; layer < config.layers; layer += 1) {
    const draws = drawLayer(random);
    const name = chooser.choose(draws.choice);
    if (config.probability < 1 && draws.apply > config.probability) continue;
    const level = clipMagnitude(noisyMagnitude(config.magnitudeStd, mean, draws), config.magnitudeMax);
    const drawn = draws.interpolation < 0.5 ? 'bilinear' : 'bicubic';
    planned.push(finishOp(name, level, draws.sign > 0.5, drawn, context, config.version));
  }
  return planned;
}

function drawLayer(random: RandomSource): LayerDraws {
  return {
    choice: random.nextDouble(),
    apply: random.nextDouble(),
    noiseAngle: random.nextDouble(),
    noiseRadius: random.nextDouble(),
    sign: random.nextDouble(),
    interpolation: random.nextDouble(),
  };
}

function noisyMagnitude(std: number, mean: number, { noiseAngle, noiseRadius }: LayerDraws): number {
  if (std === Number.POSITIVE_INFINITY) return mean * noiseAngle;
  return std > 0 ? mean + std * gaussian(noiseAngle, noiseRadius) : mean;
}

/** Clips a magnitude to what the config allows: 0 to `magnitudeMax`, or to 10 if that is null or 0. */
export function clipMagnitude(magnitude: number, magnitudeMax: number | null): number {
  return Math.max(0, Math.min(magnitude, magnitudeMax || FULL_MAGNITUDE));
}

/**
 * Makes the planned operation of what was drawn.
 *
 * @param level magnitude after noise and clipping
 * @param negate what the sign draw says
 * @param drawn interpolation that was drawn; the context's takes its place unless that is `random`
 */
export function finishOp(
  policyName: PolicyOpName,
  level: number,
  negate: boolean,
  drawn: Interpolation,
  context: PlanContext,
  version: TimmVersion,
): PlannedOp {
  const { op: name } = levelRule(policyName);
  if (isPlainOpName(name)) return { name };
  const translatePixels = Math.trunc(Math.min(context.width, context.height) * TRANSLATE_SHARE);
  const levelContext = { version, translateShare: TRANSLATE_SHARE, translatePixels };
  // Adding 0 makes 0 of -0, which JSON cannot hold.
  const argument = argumentAtLevel(policyName, level, negate, levelContext)! + 0;
  if (!isGeometricOpName(name)) return { name, argument };
  const interpolation = context.interpolation === 'random' ? drawn : context.interpolation;
  return { name, argument, interpolation, fill: context.fill };
}
