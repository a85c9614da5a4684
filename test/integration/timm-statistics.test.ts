/**
 * Compares plans with those of an installed timm: do both come from the same distribution?
 *
 * Seeds are fixed on both sides, so a test that passes once always passes. Each comparison fails at p < 1e-4: of the
 * few hundred below, 0.03 would fail by chance under another seed.
 *
 * What they detect: of n observations on either side a share near 1/2 that is off by d lies d / sqrt(0.5 / n) standard
 * deviations away, and 1e-4 is at 3.9. Signs and interpolations of about 10,000 operations: d = 0.05 is 7. Two
 * operations of 20,000 images, each applied with p: 0.48 for 0.5 is 5.7. A maximum distance of 0.0315 between two
 * distributions of 10,000 observations is found by Kolmogorov and Smirnov.
 */

import { beforeAll, describe, test } from 'vitest';
import { OPERATION_RULES } from '../../src/pixels/ops/index.ts';
import type { PlannedChain } from '../../src/plan/sampling/auto-augment/augmix.ts';
import type { PlannedOperation } from '../../src/plan/sampling/randaugment/operation.ts';
import { planSample, type SampleRecipe, type SamplingPlan } from '../../src/plan/sampling/recipe.ts';
import type { ColorJitter } from '../../src/spec/augmentation.ts';
import { IMAGENET_MEAN, IMAGENET_STD } from '../../src/types.ts';
import { SLOW } from '../support/limits.ts';
import { assertSameCounts, assertSameDistribution, countsOf } from '../support/statistics.ts';
import { timm } from '../support/timm.ts';

type Drawn = Pick<SampleRecipe, 'crop' | 'filter' | 'flip' | 'flipVertical' | 'operations' | 'augmix'>;

const DRAWS = 20_000;
const FEWER = 5000;

interface Case {
  randaugment: string;
  interpolation: 'random' | 'bilinear' | 'bicubic';
  /** Size of the image. */
  width: number;
  height: number;
  scale?: [number, number];
  ratio?: [number, number];
  horizontalFlip?: number;
  verticalFlip?: number;
  /** Images, if they are not as many as usual: timm is slow at AugMix. */
  draws?: number;
  colorJitter?: ColorJitter;
  grayscale?: number;
  gaussianBlur?: number;
}

const CASES: Case[] = [
  { randaugment: 'rand-m9-mstd0.5-inc1', interpolation: 'random', width: 500, height: 375 },
  { randaugment: 'rand-m5-n3-p0.7', interpolation: 'bicubic', width: 375, height: 500, scale: [0.35, 1] },
  // So wide that every tenth crop falls back to the centre, which reveals the number of attempts.
  { randaugment: 'rand-m9-mstd101-inc1', interpolation: 'random', width: 1600, height: 300 },
  // So small that single positions of the box can be counted.
  { randaugment: 'rand-m7-mmax8-mstd2', interpolation: 'bilinear', width: 24, height: 20, horizontalFlip: 0.3 },
  { randaugment: 'rand-m9-n2-tweights', interpolation: 'random', width: 200, height: 900, ratio: [0.5, 1] },
  { randaugment: 'rand-m9-n3-t3aw-mstd1', interpolation: 'random', width: 640, height: 480, scale: [0.9, 1] },
  { randaugment: 'rand-m6-n1-t3a-mstd1', interpolation: 'random', width: 12, height: 12, scale: [0.5, 0.6] },
  {
    ...{ randaugment: 'rand-m3-n1-t3a', interpolation: 'random', width: 300, height: 300 },
    ...{ colorJitter: [0.4, 0.3, 0.2, 0.1], grayscale: 0.3, gaussianBlur: 0.4 },
  },
  { randaugment: 'v0', interpolation: 'random', width: 500, height: 375, verticalFlip: 0.3, draws: FEWER },
  { randaugment: 'originalr-mstd0.5', interpolation: 'bicubic', width: 500, height: 375, draws: FEWER },
  { randaugment: '3a', interpolation: 'random', width: 500, height: 375, verticalFlip: 0.6, draws: FEWER },
  { randaugment: 'augmix-m5-w3', interpolation: 'random', width: 500, height: 375, draws: FEWER },
  { randaugment: 'augmix-m9-w2-d2-a0.4-b1-mstd1', interpolation: 'random', width: 500, height: 375, draws: FEWER },
];

