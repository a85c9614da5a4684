/** Between the messages of the contract and Crescendo's own types. */
import { type crescendo, v1 } from '@crescendo/proto';
import type { Run, RunState, RunStatus } from '../runs/run.ts';
import type { RunSpec } from '../spec/spec.ts';
import type { Dtype } from '../types.ts';
import { erasingInput, erasingMessage, mixingInput, mixingSpecMessage } from './convert-augmentation.ts';
import {
  budgetInput,
  budgetMessage,
  costInput,
  costMessage,
  scheduleInput,
  scheduleMessage,
  stageMessage,
} from './convert-schedule.ts';
import { given, list, sideTable, word } from './proto-values.ts';

const DTYPE = { uint8: v1.Dtype.DTYPE_UINT8, float32: v1.Dtype.DTYPE_FLOAT32 } as const;
const LOW_FREQUENCY = {
  spectral: v1.LowFrequency.LOW_FREQUENCY_SPECTRAL,
  lanczos: v1.LowFrequency.LOW_FREQUENCY_LANCZOS,
} as const;
const FIDELITY = { exact: v1.Fidelity.FIDELITY_EXACT, matched: v1.Fidelity.FIDELITY_MATCHED } as const;
const CROP_PLACE = {
  server: v1.CropPlace.CROP_PLACE_SERVER,
  client: v1.CropPlace.CROP_PLACE_CLIENT,
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
    fidelity: word(FIDELITY, message.fidelity),
    working_sides: sideTable(message.workingSides),
    low_frequency: word(LOW_FREQUENCY, message.lowFrequency),
    crop: word(CROP_PLACE, message.crop),
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
    budget: message.budget ? budgetInput(message.budget) : undefined,
    cost: costInput(message),
    base_micro_batch: given(message.baseMicroBatch),
    outputs: list(message.outputs),
    validation: message.validation ? validationInput(message.validation) : undefined,
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

export function specMessage(spec: RunSpec): crescendo.v1.IRunSpec {
  return {
    dataset: spec.dataset,
    seed: spec.seed,
    baseSize: spec.base_size,
    schedule: scheduleMessage(spec.schedule),
    equivalentEpochs: spec.equivalent_epochs,
    globalBatch: spec.global_batch,
    worldSize: spec.world_size,
    dtype: dtypeMessage(spec.dtype),
    fidelity: FIDELITY[spec.fidelity],
    ...(spec.working_sides === undefined ? {} : { workingSides: spec.working_sides }),
    lowFrequency: LOW_FREQUENCY[spec.low_frequency],
    crop: CROP_PLACE[spec.crop],
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
    ...(spec.budget === undefined ? {} : { budget: budgetMessage(spec.budget) }),
    ...costMessage(spec.cost),
    baseMicroBatch: spec.base_micro_batch ?? 0,
    outputs: [...spec.outputs],
    ...(spec.validation === undefined ? {} : { validation: validationMessage(spec.validation) }),
  };
}

function validationInput(message: crescendo.v1.IValidationSpec): Record<string, unknown> {
  return {
    dataset: message.dataset ?? '',
    global_batch: given(message.globalBatch),
    crop_pct: message.cropPct ?? undefined,
    interpolation: word(INTERPOLATION, message.interpolation),
  };
}

function validationMessage(spec: NonNullable<RunSpec['validation']>): crescendo.v1.IValidationSpec {
  return {
    dataset: spec.dataset,
    globalBatch: spec.global_batch ?? 0,
    cropPct: spec.crop_pct,
    interpolation: INTERPOLATION[spec.interpolation],
  };
}

export function dtypeMessage(dtype: Dtype): crescendo.v1.Dtype {
  return DTYPE[dtype];
}

/** @param validationSamples samples of the run's validation data; 0 without any */
export function openRunMessage(run: Run, created: boolean, validationSamples: number): crescendo.v1.IOpenRunResponse {
  const { plan, spec } = run;
  return {
    run: run.name,
    created,
    spec: specMessage(spec),
    specDigest: plan.specDigest,
    manifestDigest: plan.dataset.manifest.digest,
    engineVersion: plan.engineVersion,
    sampleCount: plan.dataset.manifest.sampleCount,
    classNames: [...plan.dataset.manifest.classNames],
    stages: plan.stageTable.map((stage) => stageMessage(stage, spec)),
    totalSteps: plan.totalSteps ?? 0,
    scheduleToken: plan.scheduleToken,
    validationSampleCount: validationSamples,
  };
}

/** A run's status, which was read before `run.spec` and the stages are. */
export function statusMessage({ name, plan, spec }: Run, status: RunStatus): crescendo.v1.IRunStatus {
  return {
    run: name,
    state: RUN_STATE[status.state],
    spec: specMessage(spec),
    stages: plan.stageTable.map((stage) => stageMessage(stage, spec)),
    ranks: status.ranks,
    ...(status.consumedStep === undefined ? {} : { consumedStep: status.consumedStep }),
    budgetConsumed: status.budgetConsumed,
    badSampleCount: status.badSampleCount,
    badSamples: status.badSamples.map(({ key, reason, replacedBy, step }) => ({ key, reason, replacedBy, step })),
    totalSteps: plan.totalSteps ?? 0,
    ...ledgerTotals(status),
    costs: status.costs,
  };
}

function ledgerTotals({ ledger }: RunStatus): Partial<crescendo.v1.IRunStatus> {
  const sum = (field: 'issued' | 'reissued' | 'acknowledged' | 'replayed'): number =>
    ledger.reduce((total, line) => total + line[field], 0);
  return {
    issuedSamples: sum('issued'),
    reissuedSamples: sum('reissued'),
    acknowledgedSamples: sum('acknowledged'),
    replayedSamples: sum('replayed'),
  };
}
