/** Two-sample tests: do two sets of observations come from one distribution? Bounds are at p = 1e-4. */
import assert from 'node:assert/strict';
import { normalQuantile } from '../../src/sampling/normal-quantile.ts';

/** How often each value occurs. */
export function countsOf(values: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** Chi-square of two tables of counts; the critical value by Wilson and Hilferty's approximation. */
export function assertSameCounts(a: Map<string, number>, b: Map<string, number>, what: string): void {
  const keys = [...new Set([...a.keys(), ...b.keys()])];
  const [totalA, totalB] = [a, b].map((counts) => [...counts.values()].reduce((sum, n) => sum + n, 0)) as [
    number,
    number,
  ];
  let statistic = 0;
  for (const key of keys) {
    const [na, nb] = [a.get(key) ?? 0, b.get(key) ?? 0];
    const share = (na + nb) / (totalA + totalB);
    statistic += (na - totalA * share) ** 2 / (totalA * share) + (nb - totalB * share) ** 2 / (totalB * share);
  }
  const freedom = keys.length - 1;
  if (freedom <= 0) return;
  const spread = 2 / (9 * freedom);
  const critical = freedom * (1 - spread + normalQuantile(1 - 1e-4) * Math.sqrt(spread)) ** 3;
  assert.ok(statistic < critical, `${what}: chi-square ${statistic.toFixed(1)} of ${critical.toFixed(1)}`);
}

/** Kolmogorov and Smirnov of two samples: sqrt(-ln(p / 2) / 2) = 2.225 at p = 1e-4. Ties make it stricter. */
export function assertSameDistribution(a: readonly number[], b: readonly number[], what: string): void {
  const [x, y] = [a, b].map((values) => [...values].sort((p, q) => p - q)) as [number[], number[]];
  let [i, j, distance] = [0, 0, 0];
  while (i < x.length && j < y.length) {
    const value = Math.min(x[i]!, y[j]!);
    while (i < x.length && x[i]! <= value) i += 1;
    while (j < y.length && y[j]! <= value) j += 1;
    distance = Math.max(distance, Math.abs(i / x.length - j / y.length));
  }
  const critical = 2.225 * Math.sqrt((x.length + y.length) / (x.length * y.length));
  assert.ok(distance < critical, `${what}: distance ${distance.toFixed(4)} of ${critical.toFixed(4)}`);
}