const planOf = (
  { interpolation, randaugment, scale, ratio, horizontalFlip, verticalFlip = 0, ...colours }: Case,
  seed: number,
): SamplingPlan => ({
  seed,
  baseSize: 224,
  scale: scale ?? [0.08, 1],
  ratio: ratio ?? [3 / 4, 4 / 3],
  interpolation,
  horizontalFlip: horizontalFlip ?? 0.5,
  verticalFlip,
  bandwidth: 224,
  lowFrequency: 'spectral',
  dtype: 'uint8',
  randaugment,
  augmentInterpolation: interpolation,
  colorJitter: colours.colorJitter ?? [0.4, 0.4, 0.4],
  grayscale: colours.grayscale ?? 0,
  gaussianBlur: colours.gaussianBlur ?? 0,
  mean: IMAGENET_MEAN,
  std: IMAGENET_STD,
});

/** Argument at which a signed operation turns: factors turn at 1. */
const negative = ({ name, argument = 0 }: PlannedOperation): boolean =>
  argument < (name.endsWith('Increasing') ? 1 : 0);

/** Greatest arguments, at level 10, of operations whose level can be told from the argument. */
const AT_TEN: Readonly<Record<string, number>> = {
  ...{ Rotate: 30, ShearX: 0.3, ShearY: 0.3, TranslateXRel: 0.45, TranslateYRel: 0.45 },
};

/** The observations of one case: a word for each. */
const COUNTED: Record<string, (plans: readonly Drawn[], task: Case) => string[]> = {
  operations: (plans) => all(plans).map(({ name }) => name),
  'operations of an image': (plans) => plans.map(({ operations }) => String(operations.length)),
  'pairs of operations': (plans) => plans.map(({ operations: [a, b] }) => `${a?.name} ${b?.name}`),
  signs: (plans) => signed(plans).map((operation) => String(negative(operation))),
  interpolations: (plans) => all(plans).map(({ interpolation }) => String(interpolation)),
  'signs and interpolations of each operation': (plans) =>
    signed(plans).map((operation) => `${operation.name} ${operation.interpolation} ${negative(operation)}`),
  // Of 3-Augment: the order of its colour jitter.
  'last three operations': (plans) =>
    plans.map(({ operations }) =>
      operations
        .slice(-3)
        .map(({ name }) => name)
        .join(),
    ),
  flips: (plans) => plans.map(({ flip }) => String(flip)),
  'flips of both kinds': (plans) => plans.map(({ flip, flipVertical = false }) => `${flip} ${flipVertical}`),
  'depths of chains': (plans) => chains(plans).map(({ operations }) => String(operations.length)),
  'pairs of operations in a chain': (plans) =>
    chains(plans).map(({ operations: [a, b] }) => `${a?.name} ${b === undefined ? '' : b.name}`),
  filters: (plans) => plans.map(({ filter }) => filter),
  'filters, flips and first operations': (plans) =>
    plans.map(({ filter, flip, operations }) => `${filter} ${flip} ${operations[0]?.interpolation}`),
  'boxes at the edges': (plans, { width, height }) =>
    plans.map(({ crop }) => {
      const [right, below] = [width - crop.width - crop.x, height - crop.height - crop.y];
      return [crop.x, crop.y, right, below].map((distance) => Number(distance <= width / 100)).join();
    }),
  'boxes with little room': (plans, { width, height }) =>
    plans.flatMap(({ crop }) => [room('x', width - crop.width, crop.x), room('y', height - crop.height, crop.y)]),
  // Quarters of the image, large and small, tall and wide: positions depend on nothing else.
  'kinds of boxes': (plans, { width, height }) =>
    plans.map(({ crop }) => {
      const [x, y] = [2 * crop.x + crop.width, 2 * crop.y + crop.height];
      const large = crop.width * crop.height > 0.3 * width * height;
      return `${Math.sign(x - width)} ${Math.sign(y - height)} ${large} ${crop.width > crop.height}`;
    }),
};

