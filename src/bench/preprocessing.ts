import { presetRandAugment } from '../curriculum/presets.ts';
import { openSource } from '../dataset/folder-source.ts';
import { openFolder } from '../dataset/open-folder.ts';
import { applyOperations } from '../image/augment/apply.ts';
import { Decoder, type ImageHeader } from '../image/decode/index.ts';
import { FILL } from '../image/execute.ts';
import { IMAGENET_MEAN, IMAGENET_STD } from '../image/types.ts';
import { PixelEngine } from '../kernels/engine.ts';
import { loadKernels } from '../kernels/module.ts';
import { SampleOrder } from '../sampling/position.ts';
import { planSample, type SampleRecipe, type SamplingPlan } from '../sampling/recipe.ts';
import {
  benchOperations,
  benchRandAugment,
  OPERATIONS_SIDE,
  type OperationResult,
  type RandAugmentResult,
} from './operations.ts';
import { median } from './timing.ts';

export interface BenchOptions {
  /** Image folder. */
  data: string;
  /** Sides B in pixels. */
  bandwidths: number[];
  /** Magnitudes of `rand-m{magnitude}-mstd0.5-inc1`; null for no augmentation. */
  magnitudes: (number | null)[];
  /** Number of images to use. */
  images: number;
  /** Passes over the images; the median pass counts. */
  passes: number;
  /** Whether to measure the operations of RandAugment as well; false by default. */
  operations?: boolean;
}

/** One line of the results; later versions add fields. Times are CPU milliseconds per image on one core. */
export interface BenchResult {
  mode: 'exact';
  bandwidth: number;
  /** RandAugment magnitude; null without augmentation. */
  magnitude: number | null;
  /** All of the work, measured as a whole. */
  cpu_ms_per_image: number;
  /** Of one core. */
  images_per_second: number;
  cores: 1;
  decode_ms: number;
  resize_ms: number;
  augment_ms: number;
  low_frequency_ms: number;
  /** Decoding at 1/8 scale: what the entropy coding alone costs. */
  decode_floor_ms: number;
}

export interface BenchReport {
  data: { images: number; mean_bytes: number; mean_pixels: number };
  results: BenchResult[];
  operations?: OperationResult[];
  randaugment?: RandAugmentResult[];
}

/** Photographs that the operations are measured on. */
const CROPS = 16;

interface Sample {
  bytes: Uint8Array;
  header: ImageHeader;
}

/** Measures the preprocessing of an image folder: every stage of the work apart, and all of it together. */
export async function runBench(options: BenchOptions): Promise<BenchReport> {
  const bench = await PreprocessingBench.open(options);
  const results: BenchResult[] = [];
  for (const magnitude of options.magnitudes) {
    for (const bandwidth of options.bandwidths) {
      results.push(await bench.measure(benchPlan(bandwidth, magnitude), magnitude, options.passes));
    }
  }
  const operations = options.operations === true ? await bench.measureOperations(options.passes) : {};
  return { data: bench.data(), results, ...operations };
}

/** How far a pass goes. */
type Until = 'floor' | 'decode' | 'resize' | 'augment' | 'total';

class PreprocessingBench {
  readonly #engine = new PixelEngine(loadKernels());
  readonly #decoder: Decoder;
  readonly #samples: Sample[];

  private constructor(decoder: Decoder, samples: Sample[]) {
    this.#decoder = decoder;
    this.#samples = samples;
  }

  static async open({ data, images }: BenchOptions): Promise<PreprocessingBench> {
    const { manifest, source } = await openFolder('bench', data, undefined);
    const reader = openSource(source);
    const decoder = new Decoder();
    const order = new SampleOrder(manifest.sampleCount, 0);
    const samples: Sample[] = [];
    for (let k = 0; k < Math.min(images, manifest.sampleCount); k += 1) {
      const bytes = (await reader.read(order.at(k).index)).slice();
      samples.push({ bytes, header: await decoder.readHeader(bytes) });
    }
    return new PreprocessingBench(decoder, samples);
  }

