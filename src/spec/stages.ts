/** From a checked spec to the stages that a schedule is built from. */

import { shorterSide } from '../types.ts';
import { stageErasing, stageMixing } from './augmentation-spec.ts';
import type { Accounting } from './budget.ts';
import type { RunSpec } from './fields.ts';
import { stageParts } from './mixture.ts';
import { greatest } from './ramp.ts';
import { budgetOf, costOf, flopsOf, type StageSpec } from './schedule-spec.ts';
import {
  given,
  type MicroBatchRule,
  presetStages,
  type StageDefinition,
  type StageStrengths,
} from './stage-definition.ts';
import { ownSize, type StageSize, scaleBandwidth } from './stage-size.ts';

/** How a spec's budget is counted. */
export function accounting(spec: RunSpec, sampleCount: number): Accounting {
  return {
    budget: budgetOf(spec.budget ?? { equivalent_epochs: spec.equivalent_epochs }),
    cost: costOf(spec.cost),
    flops: spec.budget && flopsOf(spec.budget),
    baseSize: spec.base_size,
    sampleCount,
  };
}

/** The stages that a spec asks for. */
export function stageDefinitions(spec: RunSpec): StageDefinition[] {
  const { randaugment, schedule } = spec;
  if ('preset' in schedule) {
    return presetStages(schedule.preset, spec.base_size, spec.side_multiple).map((stage) =>
      given({
        ...stage,
        ...(randaugment === 'preset' ? {} : { randaugment: active(randaugment) }),
        erasing: stageErasing(spec, {}),
        mixing: stageMixing(spec, {}),
        micro: microRule(spec, {}),
        parts: stageParts(spec, undefined),
      }),
    );
  }
  return schedule.stages.map((stage) =>
    given({
      until: stage.until,
      ...ownStageSize(spec, stage, schedule.reference_size),
      globalBatch: stage.global_batch,
      randaugment: active(stage.randaugment ?? (randaugment === 'preset' ? 'none' : randaugment)),
      erasing: stageErasing(spec, {
        erasing_probability: stage.erasing_probability && greatest(stage.erasing_probability),
      }),
      mixing: stageMixing(spec, {
        mixup_alpha: stage.mixup_alpha && greatest(stage.mixup_alpha),
        cutmix_alpha: stage.cutmix_alpha && greatest(stage.cutmix_alpha),
      }),
      strengths: stageStrengths(stage),
      micro: microRule(spec, stage),
      replay: stage.replay,
      parts: stageParts(spec, stage.weights),
    }),
  );
}

function ownStageSize(spec: RunSpec, { bandwidth }: StageSpec, referenceSize: number | undefined): StageSize {
  const base = shorterSide(spec.base_size);
  return ownSize(scaleBandwidth(bandwidth, base, referenceSize ?? base), spec.base_size, spec.side_multiple);
}

function microRule(spec: RunSpec, stage: Pick<StageSpec, 'micro_batch' | 'accumulation'>): MicroBatchRule | undefined {
  const { micro_batch: micro, accumulation } = stage;
  if (accumulation !== undefined) return { accumulation };
  if (micro !== undefined) return { microBatch: micro };
  return spec.base_micro_batch === undefined ? undefined : { fitting: spec.base_micro_batch };
}

function stageStrengths(stage: StageSpec): StageStrengths | undefined {
  const strengths: StageStrengths = given({
    magnitude: stage.magnitude,
    erasingProbability: ramp(stage.erasing_probability),
    mixupAlpha: ramp(stage.mixup_alpha),
    cutmixAlpha: ramp(stage.cutmix_alpha),
  });
  return Object.keys(strengths).length === 0 ? undefined : strengths;
}

/** Constants are already in the stage's configuration. */
function ramp<T>(strength: number | T | undefined): T | undefined {
  return typeof strength === 'number' ? undefined : strength;
}

function active(randaugment: string): string | undefined {
  return randaugment === 'none' ? undefined : randaugment;
}
