import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { OPERATION_RULES } from '../../../../src/pixels/ops/index.ts';
import { planBatch } from '../../../../src/plan/curriculum/batch-plan.ts';
import { buildSchedule, totalSteps } from '../../../../src/plan/curriculum/schedule.ts';
import { SampleOrder } from '../../../../src/plan/sampling/position.ts';
import { planSample, type SamplingPlan } from '../../../../src/plan/sampling/recipe.ts';
import { replacements } from '../../../../src/plan/sampling/replacement.ts';
import { presetStages } from '../../../../src/spec/stage-definition.ts';

const PLAN: SamplingPlan = {
  seed: 9,
  baseSize: 224,
  scale: [0.08, 1],
  ratio: [3 / 4, 4 / 3],
  interpolation: 'random',
  horizontalFlip: 0.5,
  bandwidth: 96,
  lowFrequency: 'spectral',
  dtype: 'uint8',
  augmentInterpolation: 'random',
  mean: [0.485, 0.456, 0.406],
  std: [0.229, 0.224, 0.225],
};

test('a recipe should be a pure function of plan, epoch, index and size', () => {
  for (let index = 0; index < 50; index += 1) {
    const [first, second] = [0, 1].map(() => planSample(OPERATION_RULES, PLAN, 2, index, 500, 375));
    assert.deepEqual(first, second);
    assert.deepEqual(JSON.parse(JSON.stringify(first)), first);
  }
});

test('every repeat of a sample should have draws of its own, and the first those of a run without repeats', () => {
  const erasing = { probability: 1, mode: 'pixel', count: [1, 1], area: [0.1, 0.3], ratio: [0.5, 2] } as const;
  const full = {
    ...PLAN,
    ...{ randaugment: 'rand-m9-n3-p1-mstd0.5-t3aw', verticalFlip: 0.5, erasing },
    ...{ colorJitter: [0.4, 0.4, 0.4, 0.2] as const, grayscale: 0.5, gaussianBlur: 0.5 },
  };
  const recipes = Array.from({ length: 8 }, (_, repeat) => planSample(OPERATION_RULES, full, 2, 7, 500, 375, repeat));
  assert.deepEqual(recipes[0], planSample(OPERATION_RULES, full, 2, 7, 500, 375));
  for (const part of ['crop', 'operations', 'erasing'] as const) {
    assert.equal(new Set(recipes.map((recipe) => JSON.stringify(recipe[part]))).size, 8, part);
  }
  for (const part of ['flip', 'flipVertical', 'filter'] as const) {
    assert.equal(new Set(recipes.map((recipe) => String(recipe[part]))).size, 2, part);
  }
  assert.deepEqual(
    recipes.map(({ repeat, erasing: { noise } = {} }) => [repeat, noise?.repeat]),
    [undefined, 1, 2, 3, 4, 5, 6, 7].map((repeat) => [repeat, repeat]),
  );
});

test('vertical flips should be drawn by their own probability, and move no other draw', () => {
  const draw = (verticalFlip?: number) =>
    Array.from({ length: 5000 }, (_, index) => {
      const plan = verticalFlip === undefined ? PLAN : { ...PLAN, verticalFlip };
      const { flipVertical = false, ...rest } = planSample(OPERATION_RULES, plan, 0, index, 500, 375);
      return { flipVertical, rest };
    });
  const [none, some, all] = [draw(), draw(0.3), draw(1)];
  const share = some.filter(({ flipVertical }) => flipVertical).length / some.length;
  assert.ok(Math.abs(share - 0.3) < 0.03, `${share}`);
  assert.ok(none.every(({ flipVertical }) => !flipVertical) && all.every(({ flipVertical }) => flipVertical));
  assert.deepEqual(
    some.map(({ rest }) => rest),
    none.map(({ rest }) => rest),
  );
  // Independent of the horizontal one.
  const both = some.filter(({ flipVertical, rest }) => flipVertical && rest.flip).length / some.length;
  assert.ok(Math.abs(both - 0.15) < 0.025, `${both}`);
});

test('the draws of a sample should not change with the stage', () => {
  const other = planSample(OPERATION_RULES, { ...PLAN, bandwidth: 224, dtype: 'float32' }, 2, 7, 500, 375);
  const { crop, flip, filter } = planSample(OPERATION_RULES, PLAN, 2, 7, 500, 375);
  assert.deepEqual({ crop: other.crop, flip: other.flip, filter: other.filter }, { crop, flip, filter });
});

