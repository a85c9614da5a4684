import { type crescendo, v1 } from '@crescendo/proto';
import {
  type ErasingSpec,
  erasingFromMessage,
  erasingMessage,
  type MixingSpec,
  mixingFromMessage,
  mixingMessage,
} from './augmentation.ts';
import { enumNumber, enumWord, pair } from './enums.ts';
import {
  type BudgetSpec,
  budgetFromMessage,
  budgetMessage,
  type CostSpec,
  costFromMessage,
  costMessage,
  type StageSpec,
  scheduleFromMessage,
  scheduleMessage,
} from './schedule-spec.ts';

/** Sample type of the pixels: bytes 0..255, or floats in the same units, not clamped after the low-frequency crop. */
export type Dtype = 'uint8' | 'float32';
/** Pillow's and timm's pixels to the bit, or work before the low-frequency crop that follows the stage. */
export type Fidelity = 'exact' | 'matched';
/** Operator of the low-frequency crop: the Fourier crop, or Pillow's Lanczos resize. */
export type LowFrequency = 'spectral' | 'lanczos';
/** Who takes the low frequencies: with `client`, training batches come with images of the base size, as bytes. */
export type CropPlace = 'server' | 'client';
/** A tensor of a batch. */
export type Output = 'images' | 'crop_box';
/** Filter of the resize to the base size. */
export type Interpolation = 'bicubic' | 'bilinear' | 'lanczos' | 'box' | 'random';
/** Filter of RandAugment's geometric operations. */
export type AugmentInterpolation = 'random' | 'nearest' | 'bilinear' | 'bicubic';

/** Validation data, and timm's evaluation transform of it. */
export interface ValidationSpec {
  /** Dataset id in the server's configuration. */
  dataset: string;
  /** Samples of a batch over all ranks; the run's. */
  globalBatch?: number;
  /** Share of the resized short side that the image covers, in (0, 1]; 0.875. */
  cropPct?: number;
  /** Filter of the resize; `bicubic`. */
  interpolation?: Exclude<Interpolation, 'random'>;
}

/** What a run is. Everything but `dataset` has a default on the server. */
export interface RunSpec {
  /** Dataset id in the server's configuration; never a path. */
  dataset: string;
  /** Seed of every random draw, 0..2^53-1; 0. */
  seed?: number;
  /** Side of the full image in pixels; 224. */
  baseSize?: number;
  /** Curriculum: a preset's name, or stages; `efficienttrain++`. */
  schedule?: string | readonly StageSpec[];
  /** Base size that the stages' bandwidths are written for: they are scaled to `baseSize`; `baseSize`. */
  referenceSize?: number;
  /** The budget in another unit than `equivalentEpochs`. */
  budget?: BudgetSpec;
  /** Cost of a sample by its side, in budgets of equivalent epochs: by area, by a table, or fitted to step times. */
  cost?: CostSpec;
  /** Samples that fit a device at the base size: stages get the largest micro-batch that fits at their side. */
  baseMicroBatch?: number;
  /** Budget in passes over the data at the base size; 200. */
  equivalentEpochs?: number;
  /** Samples of a batch over all ranks; 256. */
  globalBatch?: number;
  /** Ranks that share a global batch; the stream's `worldSize`, else 1. */
  worldSize?: number;
  /** Sample type of the pixels; `uint8`. */
  dtype?: Dtype;
  /** `exact`: Pillow's and timm's pixels to the bit; `matched`: work that follows the stage, faster. */
  fidelity?: Fidelity;
  /** For `matched`: side in pixels of the working grid by bandwidth; even, from the bandwidth to `baseSize`. */
  workingSides?: Readonly<Record<number, number>>;
  /** Operator of the low-frequency crop; `spectral`. */
  lowFrequency?: LowFrequency;
  /** Who crops to `Batch.bandwidth`; `server`. `client` is for trainers that have the operator: this client has not. */
  crop?: CropPlace;
  /** Tensors of a batch, `images` first; `['images']`. `crop_box` is the box of each sample's crop: see `Batch.tensors`. */
  outputs?: readonly Output[];
  /** Filter of the resize to the base size; `bicubic`. */
  interpolation?: Interpolation;
  /** Least and greatest share of the image's area that a crop covers; 0.08 and 1. */
  cropScale?: readonly [number, number];
  /** Least and greatest aspect ratio of a crop; 3/4 and 4/3. */
  cropRatio?: readonly [number, number];
  /** Probability of a horizontal flip; 0.5. */
  horizontalFlip?: number;
  /** RandAugment: `preset` (what the schedule's preset says; the default), `none`, or a timm config string. */
  randaugment?: string;
  /** Interpolation of RandAugment's geometric operations; `random`: bilinear or bicubic, drawn for each. */
  augmentInterpolation?: AugmentInterpolation;
  /** Strengths of colour jitter for brightness, contrast and saturation, where timm jitters colours at all; 0. */
  colorJitter?: number | readonly [number, number, number];
  /** Random erasing; none. */
  erasing?: ErasingSpec;
  /** Mixup, cutmix and label smoothing; none. */
  mixing?: MixingSpec;
  /** Mean of the trainer's normalisation, by channel in units of 0..1; ImageNet's. */
  mean?: readonly [number, number, number];
  /** Standard deviation of the trainer's normalisation, by channel in units of 0..1; ImageNet's. */
  std?: readonly [number, number, number];
  /** Validation data; none. May change while a run lives. */
  validation?: ValidationSpec;
  /** Bad samples that are replaced before the run ends: a count, or a share of the dataset below 1; 100. */
  maxBadSamples?: number;
}

