/** Between the contract's messages of erasing and mixing and Crescendo's own types. */
import { type crescendo, v1 } from '@crescendo/proto';
import type { SampleMix } from '../plan/sampling/mixing/plan.ts';
import type { ErasingSpec, MixingSpec } from '../spec/augmentation-spec.ts';
import { list, word } from './proto-values.ts';

const ERASING_MODE = {
  const: v1.ErasingMode.ERASING_MODE_CONST,
  rand: v1.ErasingMode.ERASING_MODE_RAND,
  pixel: v1.ErasingMode.ERASING_MODE_PIXEL,
} as const;
const MIXING_PLACE = {
  server: v1.MixingPlace.MIXING_PLACE_SERVER,
  client: v1.MixingPlace.MIXING_PLACE_CLIENT,
} as const;
const MIXING_MODE = {
  batch: v1.MixingMode.MIXING_MODE_BATCH,
  pair: v1.MixingMode.MIXING_MODE_PAIR,
  elem: v1.MixingMode.MIXING_MODE_ELEM,
} as const;

/** The message as plain data for `parseRunSpec`; what was not given is undefined. */
export function erasingInput(message: crescendo.v1.IErasingSpec): Record<string, unknown> {
  return {
    probability: message.probability ?? undefined,
    mode: word(ERASING_MODE, message.mode),
    count: list(message.count),
    area: list(message.area),
    ratio: list(message.ratio),
  };
}

export function erasingMessage(spec: ErasingSpec): crescendo.v1.IErasingSpec {
  return {
    probability: spec.probability,
    mode: ERASING_MODE[spec.mode],
    count: [...spec.count],
    area: [...spec.area],
    ratio: [...spec.ratio],
  };
}

/** The message as plain data for `parseRunSpec`; what was not given is undefined. */
export function mixingInput(message: crescendo.v1.IMixingSpec): Record<string, unknown> {
  return {
    where: word(MIXING_PLACE, message.where),
    mode: word(MIXING_MODE, message.mode),
    mixup_alpha: message.mixupAlpha ?? undefined,
    cutmix_alpha: message.cutmixAlpha ?? undefined,
    cutmix_minmax: list(message.cutmixMinmax),
    probability: message.probability ?? undefined,
    switch_probability: message.switchProbability ?? undefined,
    correct_lambda: message.correctLambda ?? undefined,
    label_smoothing: message.labelSmoothing ?? undefined,
  };
}

export function mixingSpecMessage(spec: MixingSpec): crescendo.v1.IMixingSpec {
  return {
    where: MIXING_PLACE[spec.where],
    mode: MIXING_MODE[spec.mode],
    mixupAlpha: spec.mixup_alpha,
    cutmixAlpha: spec.cutmix_alpha,
    cutmixMinmax: [...(spec.cutmix_minmax ?? [])],
    probability: spec.probability,
    switchProbability: spec.switch_probability,
    correctLambda: spec.correct_lambda,
    labelSmoothing: spec.label_smoothing,
  };
}

/** @param applied true if the server has mixed the pixels */
export function mixingMessage(mixing: readonly SampleMix[], applied: boolean): crescendo.v1.IMixing {
  const boxed = mixing.some(({ box }) => box !== undefined);
  const none = { x: 0, y: 0, width: 0, height: 0 };
  return {
    applied,
    partners: mixing.map(({ partner }) => partner),
    lambdas: mixing.map(({ lambda }) => lambda),
    boxes: boxed ? mixing.flatMap(({ box = none }) => [box.x, box.y, box.width, box.height]) : [],
  };
}
