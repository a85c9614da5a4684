import { freshSamples, type Stage } from '../plan/curriculum/schedule.ts';
import { MixtureSegments } from '../plan/sampling/mixture-segments.ts';

/**
 * How many samples of each dataset of a mixture the steps before `step` draw.
 *
 * @param stages the decided stages
 * @param stage the one that `step` lies in, or ends
 */
export function drawnBefore(stages: readonly Stage[], stage: Stage, step: number): number[] {
  const position = stage.firstPosition + (step - stage.firstStep) * freshSamples(stage);
  return new MixtureSegments(stages).drawn(position);
}
