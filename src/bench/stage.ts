import type { SamplingPlan } from '../plan/sampling/recipe.ts';
import { workingSize } from '../plan/sampling/working-grid.ts';
import { PRESET_BASE_SIZE, PRESETS, presetRandAugment } from '../spec/presets.ts';
import { ownSize, scaleBandwidth, sizeOf } from '../spec/stage-size.ts';
import { IMAGENET_MEAN, IMAGENET_STD, type ImageSize } from '../types.ts';

/** What is measured: one side and one strength of augmentation, made in one mode of fidelity. */
export interface BenchStage {
  mode: BenchMode;
  /** Side B in pixels, the shorter one of rectangles: even, 2..512. */
  bandwidth: number;
  /** [height, width] of images that are not square; where it is left out, it follows from the base size. */
  size?: readonly [number, number];
  /** Magnitude of `rand-m{magnitude}-mstd0.5-inc1`; null without augmentation. */
  magnitude: number | null;
}

/** A stage with the plan by which its images are drawn. */
export interface PlannedStage {
  stage: BenchStage;
  plan: SamplingPlan;
}

type Work = Omit<BenchStage, 'mode'>;

/** The first, the middle and the last stage of the curriculum: each of its sides once, from weak to strong. */
export const CURRICULUM_STAGES: readonly Work[] = [0, 4, 9].map((stage) => {
  const { bandwidth, magnitude } = PRESETS['efficienttrain++'].stages[stage]!;
  return { bandwidth, magnitude };
});

/**
 * Every side of the curriculum, with and without augmentation: a list that is given without the other is combined with
 * these.
 */
const SIDES = [96, 160, 224] as const;
const MAGNITUDES = [null, 9] as const;

/**
 * The stages that the two lists ask for: all combinations, or the curriculum's stages if there is no list.
 *
 * @param baseSize sides that are not given are scaled to it
 */
export function combinations(
  bandwidths: readonly number[] | undefined,
  magnitudes: readonly (number | null)[] | undefined,
  baseSize: number = PRESET_BASE_SIZE,
): Work[] {
  const scaled = (side: number): number => scaleBandwidth(side, baseSize);
  if (bandwidths === undefined && magnitudes === undefined) {
    return CURRICULUM_STAGES.map(({ bandwidth, magnitude }) => ({ bandwidth: scaled(bandwidth), magnitude }));
  }
  return (magnitudes ?? MAGNITUDES).flatMap((magnitude) =>
    (bandwidths ?? SIDES.map(scaled)).map((bandwidth) => ({ bandwidth, magnitude })),
  );
}

/** @param baseSize the usual size, or the side itself where that is larger, if it is left out */
export function withPlans(stages: readonly BenchStage[], baseSize?: ImageSize): PlannedStage[] {
  return stages.map((stage) => ({ stage, plan: stagePlan(stage, baseSize) }));
}

/**
 * How each mode of fidelity draws samples. Only this table knows the modes: everything that is measured goes from a
 * plan through the server's own code, so a new mode is one more entry.
 */
const MODES = {
  /** All work at the base size, then the low-frequency crop. */
  exact: imagenetPlan,
  /** The work before the low-frequency crop follows the side, see docs/fidelity.md. */
  matched: matchedPlan,
} as const satisfies Record<string, (work: Work, baseSize?: ImageSize) => SamplingPlan>;

export type BenchMode = keyof typeof MODES;
export const BENCH_MODES = Object.keys(MODES) as BenchMode[];

export function stagePlan({ mode, ...work }: BenchStage, baseSize?: ImageSize): SamplingPlan {
  return MODES[mode](work, baseSize);
}

/** ImageNet's usual recipe, by default at the usual size, or at the side itself where that is larger. */
function imagenetPlan(
  { bandwidth, size, magnitude }: Work,
  baseSize: ImageSize = Math.max(224, bandwidth),
): SamplingPlan {
  return {
    seed: 0,
    baseSize,
    scale: [0.08, 1],
    ratio: [3 / 4, 4 / 3],
    interpolation: 'bicubic',
    horizontalFlip: 0.5,
    bandwidth: size ?? sizeOf(ownSize(bandwidth, baseSize, 1)),
    lowFrequency: 'spectral',
    dtype: 'uint8',
    ...(magnitude === null ? {} : { randaugment: presetRandAugment(magnitude) }),
    augmentInterpolation: 'random',
    mean: IMAGENET_MEAN,
    std: IMAGENET_STD,
  };
}

function matchedPlan(work: Work, baseSize?: ImageSize): SamplingPlan {
  const plan = imagenetPlan(work, baseSize);
  return { ...plan, workingSide: workingSize(plan.bandwidth, plan.baseSize) };
}
