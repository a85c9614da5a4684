import { type crescendo, v1 } from '@crescendo/proto';
import { inCallersSpelling } from './field-names.ts';
import { type ReplaySpec, replayFromMessage } from './schedule-spec.ts';
import { type ImagePair, pairOf, sizeOf } from './sizes.ts';
import { type Dtype, type RunSpec, specFromMessage } from './spec.ts';
import { aligned, DTYPE_BYTES } from './tensors.ts';

/** The channels of every image: red, green, blue. */
const CHANNELS = 3;

/** One stage of a run's schedule. */
export interface Stage {
  /** Position in the schedule, from 0. */
  index: number;
  /** First global step of the stage. */
  firstStep: number;
  /** Number of global steps. */
  steps: number;
  /** Share of the budget spent before the stage, 0..1. */
  budgetStart: number;
  /** Share of the budget spent after the stage, 0..1. */
  budgetEnd: number;
  /** Side B of the images in pixels, the shorter one of rectangles. */
  bandwidth: number;
  /** Height and width of the images in pixels. */
  size: ImagePair;
  /** Samples of a batch over all ranks. */
  globalBatch: number;
  /** RandAugment magnitude at the stage's first step, if augmentation is on. */
  magnitude: number | undefined;
  /** RandAugment as a timm config string; empty if augmentation is off. */
  randaugment: string;
  /** Probability of random erasing; 0 if it is off. */
  erasingProbability: number;
  /** Alpha of mixup; 0 if it is off. */
  mixupAlpha: number;
  /** Alpha of cutmix; 0 if it is off. */
  cutmixAlpha: number;
  /** Samples that a device should train at a time, in a world of the spec's size. */
  microBatch: number;
  /** Micro-batches that make a rank's batch. */
  accumulation: number;
  /** Replay buffer; undefined without one. */
  replay: ReplaySpec | undefined;
  /** True while more steps may be decided, for a measured budget: `steps` counts those decided so far. */
  open: boolean;
}

/** The server's description of a run when it is opened. */
export interface RunInfo {
  /** Name of the run. */
  run: string;
  /** True if this call made it. */
  created: boolean;
  /** The spec with every default filled in. */
  spec: RunSpec;
  /** SHA-256 of the spec's batch-shaping fields, in hexadecimal. */
  specDigest: string;
  /** SHA-256 of the dataset's manifest, in hexadecimal; of a mixture, of those of all datasets. */
  manifestDigest: string;
  /** Version of the pixel engine. */
  engineVersion: string;
  /** Number of samples in the dataset, or in all datasets of a mixture. */
  sampleCount: number;
  /** Names of the classes; a label is a position in this list. */
  classNames: readonly string[];
  /** The whole schedule. */
  stages: readonly Stage[];
  /** Number of global steps; undefined while it is undecided, for a measured budget. */
  totalSteps: number | undefined;
  /** Names the schedule that the steps belong to. */
  scheduleToken: string;
  /** Samples of the validation data; 0 without any. */
  validationSampleCount: number;
  /** The datasets that the run is trained on, in order; empty from a server before revision 6 of the contract. */
  datasets: readonly DatasetInfo[];
  /** Name and release of the server, for people; empty if the server does not state them. */
  server: string;
}

/** A dataset that a run is trained on. */
export interface DatasetInfo {
  /** Its id, as the spec names it. */
  id: string;
  /** SHA-256 of its manifest, in hexadecimal. */
  manifestDigest: string;
  /** Number of samples. */
  sampleCount: number;
}

/** What a run has drawn of a dataset of its mixture. */
export interface DatasetProgress {
  /** Id of the dataset. */
  id: string;
  /** Samples drawn. */
  samples: number;
  /** Passes over the dataset that these are. */
  epochs: number;
}

