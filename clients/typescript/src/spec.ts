import type { crescendo } from './gen/crescendo.js';
import { v1 } from './messages.ts';

/** One stage of a custom schedule. */
export interface StageSpec {
  /** Share of the budget at which the stage ends, in (0, 1]. */
  until: number;
  /** Side B of the images in pixels, even. */
  bandwidth: number;
  /** Samples of a batch over all ranks, where it differs from the run's. */
  globalBatch?: number;
  /** RandAugment as a timm config string, or `none`; the run's if left out. */
  randaugment?: string;
}

/** What a run is. Everything but `dataset` has a default on the server. */
export interface RunSpec {
  /** Dataset id in the server's configuration. */
  dataset: string;
  seed?: number;
  /** Side of the full image in pixels; 224. */
  baseSize?: number;
  /** Curriculum: a preset's name, or stages; `efficienttrain++`. */
  schedule?: string | StageSpec[];
  /** Budget in passes over the data at the base size; 200. */
  equivalentEpochs?: number;
  /** Samples of a batch over all ranks; 256. */
  globalBatch?: number;
  worldSize?: number;
  dtype?: 'uint8' | 'float32';
  lowFrequency?: 'spectral' | 'lanczos';
  interpolation?: 'bicubic' | 'bilinear' | 'lanczos' | 'box' | 'random';
  cropScale?: [number, number];
  cropRatio?: [number, number];
  horizontalFlip?: number;
  /** `preset` (the default), `none`, or a timm config string for every stage. */
  randaugment?: string;
  augmentInterpolation?: 'random' | 'nearest' | 'bilinear' | 'bicubic';
  /** A count, or a share of the dataset below 1; 100. */
  maxBadSamples?: number;
}

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

export function specMessage(spec: RunSpec): crescendo.v1.IRunSpec {
  const { schedule } = spec;
  return {
    dataset: spec.dataset,
    seed: spec.seed ?? 0,
    baseSize: spec.baseSize ?? 0,
    ...(schedule === undefined
      ? {}
      : { schedule: typeof schedule === 'string' ? { preset: schedule } : { stages: schedule } }),
    equivalentEpochs: spec.equivalentEpochs ?? 0,
    globalBatch: spec.globalBatch ?? 0,
    worldSize: spec.worldSize ?? 0,
    dtype: spec.dtype === undefined ? 0 : DTYPE[spec.dtype],
    lowFrequency: spec.lowFrequency === undefined ? 0 : LOW_FREQUENCY[spec.lowFrequency],
    interpolation: spec.interpolation === undefined ? 0 : INTERPOLATION[spec.interpolation],
    randaugment: spec.randaugment ?? '',
    augmentInterpolation: spec.augmentInterpolation ?? '',
    cropScale: spec.cropScale ?? [],
    cropRatio: spec.cropRatio ?? [],
    ...(spec.horizontalFlip === undefined ? {} : { horizontalFlip: spec.horizontalFlip }),
    ...(spec.maxBadSamples === undefined ? {} : { maxBadSamples: spec.maxBadSamples }),
  };
}
