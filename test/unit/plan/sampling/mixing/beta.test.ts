import assert from 'node:assert/strict';
import { test } from 'vitest';
import { drawBeta } from '../../../../../src/plan/sampling/mixing/beta.ts';
import { PURPOSE, RandomStream } from '../../../../../src/plan/sampling/random-stream.ts';

const SAMPLES = 20_000;
const draws = (alpha: number): number[] =>
  Array.from({ length: SAMPLES }, (_, k) => drawBeta(alpha, new RandomStream(9, 0, k, PURPOSE.mixing)));

/** Distribution functions in closed form. */
const CDF: [alpha: number, cdf: (x: number) => number][] = [
  [0.5, (x) => (2 / Math.PI) * Math.asin(Math.sqrt(x))],
  [1, (x) => x],
  [2, (x) => x * x * (3 - 2 * x)],
  [3, (x) => x ** 3 * (10 - 15 * x + 6 * x * x)],
];

test('draws should have the distribution of Beta(alpha, alpha)', () => {
  for (const [alpha, cdf] of CDF) {
    const sorted = draws(alpha).sort((a, b) => a - b);
    const distance = Math.max(...sorted.map((x, k) => Math.abs(cdf(x) - (k + 0.5) / SAMPLES)));
    // Kolmogorov and Smirnov at p = 1e-4: 2.23 / sqrt(n).
    assert.ok(distance < 2.23 / Math.sqrt(SAMPLES), `${alpha}: ${distance}`);
  }
});

test('mean and variance should be right where there is no closed form', () => {
  for (const alpha of [0.01, 0.2, 0.8, 10]) {
    const values = draws(alpha);
    assert.ok(values.every((x) => x >= 0 && x <= 1));
    const mean = values.reduce((sum, x) => sum + x, 0) / SAMPLES;
    const variance = values.reduce((sum, x) => sum + (x - 0.5) ** 2, 0) / SAMPLES;
    const expected = 1 / (4 * (2 * alpha + 1));
    // Five standard errors; the fourth moment is at most the square of 1/4.
    assert.ok(Math.abs(mean - 0.5) < 5 * Math.sqrt(expected / SAMPLES), `${alpha}: mean ${mean}`);
    assert.ok(Math.abs(variance - expected) < (5 * 0.25) / Math.sqrt(SAMPLES), `${alpha}: variance ${variance}`);
  }
});

test('an alpha near 0 should give 0 or 1, never a number that is none', () => {
  const values = Array.from({ length: 500 }, (_, k) => drawBeta(1e-4, new RandomStream(9, 0, k, PURPOSE.mixing)));
  assert.ok(values.every((x) => x >= 0 && x <= 1));
  const ones = values.filter((x) => x > 0.5).length;
  assert.ok(ones > 190 && ones < 310, String(ones));
});
