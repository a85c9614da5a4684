import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Command } from 'commander';
import { parse } from 'yaml';
import { combinations, runBench, withPlans } from '../bench/index.ts';
import { openDataset } from '../dataset/open-dataset.ts';
import { bytesOfShards } from '../dataset/shards.ts';
import { whyUnreadable } from '../dataset/unreadable.ts';
import { CrescendoError } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import { checkSchedule } from '../plan/curriculum/check-schedule.ts';
import { type Forecast, forecast } from '../plan/curriculum/forecast.ts';
import { buildSchedule, type Stage } from '../plan/curriculum/schedule.ts';
import { S3_PRICE_PER_1000_GETS, type StorageForecast, storageForecast } from '../plan/curriculum/storage-forecast.ts';
import { windowsOf } from '../plan/sample-order.ts';
import { sampleBytes, trainingTensors } from '../plan/tensors.ts';
import { type Accounting, isMeasured } from '../spec/budget.ts';
import { deliveredImages } from '../spec/crop-place.ts';
import { parseRunSpec, type RunSpec } from '../spec/spec.ts';
import { accounting, stageDefinitions } from '../spec/stages.ts';
import { shorterSide } from '../types.ts';
import { integer, positive } from './options.ts';
import { planText } from './plan-text.ts';
import { storageText } from './storage-text.ts';

interface PlanFlags {
  data?: string;
  samples?: number;
  trainerSpeed?: number;
  cpuMs?: number;
  cores: number;
  network?: number;
  fileBytes?: number;
  shards?: number;
  latencyMs: number;
  pricePer1000Gets: number;
  json: boolean;
}

/** Enough images for a mean within a few percent, and few enough to wait for. */
const MEASURED_IMAGES = 64;
const MEASURED_PASSES = { warmup: 1, repetitions: 3 } as const;

/** `crescendo plan SPEC`: the whole run before it starts. */
export function planCommand(): Command {
  return new Command('plan')
    .description(
      'Show the whole run before it starts: steps, epochs, images, bytes, and the speed and data nodes that it needs.',
    )
    .argument('<spec>', 'run spec in YAML or JSON')
    .option(
      '--data <place>',
      'the image folder or shards; with --trainer-speed, the cost of its images is measured too',
    )
    .option(
      '--samples <n>',
      'number of samples, if the dataset is not on this machine',
      integer(1, Number.MAX_SAFE_INTEGER),
    )
    .option(
      '--trainer-speed <n>',
      'images per second that the trainer takes at the base size, over all ranks',
      positive,
    )
    .option('--cpu-ms <ms>', 'CPU milliseconds per image on the server, instead of measuring them', positive)
    .option('--cores <n>', 'cores of a data node', integer(1, 1_000_000), availableParallelism())
    .option('--network <MB/s>', 'MB/s that a data node can send; 10 Gbit/s are about 1150', positive)
    .option('--file-bytes <n>', 'mean size of an image file, if the dataset is not on this machine', positive)
    .option('--shards <n>', 'number of shards, if the dataset is not on this machine', integer(1, LIMITS.windowShards))
    .option('--latency-ms <ms>', 'milliseconds until the object store of the shards answers', positive, 100)
    .option(
      '--price-per-1000-gets <dollars>',
      'price of its requests; the default is that of S3 Standard in us-east-1 in 2025',
      positive,
      S3_PRICE_PER_1000_GETS,
    )
    .option('--json', 'print the plan as JSON', false)
    .addHelpText('after', '\nExample:\n  crescendo plan run.yaml --samples 1281167 --trainer-speed 2500 --cpu-ms 1.5')
    .action(plan);
}

async function plan(path: string, flags: PlanFlags): Promise<void> {
  const spec = readRunSpec(path);
  if (spec.datasets !== undefined && flags.data !== undefined) {
    const message = '--data is one folder, and the spec is a mixture: give the sum of its samples with --samples N';
    throw new CrescendoError('INVALID_FIELD', message, { option: '--data' });
  }
  const samples = await sampleFacts(flags);
  const { sampleCount, fileBytes } = samples;
  const stages = plannedStages(spec, sampleCount, flags.trainerSpeed);
  checkSchedule(stages, sampleCount, spec.budget === undefined ? 'equivalent_epochs' : 'budget');
  const counted = accounting(spec, sampleCount);
  const found = forecast({
    ...{ stages, sampleCount, repeats: spec.augmentation_repeats },
    ...{ worldSize: spec.world_size, baseSize: spec.base_size },
    sampleBytes: (stage) => sampleBytes(trainingTensors(spec, stage)),
    cost: counted.cost,
    trainerSpeed: flags.trainerSpeed,
    cpuMs: await imageCost(spec, stages, flags),
    cores: flags.cores,
    network: flags.network,
    fileBytes,
  });
  const storage = storageOf(spec, samples, flags, found);
  if (flags.json) console.log(JSON.stringify({ ...found, ...(storage === undefined ? {} : { storage }) }, null, 2));
  else
    console.log(
      [planText(found, isMeasured(counted)), ...(storage === undefined ? [] : ['', storageText(storage)])].join('\n'),
    );
}

/** What is known of the data. */
interface SampleFacts {
  sampleCount: number;
  /** Mean bytes of an image file. */
  fileBytes: number | undefined;
  /** Bytes of each shard; undefined if the data is not in shards, or if nothing is known of them. */
  shardBytes: readonly number[] | undefined;
}

