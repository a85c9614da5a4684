import type { RunInfo } from './run.ts';

/** The least number of steps of a block. */
const LEAST_STEPS = 16;

/**
 * The blocks of steps that should come from the same server: it would make the past of a replay buffer again. Returns a
 * function from a step to the first step of its block, or to undefined where there is no buffer.
 */
export function blocksOf({ stages, totalSteps }: RunInfo): (step: number) => number | undefined {
  const lengths = new Map(
    stages.flatMap(({ index, replay }) => (replay ? [[index, Math.max(LEAST_STEPS, replay.size * replay.times)]] : [])),
  );
  if (lengths.size === 0) return () => undefined;
  const longest = Math.max(...lengths.values());
  // Which steps belong to a stage is decided during the run.
  if (totalSteps === undefined) return (step) => step - (step % longest);
  return (step) => {
    const stage = stages.find(({ firstStep, steps }) => step >= firstStep && step < firstStep + steps);
    const length = stage && lengths.get(stage.index);
    return length === undefined ? undefined : step - ((step - stage!.firstStep) % length);
  };
}
