/** A decided stage as a message. */

import type { crescendo } from '@crescendo/proto';
import { mixingEnded } from '../plan/curriculum/augmentation.ts';
import type { StageRow } from '../runs/run-schedule.ts';
import { namedMagnitude } from '../spec/auto-augment/config.ts';
import { microBatching } from '../spec/check-stages.ts';
import { type Strength, strengthAt } from '../spec/ramp.ts';
import type { RunSpec } from '../spec/spec.ts';
import { sizeOf } from '../spec/stage-size.ts';

/** A decided stage; strengths are those of its first step. */
export function stageMessage(stage: StageRow, spec: RunSpec): crescendo.v1.IStage {
  const { randaugment, erasing, strengths = {} } = stage;
  const mixing = stage.mixing && mixingEnded(stage.mixing, stage.budgetStart) ? undefined : stage.mixing;
  const micro = microBatching(stage.micro, stage.globalBatch / spec.world_size, sizeOf(stage), spec.base_size);
  const first = (strength: Strength | undefined, otherwise: number): number => strengthAt(strength ?? otherwise, 0);
  const named = randaugment === undefined ? undefined : namedMagnitude(randaugment);
  const magnitude = named === undefined ? undefined : first(strengths.magnitude, named);
  return {
    index: stage.index,
    firstStep: stage.firstStep,
    steps: stage.steps,
    budgetStart: stage.budgetStart,
    budgetEnd: stage.budgetEnd,
    bandwidth: stage.bandwidth,
    ...(stage.size === undefined ? {} : { size: [...stage.size] }),
    globalBatch: stage.globalBatch,
    ...(randaugment === undefined ? {} : { randaugment, ...(magnitude === undefined ? {} : { magnitude }) }),
    erasingProbability: erasing === undefined ? 0 : first(strengths.erasingProbability, erasing.probability),
    mixupAlpha: mixing === undefined ? 0 : first(strengths.mixupAlpha, mixing.mixupAlpha),
    cutmixAlpha: mixing === undefined ? 0 : first(strengths.cutmixAlpha, mixing.cutmixAlpha),
    microBatch: Math.trunc(micro.microBatch),
    accumulation: Math.trunc(micro.accumulation),
    ...(stage.replay === undefined ? {} : { replay: { ...stage.replay } }),
    open: stage.open,
  };
}
