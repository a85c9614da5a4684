import type { Measurements } from '../plan/curriculum/measured-schedule.ts';
import { consumedByAll } from './consumed.ts';
import type { StoredProgress, StoredStepTimes } from './store/store.ts';

/** What trainers have reported of a run, for the decisions about its schedule. */
export function measurementsOf(ranks: readonly StoredProgress[], rows: readonly StoredStepTimes[]): Measurements {
  const newest = ranks.reduce((best, rank) => (rank.consumedStep > (best?.consumedStep ?? -1) ? rank : best), ranks[0]);
  const worldSize = newest?.worldSize ?? 1;
  const stepTimes = new Map<number, { seconds: number; steps: number }>();
  for (const [stage, all] of Map.groupBy(rows, (row) => row.stage)) {
    // Steps in a world of another size may have taken a different time.
    const own = all.filter((row) => row.worldSize === worldSize);
    stepTimes.set(stage, meanOf(own.length > 0 ? own : all));
  }
  return {
    consumedStep: consumedByAll(ranks) ?? -1,
    worldSize,
    wallSeconds: rows.reduce((sum, row) => sum + row.seconds / row.worldSize, 0),
    acceleratorSeconds: rows.reduce((sum, row) => sum + row.seconds, 0),
    stepTimes,
  };
}

function meanOf(rows: readonly StoredStepTimes[]): { seconds: number; steps: number } {
  const steps = rows.reduce((sum, row) => sum + row.steps, 0);
  return { seconds: rows.reduce((sum, row) => sum + row.seconds, 0) / steps, steps };
}
