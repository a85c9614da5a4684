import { executeSample } from '../make/execute.ts';
import { Decoder } from '../pixels/decode/index.ts';
import { PixelEngine } from '../pixels/kernels/engine.ts';
import { loadKernels } from '../pixels/kernels/module.ts';
import { OPERATION_RULES } from '../pixels/ops/index.ts';
import { planSample } from '../plan/sampling/recipe.ts';
import { areaOf, type ImageSize } from '../types.ts';
import { describeMachine } from './machine.ts';
import { benchOperations, OPERATIONS_SIDE } from './operations.ts';
import { type BenchExecutor, benchExecutor } from './passes.ts';
import { benchPool, poolSizes } from './pool.ts';
import { type BenchData, type BenchReport, REPORT_VERSION } from './report.ts';
import { type BenchSample, type BenchSamples, loadSamples } from './samples.ts';
import { type PlannedStage, stagePlan } from './stage.ts';
import { benchStages } from './steps.ts';

export interface BenchOptions {
  /** Image folder. */
  folder: string;
  /** What the results call it; by default as it is named here. */
  name?: string;
  /** One or more. */
  stages: readonly PlannedStage[];
  /** Number of images to use, at most. */
  images: number;
  /** Passes that do not count, and passes that do. */
  warmup: number;
  repetitions: number;
  /** Sizes of the pools of workers that are measured; none by default. */
  workers?: readonly number[];
  /** Whether to measure the operations of RandAugment as well; false by default. */
  operations?: boolean;
  /** Called with the number of passes that are done, and that there are in all. */
  onProgress?: (done: number, all: number) => void;
}

/** Photographs that the operations are measured on. */
const CROPS = 16;

/**
 * Measures the preprocessing of an image folder: on one core step by step, then in the pool of workers.
 *
 * @throws PATH, LIMIT, BAD_IMAGE if no image can be decoded, READ_FAILED
 */
export async function runBench(options: BenchOptions): Promise<BenchReport> {
  const { folder, name = folder, stages, images, warmup, repetitions, workers = [] } = options;
  const executor = benchExecutor({ engine: new PixelEngine(loadKernels()), decoder: new Decoder() });
  const loaded = await loadSamples(folder, images, executor);
  const { samples, source } = loaded;
  const onPass = passCounter(options);
  const counts = { warmup, repetitions };
  const { floors, results } = await benchStages(executor, samples, stages, counts, onPass);
  const indices = samples.map(({ index }) => index);
  const pool = workers.length === 0 ? [] : await benchPool({ source, indices }, stages, workers, counts, onPass);
  const operations =
    options.operations === true ? await benchOperations(executor.engine, await crops(executor, samples), counts) : {};
  executor.decoder.close();
  return {
    version: REPORT_VERSION,
    machine: describeMachine(),
    data: describeData(name, loaded),
    options: {
      stages: stages.map(({ stage }) => stage),
      base_size: baseSizeOf(stages),
      images,
      ...counts,
      workers: workers.length === 0 ? [] : poolSizes(workers),
    },
    floors,
    results,
    ...(pool.length === 0 ? {} : { pool }),
    ...operations,
  };
}

function baseSizeOf(stages: readonly PlannedStage[]): ImageSize {
  const sizes = stages.map(({ plan }) => plan.baseSize);
  return sizes.reduce((a, b) => (areaOf(b) > areaOf(a) ? b : a));
}

function passCounter({ warmup, repetitions, workers = [], onProgress }: BenchOptions): () => void {
  const all = (warmup + repetitions) * (workers.length === 0 ? 1 : 2);
  let done = 0;
  return () => {
    done += 1;
    onProgress?.(done, all);
  };
}

function describeData(name: string, { samples, manifest, bad }: BenchSamples): BenchData {
  const mean = (value: (sample: BenchSample) => number): number =>
    Math.round(samples.reduce((sum, sample) => sum + value(sample), 0) / samples.length);
  const formats: Record<string, number> = {};
  for (const { header } of samples) formats[header.format] = (formats[header.format] ?? 0) + 1;
  return {
    name,
    manifest,
    images: samples.length,
    mean_bytes: mean(({ bytes }) => bytes.length),
    mean_pixels: mean(({ header }) => header.width * header.height),
    formats,
    bad,
  };
}

/** Random crops of the first photographs. */
async function crops(executor: BenchExecutor, samples: readonly BenchSample[]): Promise<Uint8Array[]> {
  const plan = stagePlan({ mode: 'exact', bandwidth: OPERATIONS_SIDE, magnitude: null });
  const found: Uint8Array[] = [];
  for (const { bytes, index } of samples.slice(0, CROPS)) {
    const pixels = await executeSample(executor, bytes, ({ width, height }) =>
      planSample(OPERATION_RULES, plan, 0, index, width, height),
    );
    found.push(pixels.slice());
  }
  return found;
}
