/** The summary of the runs: means over the seeds, and the compute that reaches the baseline's accuracy. */
import { ABLATION, ARMS, type Arm, type Run } from './experiment.ts';
import type { Result } from './results.ts';

export interface Finished extends Run {
  result: Result;
}

/** Runs that differ only in their seed. */
export interface Cell {
  arm: Arm;
  /** The requested share of the full budget. */
  budget: number;
  seeds: number;
  accuracy: number;
  /** Standard deviation of the accuracies with n - 1 in the denominator; null for one seed. */
  spread: number | null;
  flops: number;
  wallSeconds: number;
  cpuSeconds: number;
  serverCpuSeconds: number | null;
}

/** Means by arm and budget, in the order of the arms and from the largest budget down. */
export function cellsOf(runs: readonly Finished[]): Cell[] {
  const groups = Map.groupBy(runs, ({ arm, budget }) => `${arm} ${budget}`);
  const order = [...ARMS, ABLATION];
  return [...groups.values()]
    .map(cellOf)
    .sort((a, b) => order.indexOf(a.arm) - order.indexOf(b.arm) || b.budget - a.budget);
}

function cellOf(runs: readonly Finished[]): Cell {
  const { arm, budget } = runs[0]!;
  const of = (field: (result: Result) => number): number[] => runs.map(({ result }) => field(result));
  const accuracies = of(({ accuracy }) => accuracy);
  const server = runs.map(({ result }) => result.server_cpu_seconds).filter((seconds) => seconds !== null);
  return {
    arm,
    budget,
    seeds: runs.length,
    accuracy: mean(accuracies),
    spread: deviation(accuracies),
    flops: mean(of(({ flops }) => flops)),
    wallSeconds: mean(of(({ wall_seconds }) => wall_seconds)),
    cpuSeconds: mean(of(({ cpu_seconds }) => cpu_seconds)),
    serverCpuSeconds: server.length < runs.length ? null : mean(server),
  };
}

/** The baseline: `constant` at the full budget. */
export function baselineOf(cells: readonly Cell[]): Cell | undefined {
  return cells.find(({ arm, budget }) => arm === 'constant' && budget === 1);
}

/**
 * How many times less an arm needs for the baseline's accuracy: `exactly` if its accuracies lie on both sides of it
 * (linear between neighbouring budgets); `atLeast` if its smallest budget is already better; undefined if no budget
 * reaches it.
 */
export interface SpeedUp {
  bound: 'exactly' | 'atLeast';
  /** Of FLOPs. */
  compute: number;
  /** Of seconds by the clock. */
  wall: number;
}

/** @param cells all of a dataset */
export function speedUp(cells: readonly Cell[], arm: Arm): SpeedUp | undefined {
  const baseline = baselineOf(cells);
  if (baseline === undefined) return undefined;
  const points = cells.filter((cell) => cell.arm === arm).sort((a, b) => a.flops - b.flops);
  const reached = points.findIndex(({ accuracy }) => accuracy >= baseline.accuracy);
  if (reached < 0) return undefined;
  const above = points[reached]!;
  const below = points[reached - 1];
  const share = below === undefined ? 1 : (baseline.accuracy - below.accuracy) / (above.accuracy - below.accuracy);
  const between = (field: 'flops' | 'wallSeconds'): number => {
    const start = (below ?? above)[field];
    return start + share * (above[field] - start);
  };
  return {
    bound: below === undefined ? 'atLeast' : 'exactly',
    compute: baseline.flops / between('flops'),
    wall: baseline.wallSeconds / between('wallSeconds'),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviation(values: readonly number[]): number | null {
  if (values.length < 2) return null;
  const middle = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1));
}
