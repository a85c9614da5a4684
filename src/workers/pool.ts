import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import type { SourceDescriptor } from '../dataset/source.ts';
import { CrescendoError, toCrescendoError } from '../errors.ts';
import type { EvaluationConfig } from '../image/evaluation.ts';
import { loadKernels } from '../kernels/module.ts';
import type { SampleMix } from '../sampling/mixing/plan.ts';
import type { SamplePosition } from '../sampling/position.ts';
import type { SamplingPlan } from '../sampling/recipe.ts';
import type { ChunkLayout } from '../transport/chunk-layout.ts';
import type { Slot } from './slab.ts';
import type {
  CropTask,
  EvaluationResult,
  EvaluationTask,
  FailedSample,
  MixTask,
  Replacement,
  SampleTask,
  SampleTaskResult,
  TaskFailure,
  WorkerSetup,
} from './task.ts';

/** Samples of one task: some 10 ms of work, so that a batch spreads over all workers and messages stay few. */
const TASK_SAMPLES = 8;
/** Tasks that may wait: far above what the streams' reservations allow, a bound all the same. */
const QUEUE_MAX = 1_000_000;

/** A batch to be made. */
export interface BatchJob {
  source: SourceDescriptor;
  sourceKey: string;
  plan: SamplingPlan;
  samples: readonly SamplePosition[];
  /** Positions in the batch that are to be made. */
  positions: readonly number[];
  slot: Slot;
  layout: ChunkLayout;
}

/** A batch whose samples are made, and that is to be mixed. */
export interface MixJob extends Pick<BatchJob, 'plan' | 'samples' | 'slot' | 'layout'> {
  mixing: readonly SampleMix[];
}

/** Samples whose whole images wait in a slot of their own. */
export interface CropJob
  extends Omit<BatchJob, 'source' | 'sourceKey'>,
    Pick<CropTask, 'cropped' | 'size' | 'inputLayout'> {
  staging: Slot;
}

/** Validation samples to be made, from the first position of a slot on. */
export interface EvaluationJob extends Pick<BatchJob, 'source' | 'sourceKey' | 'slot' | 'layout'> {
  config: EvaluationConfig;
  indices: readonly number[];
}

/** Worker threads, a fixed number of them, that turn samples into pixels. */
export class WorkerPool {
  readonly size: number;
  readonly #piscina: Piscina<SampleTask | MixTask | CropTask | EvaluationTask, SampleTaskResult | EvaluationResult>;

