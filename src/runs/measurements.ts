import type { Measurements } from '../plan/curriculum/measured-schedule.ts';
import { consumedByAll } from './consumed.ts';
import type { StoredProgress, StoredStepTimes } from './store/store.ts';

/**
 * What trainers have reported of a run, for the decisions about its schedule. All steps count as time that was spent; for
 * the time that a step takes, the first steps of a stage do not count, as long as other steps are known.
 */
export function measurementsOf(ranks: readonly StoredProgress[], rows: readonly StoredStepTimes[]): Measurements {
  const newest = ranks.reduce((best, rank) => (rank.consumedStep > (best?.consumedStep ?? -1) ? rank : best), ranks[0]);
  const worldSize = newest?.worldSize ?? 1;
  const settled = rows.map(withoutFirst).filter(({ steps }) => steps > 0);
  const stepTimes = new Map<number, StepTimes>();
  for (const [stage, all] of Map.groupBy(settled.length > 0 ? settled : rows, (row) => row.stage)) {
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

interface StepTimes {
  seconds: number;
  steps: number;
}

type Times = Pick<StoredStepTimes, 'stage' | 'worldSize' | 'steps' | 'seconds'>;

function withoutFirst({ stage, worldSize, steps, seconds, firstSteps, firstSeconds }: StoredStepTimes): Times {
  return { stage, worldSize, steps: steps - firstSteps, seconds: seconds - firstSeconds };
}

function meanOf(rows: readonly Times[]): StepTimes {
  const steps = rows.reduce((sum, row) => sum + row.steps, 0);
  return { seconds: rows.reduce((sum, row) => sum + row.seconds, 0) / steps, steps };
}
