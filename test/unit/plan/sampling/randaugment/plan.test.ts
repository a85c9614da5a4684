import assert from 'node:assert/strict';
import { test } from 'vitest';
import { OPERATION_RULES } from '../../../../../src/pixels/ops/index.ts';
import type { PlannedOperation } from '../../../../../src/plan/sampling/randaugment/operation.ts';
import { planRandAugment } from '../../../../../src/plan/sampling/randaugment/plan.ts';
import { PURPOSE, RandomStream } from '../../../../../src/plan/sampling/random-stream.ts';
import { parseRandAugment } from '../../../../../src/spec/randaugment/config.ts';
import { OPERATION_SETS } from '../../../../../src/spec/randaugment/operations.ts';

const CONTEXT = { translateConst: 100, translatePct: 0.45, interpolation: 'random' } as const;
const IMAGES = 20_000;

/** Plans of many images. */
function plans(config: string, count = IMAGES): PlannedOperation[][] {
  const parsed = parseRandAugment(config);
  return Array.from({ length: count }, (_, index) =>
    planRandAugment(OPERATION_RULES, parsed, CONTEXT, new RandomStream(17, 3, index, PURPOSE.augment)),
  );
}

/** Pearson's statistic of counts against expected counts. */
function chiSquare(counts: number[], expected: number[]): number {
  return counts.reduce((sum, count, k) => sum + (count - expected[k]!) ** 2 / expected[k]!, 0);
}

/** A bound that chi-square of these degrees of freedom passes once in a million (Wilson and Hilferty). */
function chiSquareBound(freedom: number): number {
  return freedom * (1 - 2 / (9 * freedom) + 4.75 * Math.sqrt(2 / (9 * freedom))) ** 3;
}

/** Kolmogorov's statistic, scaled: above 2.6 once in half a million for a true hypothesis. */
function kolmogorov(values: number[], cdf: (value: number) => number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const distance = sorted.reduce((largest, value, k) => {
    const p = cdf(value);
    return Math.max(largest, Math.abs(p - k / sorted.length), Math.abs(p - (k + 1) / sorted.length));
  }, 0);
  return distance * Math.sqrt(sorted.length);
}

/** Distribution of the normal law, by a series of high accuracy (Abramowitz and Stegun 7.1.26). */
function normalCdf(z: number): number {
  const t = 1 / (1 + (0.3275911 * Math.abs(z)) / Math.SQRT2);
  const series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const tail = (series * Math.exp((-z * z) / 2)) / 2;
  return z > 0 ? 1 - tail : tail;
}

test('a plan should be a pure function of its stream, and plain data', () => {
  assert.deepEqual(plans('rand-m9-mstd0.5-inc1', 50), plans('rand-m9-mstd0.5-inc1', 50));
  const some = plans('rand-m9-mstd0.5-inc1', 50);
  assert.deepEqual(JSON.parse(JSON.stringify(some)), some);
});

test('operations should be chosen uniformly, with replacement, and applied with probability p', () => {
  const { operations } = OPERATION_SETS.increasing;
  for (const [config, p] of [
    ['rand-m9-inc1', 0.5],
    ['rand-m9-inc1-p0.9', 0.9],
    ['rand-m9-inc1-p1.0-n5', 1],
  ] as const) {
    const n = config.endsWith('n5') ? 5 : 2;
    const all = plans(config);
    const counts = operations.map((name) => all.flat().filter((operation) => operation.name === name).length);
    const expected = operations.map(() => (IMAGES * n * p) / operations.length);
    // The total varies too: one more degree of freedom than cells less one, and less variance; the bound holds.
    assert.ok(chiSquare(counts, expected) < chiSquareBound(operations.length), `${config}: ${counts}`);
    assert.ok(all.some((plan) => plan.some((a, k) => plan.some((b, j) => j > k && a.name === b.name))));
  }
  const wrong = operations.map((_, k) => (IMAGES / operations.length) * (k === 0 ? 1.3 : 1 - 0.3 / 14));
  const counts = operations.map(
    (name) =>
      plans('rand-m9-inc1')
        .flat()
        .filter((o) => o.name === name).length,
  );
  assert.ok(chiSquare(counts, wrong) > chiSquareBound(operations.length), 'a third more of one would be noticed');
});