/** What reading the shards takes; undefined for data that is not in shards. Throws INVALID_FIELD for too large windows. */
function storageOf(
  spec: RunSpec,
  { sampleCount, fileBytes = 0, shardBytes }: SampleFacts,
  { data, latencyMs, pricePer1000Gets }: PlanFlags,
  { stages, total }: Forecast,
): StorageForecast | undefined {
  const count = shardBytes?.length;
  const shards =
    count === undefined ? undefined : { count, of: (index: number) => Math.floor((index * count) / sampleCount) };
  // Of data that is not on this machine, nothing may be known.
  if (shards === undefined && data === undefined) return undefined;
  if (spec.dataset !== undefined) windowsOf(spec, { id: spec.dataset, sampleCount, shards });
  if (shardBytes === undefined) return undefined;
  const rates = stages.flatMap(({ required_images_per_second: rate }) => rate ?? []);
  return storageForecast({
    ...{ sampleCount, imageBytes: sampleCount * fileBytes, shardBytes, windowShards: spec.shuffle?.shards },
    ...{ epochs: total.epochs, imagesPerSecond: rates.length === 0 ? undefined : Math.max(...rates) },
    ...{ latencyMs, pricePer1000Gets },
  });
}

/** Reads a run spec file. Throws PATH, INVALID_FIELD. */
export function readRunSpec(path: string): RunSpec {
  return parseRunSpec(readYaml(path));
}

/** The fields in a run spec file, unchecked. Throws PATH. */
export function readYaml(path: string): unknown {
  try {
    return parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new CrescendoError('PATH', `cannot read the run spec ${path}: ${whyUnreadable(path, error)}`, { path });
  }
}

/** Samples of the dataset, and the mean bytes of their files where they are known. */
async function sampleFacts({ data, samples, fileBytes, shards }: PlanFlags): Promise<SampleFacts> {
  if (samples !== undefined) {
    if (shards !== undefined && fileBytes === undefined) {
      const message = '--shards needs the mean size of an image: give --file-bytes';
      throw new CrescendoError('INVALID_FIELD', message, { option: '--file-bytes' });
    }
    const shardBytes = shards && new Array<number>(shards).fill(Math.ceil((samples * fileBytes!) / shards));
    return { sampleCount: samples, fileBytes, shardBytes: shardBytes || undefined };
  }
  if (data === undefined) {
    const message = 'give the data with --data DIR, or its size with --samples N';
    throw new CrescendoError('INVALID_FIELD', message, { option: '--samples' });
  }
  const { manifest } = await openDataset('plan', data, undefined);
  const mean = manifest.totalBytes() / manifest.sampleCount;
  return { sampleCount: manifest.sampleCount, fileBytes: fileBytes ?? mean, shardBytes: bytesOfShards(manifest) };
}

/** Budgets in hours are planned at the trainer's stated speed; the run itself uses measured times. */
function plannedStages(spec: RunSpec, sampleCount: number, trainerSpeed: number | undefined): Stage[] {
  const counted = accounting(spec, sampleCount);
  const input = { ...inSamples(counted, spec, trainerSpeed), stages: stageDefinitions(spec) };
  return buildSchedule({ ...input, globalBatch: spec.global_batch });
}

function inSamples(counted: Accounting, spec: RunSpec, trainerSpeed: number | undefined): Accounting {
  const { unit, amount } = counted.budget;
  if (unit !== 'wall_hours' && unit !== 'accelerator_hours') return counted;
  if (trainerSpeed === undefined) {
    const message = `a budget of ${unit} is planned at the trainer's speed: give --trainer-speed`;
    throw new CrescendoError('INVALID_FIELD', message, { option: '--trainer-speed' });
  }
  const hours = unit === 'wall_hours' ? amount : amount / spec.world_size;
  const epochs = (hours * 3600 * trainerSpeed) / counted.sampleCount;
  return { ...counted, budget: { unit: 'equivalent_epochs', amount: epochs } };
}

/** The cost of an image for the server at each side: as stated, or measured on the images themselves. */
async function imageCost(
  spec: RunSpec,
  stages: readonly Stage[],
  { data, cpuMs, trainerSpeed }: PlanFlags,
): Promise<Map<number, number> | undefined> {
  // The size that the server makes, by the side of the stage.
  const made = new Map(stages.map((stage) => [stage.bandwidth, deliveredImages(spec, stage).size]));
  if (cpuMs !== undefined) return new Map([...made.keys()].map((side) => [side, cpuMs]));
  if (data === undefined || trainerSpeed === undefined) return undefined;
  const magnitudes = [spec.randaugment === 'none' ? null : 9];
  const sizes = new Map([...made.values()].map((size) => [shorterSide(size), size]));
  const measured = combinations([...sizes.keys()], magnitudes).map((work) => {
    const size = sizes.get(work.bandwidth)!;
    return { mode: spec.fidelity, ...work, ...(typeof size === 'number' ? {} : { size }) };
  });
  const stagesAtBase = withPlans(measured, spec.base_size);
  const { results } = await runBench({
    folder: data,
    stages: stagesAtBase,
    images: MEASURED_IMAGES,
    ...MEASURED_PASSES,
  });
  const costs = new Map(results.map((result) => [result.bandwidth, result.cpu_ms_per_image]));
  return new Map([...made].map(([side, delivered]) => [side, costs.get(shorterSide(delivered))!]));
}
