/** A decided stage as a message. */

import type { crescendo } from '@crescendo/proto';
import type { StageRow } from '../runs/run-schedule.ts';
import { microBatching } from '../spec/check-stages.ts';
import { type Strength, strengthAt } from '../spec/ramp.ts';
import { parseRandAugment } from '../spec/randaugment/config.ts';
import type { RunSpec } from '../spec/spec.ts';
import { sizeOf } from '../spec/stage-size.ts';

/** A decided stage; strengths are those of its first step. */
export function stageMessage(stage: StageRow, spec: RunSpec): crescendo.v1.IStage {
  const { randaugment, erasing, mixing, strengths = {} } = stage;
  const micro = microBatching(stage.micro, stage.globalBatch / spec.world_size, sizeOf(stage), spec.base_size);
  const first = (strength: Strength | undefined, otherwise: number): number => strengthAt(strength ?? otherwise, 0);
  return {
    index: stage.index,
    firstStep: stage.firstStep,
    steps: stage.steps,
    budgetStart: stage.budgetStart,
    budgetEnd: stage.budgetEnd,
    bandwidth: stage.bandwidth,
    ...(stage.size === undefined ? {} : { size: [...stage.size] }),
    globalBatch: stage.globalBatch,
    ...(randaugment === undefined
      ? {}
      : { randaugment, magnitude: first(strengths.magnitude, parseRandAugment(randaugment).magnitude) }),
    erasingProbability: erasing === undefined ? 0 : first(strengths.erasingProbability, erasing.probability),
    mixupAlpha: mixing === undefined ? 0 : first(strengths.mixupAlpha, mixing.mixupAlpha),
    cutmixAlpha: mixing === undefined ? 0 : first(strengths.cutmixAlpha, mixing.cutmixAlpha),
    microBatch: Math.trunc(micro.microBatch),
    accumulation: Math.trunc(micro.accumulation),
    ...(stage.replay === undefined ? {} : { replay: { ...stage.replay } }),
    open: stage.open,
  };
}