  data(): BenchReport['data'] {
    const mean = (value: (sample: Sample) => number): number =>
      Math.round(this.#samples.reduce((sum, sample) => sum + value(sample), 0) / this.#samples.length);
    return {
      images: this.#samples.length,
      mean_bytes: mean(({ bytes }) => bytes.length),
      mean_pixels: mean(({ header }) => header.width * header.height),
    };
  }

  /**
   * Stages are timed by leaving them out: decoding alone, decoding and resizing, and so on. A clock read between stages
   * of one image would cost as much as some stages.
   */
  async measure(plan: SamplingPlan, magnitude: number | null, passes: number): Promise<BenchResult> {
    const times: Record<'floor' | 'decode' | 'resize' | 'augment' | 'total', number[]> = {
      floor: [],
      decode: [],
      resize: [],
      augment: [],
      total: [],
    };
    // The first pass warms caches, tables and the compiler.
    for (let pass = -1; pass < passes; pass += 1) {
      const floor = await this.#pass(plan, pass, 'floor');
      const decode = await this.#pass(plan, pass, 'decode');
      const resize = await this.#pass(plan, pass, 'resize');
      const augment = await this.#pass(plan, pass, 'augment');
      const total = await this.#pass(plan, pass, 'total');
      if (pass < 0) continue;
      times.floor.push(floor);
      times.decode.push(decode);
      times.resize.push(resize - decode);
      times.augment.push(augment - resize);
      times.total.push(total);
    }
    const [decode, resize, total] = [median(times.decode), median(times.resize), median(times.total)];
    // Without operations the pass is the same as the one before, and the difference noise.
    const augment = magnitude === null ? 0 : median(times.augment);
    return {
      mode: 'exact',
      bandwidth: plan.bandwidth,
      magnitude,
      cpu_ms_per_image: total,
      images_per_second: 1000 / total,
      cores: 1,
      decode_ms: decode,
      resize_ms: resize,
      augment_ms: augment,
      low_frequency_ms: Math.max(0, total - decode - resize - augment),
      decode_floor_ms: median(times.floor),
    };
  }

  /** Operations by themselves, on random crops of the first photographs. */
  async measureOperations(passes: number): Promise<Pick<BenchReport, 'operations' | 'randaugment'>> {
    const plan = benchPlan(OPERATIONS_SIDE, null);
    const crops: Uint8Array[] = [];
    for (const [index, sample] of this.#samples.slice(0, CROPS).entries()) {
      const recipe = planSample(plan, 0, index, sample.header.width, sample.header.height);
      await this.#run(sample, recipe, 'resize');
      crops.push(this.#engine.image.data.slice());
    }
    return {
      operations: benchOperations(this.#engine, crops, passes),
      randaugment: benchRandAugment(this.#engine, crops, passes),
    };
  }

  /** CPU milliseconds per image of one pass that goes as far as `until`. */
  async #pass(plan: SamplingPlan, epoch: number, until: Until): Promise<number> {
    const start = process.cpuUsage();
    for (const [index, sample] of this.#samples.entries()) {
      const recipe = planSample(plan, epoch + 1, index, sample.header.width, sample.header.height);
      await this.#run(sample, recipe, until);
    }
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000 / this.#samples.length;
  }

  async #run({ bytes }: Sample, recipe: SampleRecipe, until: Until): Promise<void> {
    const [engine, decoder] = [this.#engine, this.#decoder];
    const allocate = (width: number, height: number): Uint8Array => engine.region(width, height);
    const header = await decoder.readHeader(bytes);
    if (until === 'floor') {
      const whole = { x: 0, y: 0, width: header.width, height: header.height };
      await decoder.decodeRegion(bytes, header, whole, allocate, 8);
      return;
    }
    const { crop, size } = recipe;
    const region = await decoder.decodeRegion(bytes, header, crop, allocate);
    if (until === 'decode') return;
    const box = { x: crop.x - region.x, y: crop.y - region.y, width: crop.width, height: crop.height };
    engine.cropResize(region, box, { width: size, height: size }, recipe.filter, recipe.flip);
    if (until === 'resize') return;
    applyOperations(engine, recipe.operations, FILL);
    if (until === 'augment') return;
    engine.lowFrequency(recipe.bandwidth, recipe.lowFrequency, recipe.dtype);
  }
}

/** ImageNet's usual recipe at the usual size. */
function benchPlan(bandwidth: number, magnitude: number | null): SamplingPlan {
  return {
    seed: 0,
    baseSize: Math.max(224, bandwidth),
    scale: [0.08, 1],
    ratio: [3 / 4, 4 / 3],
    interpolation: 'bicubic',
    horizontalFlip: 0.5,
    bandwidth,
    lowFrequency: 'spectral',
    dtype: 'uint8',
    ...(magnitude === null ? {} : { randaugment: presetRandAugment(magnitude) }),
    augmentInterpolation: 'random',
    mean: IMAGENET_MEAN,
    std: IMAGENET_STD,
  };
}
