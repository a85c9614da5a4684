import assert from 'node:assert/strict';
import { test } from 'vitest';
import { OPERATION_RULES } from '../../../../../src/pixels/ops/index.ts';
import { blendedWeights } from '../../../../../src/plan/sampling/auto-augment/augmix.ts';
import { drawDirichlet } from '../../../../../src/plan/sampling/mixing/beta.ts';
import { PURPOSE, RandomStream } from '../../../../../src/plan/sampling/random-stream.ts';
import { planSample } from '../../../../../src/plan/sampling/recipe.ts';
import { AUGMIX_OPERATIONS } from '../../../../../src/spec/auto-augment/augmix.ts';
import { SMALL_PLAN } from '../../../../support/plans.ts';

const DRAWS = 4000;

const recipes = (randaugment: string, magnitude?: number) =>
  Array.from({ length: DRAWS }, (_, index) => {
    const plan = { ...SMALL_PLAN, randaugment, ...(magnitude === undefined ? {} : { magnitude }) };
    return planSample(OPERATION_RULES, plan, 0, index, 100, 100);
  });

test('3a should give each image one of its three operations, and a blur of 0.1 to 2 pixels', () => {
  const drawn = recipes('3a').map(({ operations }) => operations);
  assert.ok(drawn.every(({ length }) => length === 1));
  const byName = Map.groupBy(drawn.flat(), ({ name }) => name);
  assert.deepEqual([...byName.keys()].sort(), ['Desaturate', 'GaussianBlurRand', 'Solarize']);
  for (const [name, { length }] of byName) assert.ok(Math.abs(length / DRAWS - 1 / 3) < 0.04, `${name}: ${length}`);
  assert.ok(byName.get('Solarize')!.every(({ argument }) => argument === 128));
  assert.ok(byName.get('Desaturate')!.every(({ argument }) => argument === 1));
  const radii = byName.get('GaussianBlurRand')!.map(({ argument }) => argument!);
  assert.ok(radii.every((radius) => radius >= 0.1 && radius < 2));
  const mean = radii.reduce((sum, radius) => sum + radius, 0) / radii.length;
  assert.ok(Math.abs(mean - 1.05) < 0.06, `${mean}`);
});

test('an AutoAugment policy should draw one sub-policy in order, and know no other magnitude than its own', () => {
  const drawn = recipes('original').map(({ operations }) => operations);
  assert.ok(drawn.every(({ length }) => length <= 2));
  const levels = drawn.flat().filter(({ name }) => name === 'PosterizeOriginal');
  // Magnitudes 8, 7, 6 and 5 keep 7, 6, 6 and 6 bits.
  assert.deepEqual(new Set(levels.map(({ argument }) => argument)), new Set([6, 7]));
  const noisy = recipes('original-mstd3').flatMap(({ operations }) => operations);
  assert.ok(new Set(noisy.filter(({ name }) => name === 'PosterizeOriginal').map((one) => one.argument)).size > 2);
  // Posterize is the only difference of the research variant.
  const research = recipes('originalr').map(({ operations }) => operations.map(({ name }) => name));
  assert.deepEqual(
    research,
    drawn.map((operations) =>
      operations.map(({ name }) => (name === 'PosterizeOriginal' ? 'PosterizeIncreasing' : name)),
    ),
  );
});

test('AugMix should draw chains, depths and weights with their distributions', () => {
  const plans = recipes('augmix-m3').map(({ augmix, operations }) => {
    assert.deepEqual(operations, []);
    return augmix!;
  });
  assert.ok(plans.every(({ chains }) => chains.length === 3));
  for (const { chains, blend } of plans) {
    const sum = chains.reduce((total, { weight }) => total + weight, 0);
    assert.ok(Math.abs(sum - 1) < 1e-6 && blend! >= 0 && blend! <= 1);
    assert.ok([blend!, ...chains.map(({ weight }) => weight)].every((value) => value === Math.fround(value)));
  }
  const chains = plans.flatMap((plan) => plan.chains);
  const depths = Map.groupBy(chains, ({ operations }) => operations.length);
  assert.deepEqual([...depths.keys()].sort(), [1, 2, 3]);
  for (const { length } of depths.values()) assert.ok(Math.abs(length / chains.length - 1 / 3) < 0.02);
  const operations = Map.groupBy(
    chains.flatMap((chain) => chain.operations),
    ({ name }) => name,
  );
  assert.deepEqual([...operations.keys()].sort(), [...AUGMIX_OPERATIONS].sort());
  // Uniform magnitudes up to 3, and translations of up to 0.3 of the side at magnitude 10.
  const shifts = operations.get('TranslateXRel')!.map(({ argument }) => Math.abs(argument!));
  assert.ok(Math.max(...shifts) < 0.09 && Math.max(...shifts) > 0.085);
  // Alpha 1: all weights are equally likely.
  const below = plans.filter(({ blend }) => blend! < 0.25).length / DRAWS;
  assert.ok(Math.abs(below - 0.25) < 0.03, `${below}`);
});

test("the stage's magnitude should be AugMix's", () => {
  const angles = recipes('augmix-m3-d1-w1-mstd0', 9).flatMap(({ augmix }) =>
    augmix!.chains[0]!.operations.filter(({ name }) => name === 'Rotate').map(({ argument }) => Math.abs(argument!)),
  );
  assert.ok(angles.length > 100 && angles.every((angle) => angle === 27));
});

test('blending chain after chain should give every chain its share', () => {
  const weights = [0.2, 0.5, 0.3].map(Math.fround);
  const share = Math.fround(0.7);
  const blended = blendedWeights(weights, share);
  const shares = blended.map((weight, k) =>
    blended.slice(k + 1).reduce((product, later) => product * (1 - later), weight),
  );
  for (const [k, one] of shares.entries()) assert.ok(Math.abs(one - weights[k]! * share) < 1e-6);
  // All of the image, and none of it.
  assert.deepEqual(blendedWeights([1, 0], 1), [1, 0]);
  assert.deepEqual(blendedWeights(weights, 0), [0, 0, 0]);
});

test('Dirichlet weights should sum to 1 and have their variance, for a small alpha too', () => {
  for (const alpha of [0.01, 0.5, 1, 20]) {
    const random = new RandomStream(1, 0, 0, PURPOSE.augmix);
    const drawn = Array.from({ length: 5000 }, () => drawDirichlet(alpha, 4, random));
    assert.ok(drawn.every((weights) => Math.abs(weights.reduce((a, b) => a + b) - 1) < 1e-12));
    const variance = drawn.reduce((sum, [first]) => sum + (first! - 0.25) ** 2, 0) / drawn.length;
    const expected = (0.25 * 0.75) / (4 * alpha + 1);
    assert.ok(Math.abs(variance / expected - 1) < 0.12, `${alpha}: ${variance} for ${expected}`);
  }
});
