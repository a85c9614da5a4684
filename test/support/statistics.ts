/** Two-sample tests: do two sets of observations come from the same distribution? Bounds are at p = 1e-4. */
import assert from 'node:assert/strict';
import { normalQuantile } from '../../src/plan/sampling/normal-quantile.ts';

/**
 * With fewer than 5 expected observations on either side, the statistic does not follow the chi-square distribution.
 */
const RARE = 10;

/** How often each value occurs. */
export function countsOf(values: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** Chi-square of two tables of counts; the critical value by Wilson and Hilferty's approximation. */
export function assertSameCounts(a: Map<string, number>, b: Map<string, number>, what: string): void {
  const cells = cellsOf(a, b);
  const [totalA, totalB] = [total(a.values()), total(b.values())];
  let statistic = 0;
  for (const [na, nb] of cells) {
    const share = (na + nb) / (totalA + totalB);
    statistic += (na - totalA * share) ** 2 / (totalA * share) + (nb - totalB * share) ** 2 / (totalB * share);
  }
  const freedom = cells.length - 1;
  if (freedom <= 0) return;
  const spread = 2 / (9 * freedom);
  const critical = freedom * (1 - spread + normalQuantile(1 - 1e-4) * Math.sqrt(spread)) ** 3;
  assert.ok(statistic < critical, `${what}: chi-square ${statistic.toFixed(1)} of ${critical.toFixed(1)}`);
}

/** Counts of each value on either side, rare values together. */
function cellsOf(a: Map<string, number>, b: Map<string, number>): [number, number][] {
  const cells: [number, number][] = [];
  const rare: [number, number] = [0, 0];
  for (const key of new Set([...a.keys(), ...b.keys()])) {
    const cell: [number, number] = [a.get(key) ?? 0, b.get(key) ?? 0];
    if (total(cell) >= RARE) cells.push(cell);
    else for (const side of [0, 1] as const) rare[side] += cell[side];
  }
  if (total(rare) > 0) cells.push(rare);
  return cells;
}

const total = (counts: Iterable<number>): number => [...counts].reduce((sum, count) => sum + count, 0);

/** Kolmogorov and Smirnov of two samples: sqrt(-ln(p / 2) / 2) = 2.225 at p = 1e-4. Ties make it stricter. */
export function assertSameDistribution(a: readonly number[], b: readonly number[], what: string): void {
  const [x, y] = [a, b].map((values) => [...values].sort((p, q) => p - q)) as [number[], number[]];
  assert.equal(x.length === 0, y.length === 0, what);
  if (x.length === 0) return;
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
