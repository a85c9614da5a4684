/** Between the contract's messages of schedules, budgets and costs and Crescendo's own types. */

import { type crescendo, v1 } from '@crescendo/proto';
import type { StageRow } from '../runs/run-schedule.ts';
import { microBatching } from '../spec/check-stages.ts';
import { type Strength, strengthAt } from '../spec/ramp.ts';
import { parseRandAugment } from '../spec/randaugment/config.ts';
import type { BudgetSpec, CostSpec, StageSpec } from '../spec/schedule-spec.ts';
import type { RunSpec } from '../spec/spec.ts';
import type { Replay } from '../spec/stage-definition.ts';
import { given, sideTable, word } from './proto-values.ts';

const COST = {
  quadratic: v1.CostKind.COST_KIND_QUADRATIC,
  table: v1.CostKind.COST_KIND_TABLE,
  measured: v1.CostKind.COST_KIND_MEASURED,
} as const;

/** A schedule as plain data for `parseRunSpec`; what was not given is left out or undefined. */
export function scheduleInput(message: crescendo.v1.IScheduleSpec): Record<string, unknown> {
  const stages = (message.stages ?? []).map((stage) => ({
    until: stage.until ?? 0,
    bandwidth: stage.bandwidth ?? 0,
    global_batch: given(stage.globalBatch),
    micro_batch: given(stage.microBatch),
    accumulation: given(stage.accumulation),
    randaugment: stage.randaugment || undefined,
    magnitude: strengthInput(stage.magnitude),
    erasing_probability: strengthInput(stage.erasingProbability),
    mixup_alpha: strengthInput(stage.mixupAlpha),
    cutmix_alpha: strengthInput(stage.cutmixAlpha),
    replay: stage.replay ? replayInput(stage.replay) : undefined,
  }));
  return {
    ...(message.preset ? { preset: message.preset } : {}),
    ...(stages.length > 0 ? { stages } : {}),
    ...(message.referenceSize ? { reference_size: message.referenceSize } : {}),
  };
}

function strengthInput(message: crescendo.v1.IStrength | null | undefined): unknown {
  if (!message) return undefined;
  const { from = 0, to } = message;
  return typeof to === 'number' ? { from, to } : from;
}

function replayInput(message: crescendo.v1.IReplaySpec): Record<string, unknown> {
  return { times: message.times ?? 0, size: message.size ?? 0, split: given(message.split) };
}

export function scheduleMessage(schedule: RunSpec['schedule']): crescendo.v1.IScheduleSpec {
  if ('preset' in schedule) return { preset: schedule.preset };
  return { stages: schedule.stages.map(stageSpecMessage), referenceSize: schedule.reference_size ?? 0 };
}

function stageSpecMessage(stage: StageSpec): crescendo.v1.IStageSpec {
  return {
    until: stage.until,
    bandwidth: stage.bandwidth,
    globalBatch: stage.global_batch ?? 0,
    microBatch: stage.micro_batch ?? 0,
    accumulation: stage.accumulation ?? 0,
    randaugment: stage.randaugment ?? '',
    ...strengthMessage('magnitude', stage.magnitude),
    ...strengthMessage('erasingProbability', stage.erasing_probability),
    ...strengthMessage('mixupAlpha', stage.mixup_alpha),
    ...strengthMessage('cutmixAlpha', stage.cutmix_alpha),
    ...replayMessage(stage.replay),
  };
}

function strengthMessage(field: string, strength: Strength | undefined): Record<string, crescendo.v1.IStrength> {
  if (strength === undefined) return {};
  return { [field]: typeof strength === 'number' ? { from: strength } : { ...strength } };
}

function replayMessage(replay: Replay | undefined): { replay?: crescendo.v1.IReplaySpec } {
  return replay === undefined ? {} : { replay: { ...replay } };
}

/** A decided stage; strengths are those of its first step. */
export function stageMessage(stage: StageRow, spec: RunSpec): crescendo.v1.IStage {
  const { randaugment, erasing, mixing, strengths = {} } = stage;
  const micro = microBatching(stage.micro, stage.globalBatch / spec.world_size, stage.bandwidth, spec.base_size);
  const first = (strength: Strength | undefined, otherwise: number): number => strengthAt(strength ?? otherwise, 0);
  return {
    index: stage.index,
    firstStep: stage.firstStep,
    steps: stage.steps,
    budgetStart: stage.budgetStart,
    budgetEnd: stage.budgetEnd,
    bandwidth: stage.bandwidth,
    globalBatch: stage.globalBatch,
    ...(randaugment === undefined
      ? {}
      : { randaugment, magnitude: first(strengths.magnitude, parseRandAugment(randaugment).magnitude) }),
    erasingProbability: erasing === undefined ? 0 : first(strengths.erasingProbability, erasing.probability),
    mixupAlpha: mixing === undefined ? 0 : first(strengths.mixupAlpha, mixing.mixupAlpha),
    cutmixAlpha: mixing === undefined ? 0 : first(strengths.cutmixAlpha, mixing.cutmixAlpha),
    microBatch: Math.trunc(micro.microBatch),
    accumulation: Math.trunc(micro.accumulation),
    ...replayMessage(stage.replay),
    open: stage.open,
  };
}

export function budgetInput(message: crescendo.v1.IBudgetSpec): Record<string, unknown> {
  const bySide = sideTable(message.flopsBySide);
  return {
    equivalent_epochs: message.equivalentEpochs ?? undefined,
    samples: message.samples ?? undefined,
    steps: message.steps ?? undefined,
    flops: message.flops ?? undefined,
    wall_hours: message.wallHours ?? undefined,
    accelerator_hours: message.acceleratorHours ?? undefined,
    flops_per_image: message.flopsAtBaseSize ?? bySide,
  };
}

export function budgetMessage(budget: BudgetSpec): crescendo.v1.IBudgetSpec {
  const { flops_per_image: flops } = budget;
  const fields = {
    equivalentEpochs: budget.equivalent_epochs,
    samples: budget.samples,
    steps: budget.steps,
    flops: budget.flops,
    wallHours: budget.wall_hours,
    acceleratorHours: budget.accelerator_hours,
    flopsAtBaseSize: typeof flops === 'number' ? flops : undefined,
    flopsBySide: typeof flops === 'object' ? flops : undefined,
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

export function costInput({ cost, costBySide }: crescendo.v1.IRunSpec): unknown {
  const kind = word(COST, cost);
  return kind === 'table' ? { table: sideTable(costBySide) ?? {} } : kind;
}

export function costMessage(cost: CostSpec): Pick<crescendo.v1.IRunSpec, 'cost' | 'costBySide'> {
  if (typeof cost === 'string') return { cost: COST[cost] };
  return { cost: COST.table, costBySide: cost.table };
}
