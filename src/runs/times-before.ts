import type { Stage } from '../plan/curriculum/schedule.ts';
import type { StoredStepTimes } from './store/store.ts';

/**
 * The step times of a run as they were before a step, for a fork that begins there. Only sums are stored, so the steps of
 * a stage that come later are taken to have lasted as long as the stage's mean; its first steps count apart.
 */
export function timesBefore(
  rows: readonly StoredStepTimes[],
  stages: readonly Stage[],
  step: number,
): StoredStepTimes[] {
  return rows.flatMap((row) => {
    const first = stages.find(({ index }) => index === row.stage)?.firstStep ?? 0;
    // Steps of the run: every rank of a world reports each of them.
    const reported = rows
      .filter(({ stage }) => stage === row.stage)
      .reduce((sum, { steps, worldSize }) => sum + steps / worldSize, 0);
    const steps = Math.round(row.steps * Math.max(0, Math.min(1, (step - first) / reported)));
    if (steps === row.steps) return [row];
    return steps === 0 ? [] : [shortened(row, steps)];
  });
}

function shortened(row: StoredStepTimes, steps: number): StoredStepTimes {
  const firstSteps = Math.min(row.firstSteps, steps);
  const firstSeconds = row.firstSteps === 0 ? 0 : row.firstSeconds * (firstSteps / row.firstSteps);
  const others = row.steps - row.firstSteps;
  const rest = others === 0 ? 0 : (row.seconds - row.firstSeconds) * ((steps - firstSteps) / others);
  return { ...row, steps, seconds: firstSeconds + rest, firstSteps, firstSeconds };
}
