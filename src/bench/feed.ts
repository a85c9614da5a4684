import type { BenchReport, BenchResult, PoolResult } from './report.ts';

/** What a trainer needs of the measured machine. */
export interface Feed {
  /** The stage of which one core makes the fewest images. */
  slowest: Pick<BenchResult, 'mode' | 'bandwidth' | 'magnitude'>;
  /** Images per second that one core makes of it: those of one worker if the pool was measured undisturbed. */
  imagesPerSecond: number;
  /** What another core adds as a share of the first, at most 1: that of the largest measured pool, 1 without one. */
  efficiency: number;
  /** Workers of that pool; 1 if none was measured. */
  workers: number;
  /** Cores for `trainerSpeed` images per second. */
  cores: number;
}

/** @param trainerSpeed images per second that a trainer takes, at every side */
export function feedOf(report: Pick<BenchReport, 'results' | 'pool'>, trainerSpeed: number): Feed {
  const { results } = report;
  // CPU time still means something when other programs use the cores, and the clock does not.
  const pool = report.pool?.some(isStarved) === true ? [] : (report.pool ?? []);
  const alone = pool.filter(({ workers }) => workers === 1);
  const rows = alone.length > 0 ? alone : results;
  const slowest = rows.reduce((a, b) => (b.images_per_second < a.images_per_second ? b : a));
  const { mode, bandwidth, magnitude, images_per_second: imagesPerSecond } = slowest;
  const same = pool.filter((row) => row.mode === mode && row.bandwidth === bandwidth && row.magnitude === magnitude);
  const largest = same.at(-1) ?? { workers: 1, efficiency: 1 };
  const efficiency = Math.min(1, largest.efficiency);
  const cores = Math.max(
    1,
    Math.ceil(trainerSpeed / imagesPerSecond / (trainerSpeed > imagesPerSecond ? efficiency : 1)),
  );
  return { slowest: { mode, bandwidth, magnitude }, imagesPerSecond, efficiency, workers: largest.workers, cores };
}

/** A worker that always has work keeps one core busy, unless it waits for disks or other programs. */
export function isStarved({ workers, cores_busy }: PoolResult): boolean {
  return workers === 1 && cores_busy < 0.85;
}
