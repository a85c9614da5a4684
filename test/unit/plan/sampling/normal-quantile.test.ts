import assert from 'node:assert/strict';
import { test } from 'vitest';
import { normalQuantile } from '../../../../src/plan/sampling/normal-quantile.ts';

/** From Python's statistics.NormalDist().inv_cdf. */
const KNOWN: [p: number, z: number][] = [
  [0.5, 0],
  [0.841344746068543, 1.0000000000000007],
  [0.975, 1.9599639845400536],
  [0.9, 1.2815515655446008],
  [0.07, -1.4757910281791702],
  [0.5 / 65_536, -4.324919040826044],
  [1e-9, -5.9978070150076865],
];

test('quantiles should be those of the normal distribution', () => {
  for (const [p, z] of KNOWN) assert.ok(Math.abs(normalQuantile(p) - z) < 1e-13, `${p}: ${normalQuantile(p)}`);
});

test('quantiles should be odd around one half', () => {
  for (let k = 1; k < 500; k += 1) assert.ok(Math.abs(normalQuantile(k / 1000) + normalQuantile(1 - k / 1000)) < 1e-13);
});
