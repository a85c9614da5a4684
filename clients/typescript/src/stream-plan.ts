import type { RunInfo, Stage } from './run.ts';

/** What the batches of one rank's stream must be. */
export interface StreamPlan {
  run: RunInfo;
  /** Samples of the rank's batch at a global step, which lies in `stage`. */
  samplesAt(step: number, stage: Stage): number;
}

/** The training data of a run: each of `worldSize` ranks gets an equal share of every batch. */
export function trainingPlan(run: RunInfo, worldSize: number): StreamPlan {
  return { run, samplesAt: (_, stage) => stage.globalBatch / worldSize };
}
