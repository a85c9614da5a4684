/** Between the messages of the contract and Crescendo's own types. */
import type { Stage } from '../curriculum/schedule.ts';
import type { crescendo } from '../gen/crescendo.js';
import type { Dtype } from '../image/types.ts';
import type { Run, RunState } from '../run/run.ts';
import type { RunSpec } from '../run/spec.ts';
import { parseRandAugment } from '../sampling/randaugment/config.ts';
import { erasingInput, erasingMessage, mixingInput, mixingSpecMessage } from './convert-augmentation.ts';
import { v1 } from './messages.ts';
import { given, list, word } from './proto-values.ts';

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

/** A spec message as the plain data that `parseRunSpec` checks: what was not given is left out. */
export function specInput(message: crescendo.v1.IRunSpec): Record<string, unknown> {
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
    crop_scale: list(message.cropScale),
    crop_ratio: list(message.cropRatio),
    horizontal_flip: message.horizontalFlip ?? undefined,
    max_bad_samples: message.maxBadSamples ?? undefined,
    randaugment: message.randaugment || undefined,
    augment_interpolation: message.augmentInterpolation || undefined,
    // A single number, which stands for the three strengths, travels as a list of one.
    color_jitter: message.colorJitter?.length === 1 ? message.colorJitter[0] : list(message.colorJitter),
    erasing: message.erasing ? erasingInput(message.erasing) : undefined,
    mixing: message.mixing ? mixingInput(message.mixing) : undefined,
    mean: list(message.mean),
    std: list(message.std),
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
      erasing_probability: stage.erasingProbability ?? undefined,
      mixup_alpha: stage.mixupAlpha ?? undefined,
      cutmix_alpha: stage.cutmixAlpha ?? undefined,
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
              ...(stage.erasing_probability === undefined ? {} : { erasingProbability: stage.erasing_probability }),
              ...(stage.mixup_alpha === undefined ? {} : { mixupAlpha: stage.mixup_alpha }),
              ...(stage.cutmix_alpha === undefined ? {} : { cutmixAlpha: stage.cutmix_alpha }),
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
    colorJitter: [...spec.color_jitter],
    ...(spec.erasing === undefined ? {} : { erasing: erasingMessage(spec.erasing) }),
    ...(spec.mixing === undefined ? {} : { mixing: mixingSpecMessage(spec.mixing) }),
    mean: [...spec.mean],
    std: [...spec.std],
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
    erasingProbability: stage.erasing?.probability ?? 0,
    mixupAlpha: stage.mixing?.mixupAlpha ?? 0,
    cutmixAlpha: stage.mixing?.cutmixAlpha ?? 0,
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