/** The progress of one rank. */
export interface RankProgress {
  /** Number of ranks of the world that it belongs to. */
  worldSize: number;
  /** The rank, 0..worldSize-1. */
  rank: number;
  /** The highest global step that it has reported as consumed. */
  consumedStep: number;
  /** The last step duration that it reported, in seconds; 0 if none. */
  stepSeconds: number;
}

/** A sample that could not be read. */
export interface BadSample {
  /** Path of the sample inside the dataset. */
  key: string;
  /** Why it could not be read. */
  reason: string;
  /** Key of the sample that replaced it when it was first met. */
  replacedBy: string;
  /** Global step at which it was first met. */
  step: number;
}

/** A run in a list of runs. */
export interface RunSummary {
  /** Name of the run. */
  run: string;
  /** Id of its dataset. */
  dataset: string;
  /** When it was made. */
  created: Date;
  /** True if every rank has consumed the last step. */
  finished: boolean;
  /** The global step that all ranks have consumed; undefined before the first. */
  consumedStep: number | undefined;
  /** Number of global steps that are decided. */
  totalSteps: number;
  /** Share of the budget spent after `consumedStep`, 0..1. */
  budgetConsumed: number;
  /** Position of the stage that comes next, or of the last one. */
  stage: number;
  /** Samples sent for the first time, over all ranks. */
  issuedSamples: number;
  /** Samples sent again, after a restart for instance. */
  reissuedSamples: number;
  /** Samples of the steps that were reported as consumed. */
  acknowledgedSamples: number;
  /** Samples that came from a replay buffer, not counted as issued. */
  replayedSamples: number;
  /** Number of bad samples met so far. */
  badSampleCount: number;
  /** True if the run is archived: it is kept, but cannot be opened. */
  archived: boolean;
  /** Name of the token that made it; empty if it was made without one. */
  owner: string;
}

/** A field in which a fork differs from the run that it was made from. */
export interface SpecDifference {
  /** Name of the field of `RunSpec`, for instance `globalBatch`. */
  field: string;
  /** Its value in the first run, as plain data. */
  before: unknown;
  /** Its value in the new run. */
  after: unknown;
}

/** A run that was made from another one. */
export interface Fork {
  /** The first global step of the new run. */
  firstStep: number;
  /** Number of global steps of the new run that are decided. */
  totalSteps: number;
  /** Share of the budget that the first run has spent at that point, 0..1. */
  budgetConsumed: number;
  /** The fields in which the specs differ; empty for a fork without a spec. */
  differences: readonly SpecDifference[];
}

/** A validation sample that could not be read. */
export interface UnreadSample {
  /** Id of the validation dataset. */
  dataset: string;
  /** Its path inside the dataset. */
  key: string;
  /** Why it could not be read. */
  reason: string;
}

/** The state of a run. */
export interface RunStatus {
  /** Name of the run. */
  run: string;
  /**
   * `active` until every step is consumed; `failed` past the bound on bad samples; `unspecified`: a state that only a
   * later client knows.
   */
  state: 'unspecified' | 'active' | 'finished' | 'failed';
  /** The spec with every default filled in. */
  spec: RunSpec;
  /** The whole schedule, as far as it is decided. */
  stages: readonly Stage[];
  /** Progress of the ranks that have reported any. */
  ranks: readonly RankProgress[];
  /** The global step that all ranks have consumed; undefined before the first. */
  consumedStep: number | undefined;
  /** Share of the budget spent after `consumedStep`, 0..1. */
  budgetConsumed: number;
  /** Number of bad samples met so far. */
  badSampleCount: number;
  /** The first 100 bad samples in order of key. */
  badSamples: readonly BadSample[];
  /** Number of validation samples that could not be read, in any evaluation so far: they do not count. */
  unreadValidationCount: number;
  /** The first 100 of them in order of dataset and key. */
  unreadValidation: readonly UnreadSample[];
  /** Number of global steps; undefined while it is undecided. */
  totalSteps: number | undefined;
  /** Samples sent for the first time, over all ranks; without those of replay buffers. */
  issuedSamples: number;
  /** Samples sent again, over all ranks; without those of replay buffers. */
  reissuedSamples: number;
  /** Samples of the steps that were reported as consumed, over all ranks; without those of replay buffers. */
  acknowledgedSamples: number;
  /** Samples that came from replay buffers, over all ranks. */
  replayedSamples: number;
  /** The cost of samples as reported by trainers, by side, next to the cost by the run's model. */
  costs: readonly MeasuredCost[];
  /** Of a mixture, what is drawn of each dataset up to `consumedStep`; empty otherwise. */
  datasets: readonly DatasetProgress[];
}

