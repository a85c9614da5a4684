import { type crescendo, v1 } from '@crescendo/proto';
import { enumNumber, enumWord, pair } from './enums.ts';

/** What an erased box is filled with, in the trainer's normalised space: 0, or draws of N(0, 1). */
export type ErasingMode = 'const' | 'rand' | 'pixel';

/** Random erasing by timm's rule, after the low-frequency crop. */
export interface ErasingSpec {
  /** Probability that an image is erased; 0.25. */
  probability?: number;
  /** What the boxes are filled with; `pixel`. */
  mode?: ErasingMode;
  /** Least and greatest number of boxes; 1 and 1. */
  count?: readonly [number, number];
  /** Least and greatest share of the image's area that its boxes cover; 0.02 and 1/3. */
  area?: readonly [number, number];
  /** Least and greatest aspect ratio of a box, height / width; 0.3 and 1/0.3. */
  ratio?: readonly [number, number];
}

/** Mixup, cutmix and label smoothing by timm's rules, within a rank's batch, whose number of images must be even. */
export interface MixingSpec {
  /** Who mixes the pixels; `server`. Left to the client, the lambdas and boxes come with the batch. */
  where?: 'server' | 'client';
  /** What shares one draw: all images, an image and its partner, or none; `batch`. */
  mode?: 'batch' | 'pair' | 'elem';
  /** Alpha of mixup's Beta distribution, 0 for no mixup; 0.8. */
  mixupAlpha?: number;
  /** Alpha of cutmix's Beta distribution, 0 for no cutmix; 1. */
  cutmixAlpha?: number;
  /** Least and greatest share of a side that a cutmix box takes; derived from lambda if left out. */
  cutmixMinmax?: readonly [number, number];
  /** Probability of mixing; 1. */
  probability?: number;
  /** Probability of cutmix where both are on; 0.5. */
  switchProbability?: number;
  /** Corrects lambda to the box that was taken; true. */
  correctLambda?: boolean;
  /** Share of the targets that is spread over all classes; 0.1. */
  labelSmoothing?: number;
}

const MODE = {
  const: v1.ErasingMode.ERASING_MODE_CONST,
  rand: v1.ErasingMode.ERASING_MODE_RAND,
  pixel: v1.ErasingMode.ERASING_MODE_PIXEL,
} as const;
const PLACE = {
  server: v1.MixingPlace.MIXING_PLACE_SERVER,
  client: v1.MixingPlace.MIXING_PLACE_CLIENT,
} as const;
const MIXING_MODE = {
  batch: v1.MixingMode.MIXING_MODE_BATCH,
  pair: v1.MixingMode.MIXING_MODE_PAIR,
  elem: v1.MixingMode.MIXING_MODE_ELEM,
} as const;

export function erasingMessage(spec: ErasingSpec): crescendo.v1.IErasingSpec {
  return {
    ...(spec.probability !== undefined && { probability: spec.probability }),
    mode: enumNumber('spec.erasing.mode', MODE, spec.mode),
    count: [...(spec.count ?? [])],
    area: [...(spec.area ?? [])],
    ratio: [...(spec.ratio ?? [])],
  };
}

export function erasingFromMessage(message: crescendo.v1.IErasingSpec): ErasingSpec {
  return given({
    probability: message.probability ?? undefined,
    mode: enumWord(MODE, message.mode),
    count: pair(message.count),
    area: pair(message.area),
    ratio: pair(message.ratio),
  });
}

export function mixingMessage(spec: MixingSpec): crescendo.v1.IMixingSpec {
  const { where, mode, cutmixMinmax, ...rest } = spec;
  return {
    ...rest,
    where: enumNumber('spec.mixing.where', PLACE, where),
    mode: enumNumber('spec.mixing.mode', MIXING_MODE, mode),
    cutmixMinmax: [...(cutmixMinmax ?? [])],
  };
}

export function mixingFromMessage(message: crescendo.v1.IMixingSpec): MixingSpec {
  return given({
    where: enumWord(PLACE, message.where),
    mode: enumWord(MIXING_MODE, message.mode),
    mixupAlpha: message.mixupAlpha ?? undefined,
    cutmixAlpha: message.cutmixAlpha ?? undefined,
    cutmixMinmax: pair(message.cutmixMinmax),
    probability: message.probability ?? undefined,
    switchProbability: message.switchProbability ?? undefined,
    correctLambda: message.correctLambda ?? undefined,
    labelSmoothing: message.labelSmoothing ?? undefined,
  });
}

/** The fields that have a value. */
function given<Fields extends object>(fields: { [Name in keyof Fields]: Fields[Name] | undefined }): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields;
}