/** The measurements of one case. */
const MEASURED: Record<string, (plans: readonly Drawn[], task: Case) => number[]> = {
  'levels of operations that move pixels': (plans) =>
    all(plans).flatMap(({ name, argument = 0 }) => (name in AT_TEN ? [Math.abs(argument / AT_TEN[name]!)] : [])),
  'weights of first chains': (plans) => weights(plans).map((of) => of[0]!),
  'weights of last chains': (plans) => weights(plans).map((of) => of.at(-1)!),
  'greatest weights': (plans) => weights(plans).map((of) => Math.max(...of)),
  'weights of all chains': (plans) => plans.flatMap(({ augmix }) => augmix?.blend ?? []),
  areas: (plans) => plans.map(({ crop }) => crop.width * crop.height),
  ratios: (plans) => plans.map(({ crop }) => crop.width / crop.height),
  'places in the width': (plans, { width }) =>
    plans.flatMap(({ crop }) => (crop.width < width ? [crop.x / (width - crop.width)] : [])),
  'places in the height': (plans, { height }) =>
    plans.flatMap(({ crop }) => (crop.height < height ? [crop.y / (height - crop.height)] : [])),
};

const chains = (plans: readonly Drawn[]): PlannedChain[] => plans.flatMap(({ augmix }) => augmix?.chains ?? []);
/** The weights of each AugMix. */
const weights = (plans: readonly Drawn[]): number[][] =>
  plans.flatMap(({ augmix }) => (augmix === undefined ? [] : [augmix.chains.map(({ weight }) => weight)]));
const all = (plans: readonly Drawn[]): PlannedOperation[] =>
  [...plans, ...chains(plans)].flatMap(({ operations }) => operations);
const signed = (plans: readonly Drawn[]): PlannedOperation[] =>
  all(plans).filter(({ name }) => OPERATION_RULES.get(name)?.level?.signed);
const room = (axis: string, left: number, at: number): string => (left < 4 ? `${axis} ${left} ${at}` : axis);

function draws(task: Case, seed: number): Drawn[] {
  const plan = planOf(task, seed);
  return Array.from({ length: task.draws ?? DRAWS }, (_, index) =>
    planSample(OPERATION_RULES, plan, 3, index, task.width, task.height),
  );
}

describe("plans of a sample and of timm's create_transform", () => {
  let drawn: Drawn[][] = [];

  beforeAll(() => {
    const tasks = CASES.map((task, seed) => ({
      ...planOf(task, seed),
      ...task,
      colorJitter: task.colorJitter ?? 0.4,
      count: task.draws ?? DRAWS,
    }));
    drawn = timm<Drawn[]>('draw', tasks);
  }, SLOW.timeout);

  for (const [k, task] of CASES.entries()) {
    test(`should have one distribution: ${task.randaugment} on ${task.width} x ${task.height} pixels`, () => {
      const ours = draws(task, k);
      const theirs = drawn[k]!;
      for (const [what, words] of Object.entries(COUNTED)) {
        assertSameCounts(countsOf(words(ours, task)), countsOf(words(theirs, task)), what);
      }
      for (const [what, values] of Object.entries(MEASURED)) {
        assertSameDistribution(values(ours, task), values(theirs, task), what);
      }
      const argumentsOf = (plans: readonly Drawn[]) => Map.groupBy(all(plans), (of) => `${of.name} ${negative(of)}`);
      const [a, b] = [argumentsOf(ours), argumentsOf(theirs)];
      for (const kind of new Set([...a.keys(), ...b.keys()])) {
        const [x, y] = [a, b].map((groups) => (groups.get(kind) ?? []).flatMap(({ argument }) => argument ?? []));
        assertSameDistribution(x!, y!, `arguments of ${kind}`);
      }
    });
  }

  // Four times as many observations find an error half as large.
  test('should have one distribution in all cases together', () => {
    const [ours, theirs] = [CASES.flatMap(draws), drawn.flat()];
    for (const what of ['signs', 'interpolations', 'flips', 'filters']) {
      const words = COUNTED[what]!;
      assertSameCounts(countsOf(words(ours, CASES[0]!)), countsOf(words(theirs, CASES[0]!)), what);
    }
  });
});