/** The cost of samples of one side. */
export interface MeasuredCost {
  /** Side in pixels, the shorter one of rectangles. */
  side: number;
  /** Mean seconds of a sample, over all ranks. */
  secondsPerSample: number;
  /** Cost relative to that of the base size, as measured or extrapolated. */
  relative: number;
  /** Cost relative to that of the base size, by the run's model. */
  model: number;
}

const RUN_STATES = ['unspecified', 'active', 'finished', 'failed'] as const;

/** Reads the answer of OpenRun. */
export function runInfo(message: crescendo.v1.OpenRunResponse): RunInfo {
  const { run, created, specDigest, manifestDigest, engineVersion, sampleCount, scheduleToken } = message;
  return {
    run,
    created,
    spec: specFromMessage(message.spec ?? {}),
    specDigest,
    manifestDigest,
    engineVersion,
    sampleCount,
    classNames: message.classNames,
    stages: message.stages.map(stage),
    totalSteps: message.totalSteps || undefined,
    scheduleToken,
    validationSampleCount: message.validationSampleCount,
    datasets: message.datasets.map(({ id, manifestDigest, sampleCount }) => ({
      id: id ?? '',
      manifestDigest: manifestDigest ?? '',
      sampleCount: sampleCount ?? 0,
    })),
    server: message.serverVersion?.program ?? '',
  };
}

/** Reads the state in an answer of GetRun or WatchRun. */
export function runStatus(properties: crescendo.v1.IRunStatus): RunStatus {
  const message = v1.RunStatus.fromObject(properties);
  return {
    run: message.run,
    state: RUN_STATES[message.state] ?? 'unspecified',
    spec: specFromMessage(message.spec ?? {}),
    stages: message.stages.map(stage),
    ranks: message.ranks.map(({ worldSize, rank, consumedStep, stepSeconds }) => ({
      worldSize: worldSize ?? 0,
      rank: rank ?? 0,
      consumedStep: consumedStep ?? 0,
      stepSeconds: stepSeconds ?? 0,
    })),
    consumedStep: message.consumedStep ?? undefined,
    budgetConsumed: message.budgetConsumed,
    badSampleCount: message.badSampleCount,
    badSamples: message.badSamples.map(({ key, reason, replacedBy, step }) => ({
      key: key ?? '',
      reason: reason ?? '',
      replacedBy: replacedBy ?? '',
      step: step ?? 0,
    })),
    unreadValidationCount: message.unreadValidationCount,
    unreadValidation: message.unreadValidation.map(({ dataset, key, reason }) => ({
      ...{ dataset: dataset ?? '', key: key ?? '', reason: reason ?? '' },
    })),
    totalSteps: message.totalSteps || undefined,
    costs: message.costs.map(measuredCost),
    datasets: message.datasets.map(({ id, samples, sampleCount }) => ({
      ...{ id: id ?? '', samples: samples ?? 0, epochs: (samples ?? 0) / (sampleCount || 1) },
    })),
    issuedSamples: message.issuedSamples,
    reissuedSamples: message.reissuedSamples,
    acknowledgedSamples: message.acknowledgedSamples,
    replayedSamples: message.replayedSamples,
  };
}

