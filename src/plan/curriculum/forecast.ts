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
  /** Cores that each data node has. */
  cores?: number | undefined;
  /** MB/s that each data node can send. */
  network?: number | undefined;
  /** Mean bytes of an encoded image. */
  fileBytes?: number | undefined;
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
  /** MB/s (10^6 bytes) that all trainers together receive, replayed images among them. */
  megabytes_per_second?: number;
  /** MB/s that all data nodes together read from storage, if each reads the whole file of each image. */
  read_megabytes_per_second?: number;
  /** Cores that are busy with that. */
  cores_needed?: number;
  /** Data nodes that have these cores, and that can send these bytes. */
  data_nodes?: number;
  /** Memory of all ranks' replay buffers. */
  replay_bytes?: number;
  /** The shortage, and what closes the gap. */
  warning?: string;
}

export interface Forecast {
  stages: StageForecast[];
  total: {
    epochs: number;
    images: number;
    fresh_images: number;
    steps: number;
    bytes: number;
    hours?: number;
    /** The highest of all stages. */
    megabytes_per_second?: number;
    data_nodes?: number;
  };
}

/** Computes what a run will need, before it starts. */
export function forecast(input: ForecastInput): Forecast {
  const stages = input.stages.map((stage) => stageForecast(input, stage));
  const sum = (field: 'epochs' | 'images' | 'fresh_images' | 'steps' | 'bytes'): number =>
    stages.reduce((total, stage) => total + stage[field], 0);
  const hours = stages.reduce((total, stage) => total + (stage.hours ?? 0), 0);
  const most = (field: 'megabytes_per_second' | 'data_nodes'): number =>
    Math.max(...stages.map((stage) => stage[field] ?? 0));
  const nodes = most('data_nodes');
  return {
    stages,
    total: {
      ...{ epochs: sum('epochs'), images: sum('images'), fresh_images: sum('fresh_images') },
      ...{ steps: sum('steps'), bytes: sum('bytes') },
      ...(input.trainerSpeed === undefined ? {} : { hours, megabytes_per_second: most('megabytes_per_second') }),
      ...(nodes === 0 ? {} : { data_nodes: nodes }),
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

/** Speed of the trainer, of the servers, and the gap between them. */
function demand(input: ForecastInput, stage: Stage, images: number): Partial<StageForecast> {
  const { trainerSpeed, cost, baseSize, fileBytes } = input;
  if (trainerSpeed === undefined) return {};
  const speed = trainerSpeed / relativeCost(cost, sizeOf(stage), baseSize);
  const required = speed / (stage.replay?.times ?? 1);
  const sent = (speed * input.sampleBytes(stage)) / 1e6;
  return {
    trainer_images_per_second: speed,
    required_images_per_second: required,
    hours: images / speed / 3600,
    megabytes_per_second: sent,
    ...(fileBytes === undefined ? {} : { read_megabytes_per_second: (required * fileBytes) / 1e6 }),
    ...supply(input, stage, { speed, required, sent }),
  };
}

/** What a stage asks for: images per second trained and made, and MB/s on the wire. */
interface Demand {
  speed: number;
  required: number;
  sent: number;
}

/** The cores and data nodes that meet the demand, and what one data node lacks. */
function supply(input: ForecastInput, stage: Stage, { speed, required, sent }: Demand): Partial<StageForecast> {
  const { cores, network } = input;
  const ms = input.cpuMs?.get(stage.bandwidth);
  const needed = ms === undefined ? undefined : (required * ms) / 1000;
  const byCores = needed === undefined || cores === undefined ? 0 : Math.ceil(needed / cores);
  const byNetwork = network === undefined ? 0 : Math.ceil(sent / network);
  const nodes = Math.max(byCores, byNetwork);
  const warnings: string[] = [];
  if (byCores > 1) {
    const made = (cores! * 1000) / ms!;
    warnings.push(
      `${cores} cores make ${Math.round(made)} images/s and the trainer takes ${Math.round(required)}: give ` +
        `${Math.ceil(needed!)} cores (${byCores} data nodes of ${cores}), or replay {times: ${Math.ceil(speed / made)}}`,
    );
  }
  if (byNetwork > 1) {
    warnings.push(
      `a data node sends up to ${network} MB/s and the trainer takes ${Math.round(sent)}: give ${byNetwork} data nodes`,
    );
  }
  return {
    ...(needed === undefined ? {} : { cores_needed: needed }),
    ...(nodes === 0 ? {} : { data_nodes: nodes }),
    ...(warnings.length === 0 ? {} : { warning: warnings.join('; ') }),
  };
}
