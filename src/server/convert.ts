/** Between the messages of the contract and Crescendo's own types. */
import type { Stage } from '../curriculum/schedule.ts';
import type { crescendo } from '../gen/crescendo.js';
import type { Dtype } from '../image/types.ts';
import type { Run, RunState } from '../run/run.ts';
import type { RunSpec } from '../run/spec.ts';
import { parseRandAugment } from '../sampling/randaugment/config.ts';
import { v1 } from './messages.ts';

const DTYPE = { uint8: v1.Dtype.DTYPE_UINT8, float32: v1.Dtype.DTYPE_FLOAT32 } as const;
const LOW_FREQUENCY = {
  spectral: v1.LowFrequency.LOW_FREQUENCY_SPECTRAL,
  lanczos: v1.LowFrequency.LOW_FREQUENCY_LANCZOS,
} as const;
const INTERPOLATION = {
  bicubic: v1.Interpolation.INTERPOLATION_BICUBIC,
  bilinear: v1.Interpolation.INTERPOLATION_BILINEAR,
  lanczos: v1.Interpolation.INTERPOLATION_LANCZOS,
  box: v1.Interpolation.INTERPOLATION_BOX,
  random: v1.Interpolation.INTERPOLATION_RANDOM,
} as const;
const RUN_STATE: Readonly<Record<RunState, crescendo.v1.RunState>> = {
  active: v1.RunState.RUN_STATE_ACTIVE,
  finished: v1.RunState.RUN_STATE_FINISHED,
  failed: v1.RunState.RUN_STATE_FAILED,
};

/** The word for an enum's number; undefined for "unspecified", and for an unknown number its text, which no check lets pass. */
function word(names: Readonly<Record<string, number>>, value: number | null | undefined): string | undefined {
  if (value === 0 || value === null || value === undefined) return undefined;
  return Object.entries(names).find(([, number]) => number === value)?.[0] ?? `unknown value ${value}`;
}

/** Zero is proto3's word for a field that was not given. */
function given(value: number | null | undefined): number | undefined {
  return value === 0 || value === null ? undefined : value;
}

/** A spec message as the plain data that `parseRunSpec` checks: what was not given is left out. */
export function specInput(message: crescendo.v1.IRunSpec): Record<string, unknown> {
  const pair = (values: number[] | null | undefined) => (values?.length ? values : undefined);
  const fields = {
    dataset: message.dataset ?? '',
    seed: given(message.seed),
    base_size: given(message.baseSize),
    schedule: message.schedule ? scheduleInput(message.schedule) : undefined,
    equivalent_epochs: given(message.equivalentEpochs),
    global_batch: given(message.globalBatch),
    world_size: given(message.worldSize),
    dtype: word(DTYPE, message.dtype),
    low_frequency: word(LOW_FREQUENCY, message.lowFrequency),
    interpolation: word(INTERPOLATION, message.interpolation),
    crop_scale: pair(message.cropScale),
    crop_ratio: pair(message.cropRatio),
    horizontal_flip: message.horizontalFlip ?? undefined,
    max_bad_samples: message.maxBadSamples ?? undefined,
    randaugment: message.randaugment || undefined,
    augment_interpolation: message.augmentInterpolation || undefined,
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function scheduleInput(message: crescendo.v1.IScheduleSpec): Record<string, unknown> {
  const stages = (message.stages ?? []).map((stage) => {
    const batch = given(stage.globalBatch);
    return {
      until: stage.until ?? 0,
      bandwidth: stage.bandwidth ?? 0,
      ...(batch === undefined ? {} : { global_batch: batch }),
      ...(stage.randaugment ? { randaugment: stage.randaugment } : {}),
    };
  });
  return {
    ...(message.preset ? { preset: message.preset } : {}),
    ...(stages.length > 0 ? { stages } : {}),
  };
}

export function specMessage(spec: RunSpec): crescendo.v1.IRunSpec {
  return {
    dataset: spec.dataset,
    seed: spec.seed,
    baseSize: spec.base_size,
    schedule:
      'preset' in spec.schedule
        ? { preset: spec.schedule.preset }
        : {
            stages: spec.schedule.stages.map((stage) => ({
              until: stage.until,
              bandwidth: stage.bandwidth,
              globalBatch: stage.global_batch ?? 0,
              randaugment: stage.randaugment ?? '',
            })),
          },
    equivalentEpochs: spec.equivalent_epochs,
    globalBatch: spec.global_batch,
    worldSize: spec.world_size,
    dtype: dtypeMessage(spec.dtype),
    lowFrequency: LOW_FREQUENCY[spec.low_frequency],
    interpolation: INTERPOLATION[spec.interpolation],
    cropScale: [...spec.crop_scale],
    cropRatio: [...spec.crop_ratio],
    horizontalFlip: spec.horizontal_flip,
    maxBadSamples: spec.max_bad_samples,
    randaugment: spec.randaugment,
    augmentInterpolation: spec.augment_interpolation,
  };
}

export function dtypeMessage(dtype: Dtype): crescendo.v1.Dtype {
  return DTYPE[dtype];
}

export function stageMessage(stage: Stage): crescendo.v1.IStage {
  return {
    index: stage.index,
    firstStep: stage.firstStep,
    steps: stage.steps,
    budgetStart: stage.budgetStart,
    budgetEnd: stage.budgetEnd,
    bandwidth: stage.bandwidth,
    globalBatch: stage.globalBatch,
    ...augmentationOf(stage),
  };
}

function augmentationOf({ randaugment }: Stage): { randaugment?: string; magnitude?: number } {
  return randaugment === undefined ? {} : { randaugment, magnitude: magnitudeOf(randaugment) };
}

/** The magnitude of a timm config string. */
export function magnitudeOf(randaugment: string): number {
  return parseRandAugment(randaugment).magnitude;
}

export function openRunMessage(run: Run, created: boolean): crescendo.v1.IOpenRunResponse {
  return {
    run: run.name,
    created,
    spec: specMessage(run.spec),
    specDigest: run.specDigest,
    manifestDigest: run.dataset.manifest.digest,
    engineVersion: run.engineVersion,
    sampleCount: run.dataset.manifest.sampleCount,
    classNames: [...run.dataset.manifest.classNames],
    stages: run.stages.map(stageMessage),
    totalSteps: run.totalSteps,
    scheduleToken: run.scheduleToken,
  };
}

export function statusMessage(run: Run): crescendo.v1.IRunStatus {
  const status = run.status();
  return {
    run: run.name,
    state: RUN_STATE[status.state],
    spec: specMessage(run.spec),
    stages: run.stages.map(stageMessage),
    ranks: status.ranks,
    ...(status.consumedStep === undefined ? {} : { consumedStep: status.consumedStep }),
    budgetConsumed: status.budgetConsumed,
    badSampleCount: status.badSampleCount,
    badSamples: status.badSamples.map(({ key, reason, replacedBy, step }) => ({ key, reason, replacedBy, step })),
    totalSteps: run.totalSteps,
  };
}