function stage(message: crescendo.v1.IStage): Stage {
  return {
    index: message.index ?? 0,
    firstStep: message.firstStep ?? 0,
    steps: message.steps ?? 0,
    budgetStart: message.budgetStart ?? 0,
    budgetEnd: message.budgetEnd ?? 0,
    bandwidth: message.bandwidth ?? 0,
    size: sizeOf(message),
    globalBatch: message.globalBatch ?? 0,
    magnitude: message.magnitude ?? undefined,
    randaugment: message.randaugment ?? '',
    erasingProbability: message.erasingProbability ?? 0,
    mixupAlpha: message.mixupAlpha ?? 0,
    cutmixAlpha: message.cutmixAlpha ?? 0,
    microBatch: message.microBatch ?? 0,
    accumulation: message.accumulation || 1,
    replay: message.replay ? replayFromMessage(message.replay) : undefined,
    open: message.open ?? false,
  };
}

function measuredCost({ side, secondsPerSample, relative, model }: crescendo.v1.IMeasuredCost): MeasuredCost {
  return { side: side ?? 0, secondsPerSample: secondsPerSample ?? 0, relative: relative ?? 0, model: model ?? 0 };
}

/** The form of one rank's batches in a stage, as the server sends them. */
export interface BatchFormat {
  shape: [samples: number, height: number, width: number, channels: number];
  dtype: Dtype;
}

/** Images of the stage's size in the run's dtype; if the client crops, bytes of the base size. */
export function batchFormat({ spec }: RunInfo, stage: Stage, worldSize: number): BatchFormat {
  const whole = spec.crop === 'client';
  const [height, width] = whole ? pairOf(spec.baseSize ?? 0) : stage.size;
  return {
    shape: [stage.globalBatch / worldSize, height, width, CHANNELS],
    dtype: whole ? 'uint8' : (spec.dtype ?? 'uint8'),
  };
}

/** Bytes of a crop box: four floats. */
const CROP_BOX_BYTES = 16;

/** Bytes of one rank's largest batch with all its tensors; 0 if the run has no stages. */
export function largestBatchBytes(run: RunInfo, worldSize: number): number {
  const boxes = run.spec.outputs?.includes('crop_box') ? CROP_BOX_BYTES : 0;
  const bytes = run.stages.map((stage) => {
    const { shape, dtype } = batchFormat(run, stage, worldSize);
    const images = Math.ceil(shape.reduce((product, length) => product * length)) * DTYPE_BYTES[dtype];
    return boxes === 0 ? images : aligned(images) + Math.ceil(shape[0]) * boxes;
  });
  return Math.max(0, ...bytes);
}

export function runSummary({ createdMs, ...message }: crescendo.v1.IRunSummary): RunSummary {
  return {
    run: message.run ?? '',
    dataset: message.dataset ?? '',
    created: new Date(createdMs ?? 0),
    finished: message.finished ?? false,
    consumedStep: message.consumedStep ?? undefined,
    totalSteps: message.totalSteps ?? 0,
    budgetConsumed: message.budgetConsumed ?? 0,
    stage: message.stage ?? 0,
    issuedSamples: message.issuedSamples ?? 0,
    reissuedSamples: message.reissuedSamples ?? 0,
    acknowledgedSamples: message.acknowledgedSamples ?? 0,
    replayedSamples: message.replayedSamples ?? 0,
    badSampleCount: message.badSampleCount ?? 0,
    archived: message.archived ?? false,
    owner: message.owner ?? '',
  };
}

export function forkInfo(message: crescendo.v1.IForkRunResponse): Fork {
  return {
    firstStep: message.firstStep ?? 0,
    totalSteps: message.totalSteps ?? 0,
    budgetConsumed: message.budgetConsumed ?? 0,
    differences: (message.differences ?? []).map(({ field, before, after }) => ({
      field: inCallersSpelling(field ?? ''),
      before: plain(before),
      after: plain(after),
    })),
  };
}

function plain(json: string | null | undefined): unknown {
  return json ? JSON.parse(json) : undefined;
}