  /** @param size number of threads; by default one for each core */
  constructor(size = availableParallelism()) {
    this.size = size;
    const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
    this.#piscina = new Piscina({
      filename: fileURLToPath(new URL(`./worker.${extension}`, import.meta.url)),
      minThreads: size,
      maxThreads: size,
      maxQueue: QUEUE_MAX,
      workerData: { kernels: loadKernels() } satisfies WorkerSetup,
    });
  }

  /** Tasks that wait for a worker. */
  get queueLength(): number {
    return this.#piscina.queueSize;
  }

  /**
   * Makes samples of a batch in its slot. Settles when no worker touches the slot any more, whether it failed or not.
   *
   * @returns the samples that were replaced, in order of position
   * @throws TOO_MANY_BAD_SAMPLES, READ_FAILED, INTERNAL
   */
  async run(job: BatchJob): Promise<Replacement[]> {
    const replacements = await this.#settle(
      starts(job.positions.length, TASK_SAMPLES).map((first) => this.#samples(sampleTask(job, first))),
    );
    return replacements.sort((a, b) => a.position - b.position);
  }

  /** Mixes the images of a batch with their partners, and erases them after that. Settles likewise. Throws INTERNAL. */
  async mix(job: MixJob): Promise<void> {
    await this.#settle(
      starts(job.samples.length / 2, TASK_SAMPLES).map((first) => this.#samples(mixTask(job, first), 'mixTask')),
    );
  }

  /** Crops whole images unless that is done, and erases them. Settles likewise. Throws INTERNAL. */
  async crop(job: CropJob): Promise<void> {
    await this.#settle(
      starts(job.positions.length, TASK_SAMPLES).map((first) => this.#samples(cropTask(job, first), 'cropTask')),
    );
  }

  /**
   * Makes validation samples in a slot. Settles likewise.
   *
   * @returns by position in the batch the samples that could not be read
   * @throws READ_FAILED, INTERNAL
   */
  async evaluate(job: EvaluationJob): Promise<Map<number, FailedSample>> {
    const failed = await this.#settle(
      starts(job.indices.length, TASK_SAMPLES).map(async (first) => {
        const indices = Float64Array.from(job.indices.slice(first, first + TASK_SAMPLES));
        const task: EvaluationTask = { ...job, slot: job.slot.buffer, first, indices };
        const result = (await this.#piscina.run(task, { name: 'evaluateTask' })) as EvaluationResult;
        return { ...result, found: result.failed };
      }),
    );
    return new Map(failed.map(({ position, sample }) => [position, sample]));
  }

  async #samples(task: SampleTask | MixTask | CropTask, name?: 'mixTask' | 'cropTask') {
    const result = (await this.#piscina.run(task, name === undefined ? {} : { name })) as SampleTaskResult;
    return { ...result, found: result.replacements };
  }

  /** Waits for all tasks, then fails if one of them has. */
  async #settle<Found>(tasks: Promise<{ found: Found[]; failure?: TaskFailure }>[]): Promise<Found[]> {
    const found: Found[] = [];
    for (const result of await Promise.allSettled(tasks)) {
      // A rejection is the death of a thread; what a task itself says comes as data.
      if (result.status === 'rejected') throw toCrescendoError(result.reason);
      const { failure } = result.value;
      if (failure !== undefined) throw new CrescendoError(failure.reason, failure.message, failure.metadata);
      found.push(...result.value.found);
    }
    return found;
  }

  /** Waits for what is in the making, then ends the threads. */
  async close(): Promise<void> {
    await this.#piscina.close();
  }
}

/** 0, size, 2 * size, ... below `count`. */
function starts(count: number, size: number): number[] {
  return Array.from({ length: Math.ceil(count / size) }, (_, k) => k * size);
}

function sampleTask(job: BatchJob, first: number): SampleTask {
  const positions = job.positions.slice(first, first + TASK_SAMPLES);
  return {
    source: job.source,
    sourceKey: job.sourceKey,
    plan: job.plan,
    ...placed(job, positions),
    slot: job.slot.buffer,
    layout: job.layout,
  };
}

function cropTask(job: CropJob, first: number): CropTask {
  return {
    plan: job.plan,
    ...placed(job, job.positions.slice(first, first + TASK_SAMPLES)),
    cropped: job.cropped,
    size: job.size,
    staging: job.staging.buffer,
    inputLayout: job.inputLayout,
    slot: job.slot.buffer,
    layout: job.layout,
  };
}

/** Mixes the images `first` to `first` + TASK_SAMPLES - 1 of the batch's first half, and their partners. */
function mixTask(job: MixJob, first: number): MixTask {
  const count = job.samples.length;
  const last = Math.min(first + TASK_SAMPLES, count / 2);
  const positions = Array.from({ length: last - first }, (_, k) => [first + k, count - 1 - first - k]).flat();
  return {
    plan: job.plan,
    ...placed(job, positions),
    mixes: positions.map((position) => job.mixing[position]!),
    slot: job.slot.buffer,
    layout: job.layout,
  };
}

function placed({ samples }: Pick<BatchJob, 'samples'>, positions: readonly number[]) {
  return {
    positions: Uint32Array.from(positions),
    epochs: Float64Array.from(positions, (position) => samples[position]!.epoch),
    indices: Float64Array.from(positions, (position) => samples[position]!.index),
  };
}
