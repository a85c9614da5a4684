import type { RunInfo, Stage } from './run.ts';
import type { RunSpec } from './spec.ts';

/** What the batches of one rank's stream must be. */
export interface StreamPlan {
  run: RunInfo;
  /** The run's spec as the server has it, from which the run can be made again. */
  spec: RunSpec;
  /** Samples of the rank's batch at a global step, which lies in `stage`. */
  samplesAt(step: number, stage: Stage): number;
}

/** The training data of a run: each of `worldSize` ranks gets an equal share of every batch. */
export function trainingPlan(run: RunInfo, worldSize: number): StreamPlan {
  return { run, spec: run.spec, samplesAt: (_, stage) => stage.globalBatch / worldSize };
}
