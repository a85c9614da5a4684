import { type CostModel, relativeCost } from '../../spec/budget.ts';
import { sizeOf } from '../../spec/stage-size.ts';
import type { ImageSize } from '../../types.ts';
import { freshSamples, type Stage } from './schedule.ts';

/** The inputs of a forecast other than the schedule. */
export interface ForecastInput {
  stages: readonly Stage[];
  sampleCount: number;
  /** Times that each sample comes in an epoch. */
  repeats?: number | undefined;
  worldSize: number;
  /** Bytes of a sample on the wire, with all its tensors. */
  sampleBytes: (stage: Stage) => number;
  baseSize: ImageSize;
  cost: CostModel;
  /** Images per second that the trainer takes at the base size, over all ranks. */
  trainerSpeed?: number | undefined;
  /** CPU milliseconds that the server needs for one image, by side in pixels. */
  cpuMs?: ReadonlyMap<number, number> | undefined;
  /** Cores that the server has. */
  cores?: number | undefined;
}

/** One stage of a run that has not started. */
export interface StageForecast {
  index: number;
  bandwidth: number;
  /** [height, width] of images that are not square. */
  size?: readonly [number, number];
  global_batch: number;
  /** Share of the budget. */
  share: number;
  steps: number;
  /** Passes over the data: fresh samples over the samples of the dataset, times their repeats. */
  epochs: number;
  /** Images trained, replayed ones among them, and images to be made. */
  images: number;
  fresh_images: number;
  /** Pixels on the wire. */
  bytes: number;
  /** Images per second that the trainer takes, and that the server must make. */
  trainer_images_per_second?: number;
  required_images_per_second?: number;
  hours?: number;
  /** Cores that are busy with that. */
  cores_needed?: number;
  /** Memory of all ranks' replay buffers. */
  replay_bytes?: number;
  /** The shortage, and what closes the gap. */
  warning?: string;
}

export interface Forecast {
  stages: StageForecast[];
  total: { epochs: number; images: number; fresh_images: number; steps: number; bytes: number; hours?: number };
}

/** Computes what a run will need, before it starts. */
export function forecast(input: ForecastInput): Forecast {
  const stages = input.stages.map((stage) => stageForecast(input, stage));
  const sum = (field: 'epochs' | 'images' | 'fresh_images' | 'steps' | 'bytes'): number =>
    stages.reduce((total, stage) => total + stage[field], 0);
  const hours = stages.reduce((total, stage) => total + (stage.hours ?? 0), 0);
  return {
    stages,
    total: {
      ...{ epochs: sum('epochs'), images: sum('images'), fresh_images: sum('fresh_images') },
      ...{ steps: sum('steps'), bytes: sum('bytes') },
      ...(input.trainerSpeed === undefined ? {} : { hours }),
    },
  };
}

function stageForecast(input: ForecastInput, stage: Stage): StageForecast {
  const { bandwidth, size, globalBatch, steps, replay } = stage;
  const sampleBytes = input.sampleBytes(stage);
  const [images, fresh] = [steps * globalBatch, steps * freshSamples(stage)];
  return {
    ...{ index: stage.index, bandwidth, ...(size === undefined ? {} : { size }), global_batch: globalBatch },
    ...{
      share: stage.budgetEnd - stage.budgetStart,
      steps,
      epochs: fresh / (input.sampleCount * (input.repeats ?? 1)),
    },
    ...{ images, fresh_images: fresh, bytes: images * sampleBytes },
    ...(replay === undefined ? {} : { replay_bytes: replay.size * freshSamples(stage) * sampleBytes }),
    ...demand(input, stage, images),
  };
}

/** Speed of the trainer, of the server, and the gap between them. */
function demand(input: ForecastInput, stage: Stage, images: number): Partial<StageForecast> {
  const { trainerSpeed, cpuMs, cores, cost, baseSize } = input;
  if (trainerSpeed === undefined) return {};
  const speed = trainerSpeed / relativeCost(cost, sizeOf(stage), baseSize);
  const times = stage.replay?.times ?? 1;
  const required = speed / times;
  const found = {
    trainer_images_per_second: speed,
    required_images_per_second: required,
    hours: images / speed / 3600,
  };
  const ms = cpuMs?.get(stage.bandwidth);
  if (ms === undefined) return found;
  const needed = (required * ms) / 1000;
  if (cores === undefined || needed <= cores) return { ...found, cores_needed: needed };
  const supply = (cores * 1000) / ms;
  const factor = Math.ceil(speed / supply);
  const warning =
    `${cores} cores make ${Math.round(supply)} images/s and the trainer takes ${Math.round(required)}: ` +
    `give ${Math.ceil(needed)} cores, or replay {times: ${factor}}`;
  return { ...found, cores_needed: needed, warning };
}
