import { type crescendo, v1 } from '@crescendo/proto';
import { enumNumber } from './enums.ts';

/** A strength of a stage: a constant, or a straight line over the stage's share of the budget. */
export type Strength =
  | number
  | {
      /** Strength at the stage's first step. */
      from: number;
      /** Strength that the line reaches at the stage's end. */
      to: number;
    };

/** A buffer of augmented samples: each batch is a fresh part and samples of earlier batches of its stage and rank. */
export interface ReplaySpec {
  /** Times that a sample is shown on average, 2 or more. */
  times: number;
  /** Fresh batches that the buffer holds. */
  size: number;
  /** Chunks into which a fresh batch is split; 32. */
  split?: number;
}

/** One stage of a custom schedule. */
export interface StageSpec {
  /** Share of the budget at which the stage ends, in (0, 1]. */
  until: number;
  /** Side B of the images in pixels, even. */
  bandwidth: number;
  /** Samples of a batch over all ranks, where it differs from the run's. */
  globalBatch?: number;
  /** Samples that a device trains at a time; follows from the rest if left out. */
  microBatch?: number;
  /** Micro-batches of a rank's batch; follows from the rest if left out. */
  accumulation?: number;
  /** RandAugment as a timm config string, or `none`; the run's if left out. */
  randaugment?: string;
  /** Magnitude of RandAugment, 0..10, not only whole numbers; the string's if left out. */
  magnitude?: Strength;
  /** Probability of random erasing; the run's if left out. */
  erasingProbability?: Strength;
  /** Alpha of mixup, 0 for none; the run's if left out. Needs the run's `mixing`. */
  mixupAlpha?: Strength;
  /** Alpha of cutmix, 0 for none; the run's if left out. Needs the run's `mixing`. */
  cutmixAlpha?: Strength;
  /** Replay buffer; none. */
  replay?: ReplaySpec;
}

/** A budget in exactly one unit. The ends of stages in hours are decided while training. */
export interface BudgetSpec {
  /** Passes over the data at the base size. */
  equivalentEpochs?: number;
  /** Samples trained, of whatever side. */
  samples?: number;
  /** Global steps. */
  steps?: number;
  /** FLOPs of training; needs `flopsPerImage`. */
  flops?: number;
  /** Hours of training. */
  wallHours?: number;
  /** Hours of training times ranks. */
  acceleratorHours?: number;
  /** FLOPs of one image: at the base size, scaled by area, or by side in pixels. */
  flopsPerImage?: number | Readonly<Record<number, number>>;
}

/** Cost of a sample by its side: its area, a table by side in pixels, or fitted to the reported step times. */
export type CostSpec = 'quadratic' | 'measured' | Readonly<Record<number, number>>;

const COST = { quadratic: v1.CostKind.COST_KIND_QUADRATIC, measured: v1.CostKind.COST_KIND_MEASURED } as const;
const STRENGTHS = ['magnitude', 'erasingProbability', 'mixupAlpha', 'cutmixAlpha'] as const;

export function scheduleMessage(
  schedule: string | readonly StageSpec[],
  referenceSize = 0,
): crescendo.v1.IScheduleSpec {
  if (typeof schedule === 'string') return { preset: schedule };
  return { stages: schedule.map(stageMessage), referenceSize };
}

function stageMessage(stage: StageSpec): crescendo.v1.IStageSpec {
  const { magnitude: _m, erasingProbability: _e, mixupAlpha: _a, cutmixAlpha: _c, replay, ...plain } = stage;
  const strengths = STRENGTHS.map((name): [string, crescendo.v1.IStrength | undefined] => {
    const strength = stage[name];
    return [name, typeof strength === 'number' ? { from: strength } : strength];
  });
  return {
    ...plain,
    ...Object.fromEntries(strengths.filter(([, strength]) => strength !== undefined)),
    ...(replay !== undefined && { replay: { ...replay } }),
  };
}

export function scheduleFromMessage(
  message: crescendo.v1.IScheduleSpec | null | undefined,
): string | StageSpec[] | undefined {
  if (message?.preset) return message.preset;
  return message?.stages?.map(stageFromMessage);
}

function stageFromMessage(message: crescendo.v1.IStageSpec): StageSpec {
  const strengths = STRENGTHS.map((name): [string, Strength | undefined] => {
    const strength = message[name];
    if (!strength) return [name, undefined];
    const from = strength.from ?? 0;
    return [name, typeof strength.to === 'number' ? { from, to: strength.to } : from];
  });
  const { globalBatch, microBatch, accumulation, randaugment, replay } = message;
  return {
    until: message.until ?? 0,
    bandwidth: message.bandwidth ?? 0,
    ...(globalBatch ? { globalBatch } : {}),
    ...(microBatch ? { microBatch } : {}),
    ...(accumulation ? { accumulation } : {}),
    ...(randaugment ? { randaugment } : {}),
    ...Object.fromEntries(strengths.filter(([, strength]) => strength !== undefined)),
    ...(replay ? { replay: replayFromMessage(replay) } : {}),
  };
}

/** Reads a replay buffer's parameters. */
export function replayFromMessage(message: crescendo.v1.IReplaySpec): ReplaySpec {
  return { times: message.times ?? 0, size: message.size ?? 0, ...(message.split ? { split: message.split } : {}) };
}

export function budgetMessage({ flopsPerImage, ...units }: BudgetSpec): crescendo.v1.IBudgetSpec {
  if (flopsPerImage === undefined) return units;
  if (typeof flopsPerImage === 'number') return { ...units, flopsAtBaseSize: flopsPerImage };
  return { ...units, flopsBySide: { ...flopsPerImage } };
}

export function budgetFromMessage(message: crescendo.v1.IBudgetSpec): BudgetSpec {
  const bySide = message.flopsBySide ?? {};
  const fields = {
    equivalentEpochs: message.equivalentEpochs ?? undefined,
    samples: message.samples ?? undefined,
    steps: message.steps ?? undefined,
    flops: message.flops ?? undefined,
    wallHours: message.wallHours ?? undefined,
    acceleratorHours: message.acceleratorHours ?? undefined,
    flopsPerImage: message.flopsAtBaseSize ?? (Object.keys(bySide).length > 0 ? { ...bySide } : undefined),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

export function costMessage(cost: CostSpec | undefined): Pick<crescendo.v1.IRunSpec, 'cost' | 'costBySide'> {
  if (typeof cost === 'object') return { cost: v1.CostKind.COST_KIND_TABLE, costBySide: { ...cost } };
  return { cost: enumNumber('spec.cost', COST, cost) };
}

export function costFromMessage({ cost, costBySide }: crescendo.v1.IRunSpec): CostSpec | undefined {
  if (cost === v1.CostKind.COST_KIND_TABLE) return { ...costBySide };
  if (cost === COST.quadratic) return 'quadratic';
  return cost === COST.measured ? 'measured' : undefined;
}