/** Words of the contract's enums and their numbers. */
export const DTYPE = { uint8: v1.Dtype.DTYPE_UINT8, float32: v1.Dtype.DTYPE_FLOAT32 } as const;
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

/** The message of a spec. What is not given stays unset, for the server's default. */
export function specMessage(spec: RunSpec): crescendo.v1.IRunSpec {
  const { schedule } = spec;
  return {
    dataset: spec.dataset,
    seed: spec.seed ?? 0,
    baseSize: spec.baseSize ?? 0,
    ...(schedule !== undefined && { schedule: scheduleMessage(schedule, spec.referenceSize) }),
    ...(spec.budget !== undefined && { budget: budgetMessage(spec.budget) }),
    ...costMessage(spec.cost),
    baseMicroBatch: spec.baseMicroBatch ?? 0,
    equivalentEpochs: spec.equivalentEpochs ?? 0,
    globalBatch: spec.globalBatch ?? 0,
    worldSize: spec.worldSize ?? 0,
    dtype: enumNumber('spec.dtype', DTYPE, spec.dtype),
    fidelity: enumNumber('spec.fidelity', FIDELITY, spec.fidelity),
    ...(spec.workingSides !== undefined && { workingSides: { ...spec.workingSides } }),
    lowFrequency: enumNumber('spec.lowFrequency', LOW_FREQUENCY, spec.lowFrequency),
    crop: enumNumber('spec.crop', CROP_PLACE, spec.crop),
    outputs: [...(spec.outputs ?? [])],
    interpolation: enumNumber('spec.interpolation', INTERPOLATION, spec.interpolation),
    randaugment: spec.randaugment ?? '',
    augmentInterpolation: spec.augmentInterpolation ?? '',
    cropScale: [...(spec.cropScale ?? [])],
    cropRatio: [...(spec.cropRatio ?? [])],
    colorJitter: spec.colorJitter === undefined ? [] : [spec.colorJitter].flat(),
    ...(spec.erasing !== undefined && { erasing: erasingMessage(spec.erasing) }),
    ...(spec.mixing !== undefined && { mixing: mixingMessage(spec.mixing) }),
    ...(spec.validation !== undefined && { validation: validationMessage(spec.validation) }),
    mean: [...(spec.mean ?? [])],
    std: [...(spec.std ?? [])],
    ...(spec.horizontalFlip !== undefined && { horizontalFlip: spec.horizontalFlip }),
    ...(spec.maxBadSamples !== undefined && { maxBadSamples: spec.maxBadSamples }),
  };
}

/** The spec of a message. Fields that the message leaves unset are left out. */
export function specFromMessage(message: crescendo.v1.IRunSpec): RunSpec {
  const fields = {
    dataset: message.dataset ?? '',
    seed: message.seed ?? 0,
    baseSize: message.baseSize || undefined,
    schedule: scheduleFromMessage(message.schedule),
    referenceSize: message.schedule?.referenceSize || undefined,
    budget: message.budget ? budgetFromMessage(message.budget) : undefined,
    cost: costFromMessage(message),
    baseMicroBatch: message.baseMicroBatch || undefined,
    equivalentEpochs: message.equivalentEpochs || undefined,
    globalBatch: message.globalBatch || undefined,
    worldSize: message.worldSize || undefined,
    dtype: enumWord(DTYPE, message.dtype),
    fidelity: enumWord(FIDELITY, message.fidelity),
    workingSides: Object.keys(message.workingSides ?? {}).length > 0 ? message.workingSides : undefined,
    lowFrequency: enumWord(LOW_FREQUENCY, message.lowFrequency),
    crop: enumWord(CROP_PLACE, message.crop),
    // A later server's may have names that this client does not know: it hands them on like the others.
    outputs: message.outputs?.length ? (message.outputs as Output[]) : undefined,
    interpolation: enumWord(INTERPOLATION, message.interpolation),
    randaugment: message.randaugment || undefined,
    augmentInterpolation: message.augmentInterpolation || undefined,
    cropScale: pair(message.cropScale),
    cropRatio: pair(message.cropRatio),
    horizontalFlip: message.horizontalFlip ?? undefined,
    colorJitter: message.colorJitter?.length === 1 ? message.colorJitter[0] : triple(message.colorJitter),
    erasing: message.erasing ? erasingFromMessage(message.erasing) : undefined,
    mixing: message.mixing ? mixingFromMessage(message.mixing) : undefined,
    validation: message.validation ? validationFromMessage(message.validation) : undefined,
    mean: triple(message.mean),
    std: triple(message.std),
    maxBadSamples: message.maxBadSamples ?? undefined,
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as unknown as RunSpec;
}

function validationMessage({ interpolation, ...plain }: ValidationSpec): crescendo.v1.IValidationSpec {
  const number = enumNumber('spec.validation.interpolation', INTERPOLATION, interpolation);
  return { ...plain, interpolation: number };
}

function validationFromMessage(message: crescendo.v1.IValidationSpec): ValidationSpec {
  const interpolation = enumWord(INTERPOLATION, message.interpolation);
  return {
    dataset: message.dataset ?? '',
    ...(message.globalBatch ? { globalBatch: message.globalBatch } : {}),
    ...(typeof message.cropPct === 'number' && { cropPct: message.cropPct }),
    ...(interpolation !== undefined && interpolation !== 'random' && { interpolation }),
  };
}

function triple(values: number[] | null | undefined): [number, number, number] | undefined {
  return values?.length === 3 ? (values as [number, number, number]) : undefined;
}