test('weighted operations should be chosen without replacement, by their weights', () => {
  const config = 'rand-m9-tweights-n1-p1.0';
  const { operations, weights } = OPERATION_SETS.weights;
  const total = weights!.reduce((a, b) => a + b, 0);
  const all = plans(config);
  const counts = operations.map((name) => all.flat().filter((operation) => operation.name === name).length);
  const expected = weights!.map((weight) => (IMAGES * weight) / total);
  assert.ok(chiSquare(counts, expected) < chiSquareBound(operations.length - 1), `${counts}`);
  for (const plan of plans('rand-m9-tweights-n15-p1.0', 500)) assert.equal(new Set(plan.map((o) => o.name)).size, 15);
  // The second choice of two: P(b after a) = w_b / (total - w_a), summed over a.
  const pairs = plans('rand-m9-tweights-n2-p1.0').map((plan) => plan[1]!.name);
  const second = weights!.map((b, k) =>
    weights!.reduce((sum, a, j) => (j === k ? sum : sum + ((a / total) * b) / (total - a)), 0),
  );
  const secondCounts = operations.map((name) => pairs.filter((candidate) => candidate === name).length);
  assert.ok(
    chiSquare(
      secondCounts,
      second.map((share) => share * IMAGES),
    ) < chiSquareBound(14),
    `${secondCounts}`,
  );
});

test('magnitudes should be normal, clipped at 0 and 10, as read back from the arguments', () => {
  const levels = (config: string): number[] =>
    plans(config)
      .flat()
      .filter((operation) => operation.name === 'Rotate')
      .map((operation) => Math.abs(operation.argument!) / 3);
  const noisy = levels('rand-m9-mstd0.5-p1.0-n4');
  const cdf = (level: number): number => (level >= 10 ? 1 : normalCdf((level - 9) / 0.5));
  // Values at the bound are one atom; compare what lies below it.
  const below = noisy.filter((level) => level < 10);
  const share = normalCdf(2);
  assert.ok(kolmogorov(below, (level) => Math.min(1, cdf(level) / share)) < 2.6);
  assert.ok(Math.abs(below.length / noisy.length - share) < 0.01, 'the atom at 10 has 2.3 %');
  assert.ok(kolmogorov(below, (level) => normalCdf((level - 8.9) / 0.5)) > 2.6, 'a shift of 0.1 would be noticed');
  const uniform = levels('rand-m8-mstd101-p1.0-n4');
  assert.ok(kolmogorov(uniform, (level) => level / 8) < 2.6);
  assert.ok(levels('rand-m7-p1.0').every((level) => Math.abs(level - 7) < 1e-12));
  assert.ok(levels('rand-m15-p1.0').every((level) => level === 10));
  assert.ok(levels('rand-m15-mmax20-p1.0').every((level) => Math.abs(level - 15) < 1e-12));
});

test('signs and interpolations should be fair, and only where they belong', () => {
  const all = plans('rand-m9-p1.0').flat();
  const rotations = all.filter((operation) => operation.name === 'Rotate');
  const negative = rotations.filter((operation) => operation.argument! < 0).length / rotations.length;
  const bicubic = rotations.filter((operation) => operation.interpolation === 'bicubic').length / rotations.length;
  assert.ok(Math.abs(negative - 0.5) < 0.05 && Math.abs(bicubic - 0.5) < 0.05, `${negative} ${bicubic}`);
  assert.ok(all.every((operation) => operation.name !== 'Invert' || operation.argument === undefined));
  assert.ok(all.every((operation) => operation.name !== 'Color' || operation.interpolation === undefined));
  const config = parseRandAugment('rand-m9-p1.0-n6');
  const fixed = planRandAugment(
    OPERATION_RULES,
    config,
    { ...CONTEXT, interpolation: 'nearest' },
    new RandomStream(1, 0, 0, PURPOSE.augment),
  );
  assert.ok(fixed.every(({ interpolation }) => interpolation === undefined || interpolation === 'nearest'));
});