test('flips and filters should be drawn with their probabilities', () => {
  const recipes = Array.from({ length: 10_000 }, (_, index) => planSample(OPERATION_RULES, PLAN, 0, index, 500, 375));
  const share = (count: number): number => count / recipes.length;
  assert.ok(Math.abs(share(recipes.filter((recipe) => recipe.flip).length) - 0.5) < 0.02);
  assert.ok(Math.abs(share(recipes.filter((recipe) => recipe.filter === 'bilinear').length) - 0.5) < 0.02);
  assert.ok(recipes.every((recipe) => recipe.filter === 'bilinear' || recipe.filter === 'bicubic'));
  const never = planSample(OPERATION_RULES, { ...PLAN, horizontalFlip: 0 }, 0, 1, 500, 375);
  const always = planSample(OPERATION_RULES, { ...PLAN, horizontalFlip: 1, interpolation: 'box' }, 0, 1, 500, 375);
  assert.deepEqual([never.flip, always.flip, always.filter], [false, true, 'box']);
});

test('the ranks in order should be the global batch, for any world size and step', () => {
  const batches = fc.constantFrom(24, 48, 120);
  const worlds = fc.constantFrom(1, 2, 3, 4, 6, 8, 12, 24);
  fc.assert(
    fc.property(
      batches,
      worlds,
      fc.integer({ min: 1, max: 500 }),
      fc.integer({ min: 1, max: 8 }),
      fc.nat(),
      (globalBatch, world, sampleCount, repeats, pick) => {
        const stages = buildSchedule({
          stages: presetStages('efficienttrain++', 224),
          baseSize: 224,
          budget: { unit: 'equivalent_epochs', amount: 5 },
          cost: { kind: 'quadratic' },
          sampleCount,
          globalBatch,
        });
        const plan = { stages, order: new SampleOrder(sampleCount, 1, { repeats }), seed: 1 };
        const step = pick % totalSteps(stages);
        const whole = planBatch(plan, step, 0, 1)!;
        const ranks = Array.from({ length: world }, (_, rank) => planBatch(plan, step, rank, world)!);
        assert.deepEqual(
          ranks.flatMap((rank) => rank.samples),
          whole.samples,
        );
        assert.ok(ranks.every((rank) => rank.stage === whole.stage));
        assert.deepEqual(
          ranks.map((rank) => rank.rankOffset),
          ranks.map((_, rank) => (rank * globalBatch) / world),
        );
      },
    ),
    { numRuns: 300 },
  );
});

test('consecutive steps should leave out no position and repeat none, across stages of different batches', () => {
  const stages = buildSchedule({
    stages: [
      { until: 0.3, bandwidth: 96, globalBatch: 12 },
      { until: 0.7, bandwidth: 160 },
      { until: 1, bandwidth: 224, globalBatch: 8 },
    ],
    baseSize: 224,
    budget: { unit: 'equivalent_epochs', amount: 2 },
    cost: { kind: 'quadratic' },
    sampleCount: 100,
    globalBatch: 10,
  });
  const plan = { stages, order: new SampleOrder(100, 3), seed: 3 };
  const seen = new Map<number, number[]>();
  for (let step = 0; step < totalSteps(stages); step += 1) {
    for (const { epoch, index } of planBatch(plan, step, 0, 1)!.samples) {
      seen.set(epoch, [...(seen.get(epoch) ?? []), index]);
    }
  }
  for (const [epoch, indices] of seen) {
    if (epoch < seen.size - 1) assert.equal(indices.length, 100, `epoch ${epoch}`);
    assert.equal(new Set(indices).size, indices.length, `epoch ${epoch}`);
  }
  assert.equal(planBatch(plan, totalSteps(stages), 0, 1), undefined);
});

test('stand-ins should be a function of seed, epoch and index, without the bad sample or repetitions', () => {
  const chain = (seed: number, epoch: number, index: number) => [
    ...replacements(seed, epoch, index, { count: 40 }, 32),
  ];
  assert.deepEqual(chain(1, 2, 3), chain(1, 2, 3));
  assert.notDeepEqual(chain(1, 2, 3), chain(1, 3, 3));
  assert.ok(!chain(1, 2, 3).includes(3));
  assert.equal(new Set(chain(1, 2, 3)).size, chain(1, 2, 3).length);
  assert.deepEqual([...replacements(1, 0, 0, { count: 1 }, 32)], []);
});

test('RandAugment should be planned where a stage asks for it, by draws of its own', () => {
  const with9 = { ...PLAN, randaugment: 'rand-m9-mstd0.5-inc1' };
  const recipes = Array.from({ length: 400 }, (_, index) => planSample(OPERATION_RULES, with9, 1, index, 500, 375));
  const lengths = recipes.map((recipe) => recipe.operations.length);
  assert.deepEqual([...new Set(lengths)].sort(), [0, 1, 2]);
  for (const [index, recipe] of recipes.entries()) {
    const { operations, ...rest } = planSample(OPERATION_RULES, PLAN, 1, index, 500, 375);
    assert.deepEqual(operations, []);
    assert.deepEqual({ ...recipe, operations: undefined }, { ...rest, operations: undefined });
  }
});
