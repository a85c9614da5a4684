import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import type { SourceDescriptor } from '../../dataset/source.ts';
import type { ChunkLayout } from '../../delivery/chunk-layout.ts';
import { CrescendoError, toCrescendoError } from '../../errors.ts';
import { restrictLoaders } from '../../pixels/decode/index.ts';
import { loadKernels } from '../../pixels/kernels/module.ts';
import type { SampleMix } from '../../plan/sampling/mixing/plan.ts';
import type { SamplePosition } from '../../plan/sampling/position.ts';
import type { SamplingPlan } from '../../plan/sampling/recipe.ts';
import type { EvaluationConfig } from '../evaluation.ts';
import type { Slot } from '../slab.ts';
import { type Claims, claimRest, newClaims } from './claims.ts';
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

/** Least number of samples for each worker that is asked to help with a job: messages stay few. */
const SAMPLES_PER_WORKER = 4;
/** One task runs and the next is at hand when it ends: a worker does not wait for this thread. */
const TASKS_AT_WORKER = 2;
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
  /** Aborted when nobody wants the batch any more. */
  signal?: AbortSignal | undefined;
}

/** A batch whose samples are made, and that is to be mixed. */
export interface MixJob extends Pick<BatchJob, 'plan' | 'samples' | 'slot' | 'layout' | 'signal'> {
  mixing: readonly SampleMix[];
}

/** Samples whose whole images wait in a slot of their own. */
export interface CropJob
  extends Omit<BatchJob, 'source' | 'sourceKey'>,
    Pick<CropTask, 'cropped' | 'size' | 'inputLayout'> {
  staging: Slot;
}

/** Validation samples to be made, from the first position of a slot on. */
export interface EvaluationJob extends Pick<BatchJob, 'source' | 'sourceKey' | 'slot' | 'layout' | 'signal'> {
  config: EvaluationConfig;
  indices: readonly number[];
}

/** What the server needs of a pool. */
export type BatchPool = Pick<WorkerPool, 'size' | 'run' | 'mix' | 'crop' | 'evaluate' | 'close'>;

/** Worker threads, a fixed number of them, that turn samples into pixels. */
export class WorkerPool {
  readonly size: number;
  readonly #piscina: Piscina<SampleTask | MixTask | CropTask | EvaluationTask, SampleTaskResult | EvaluationResult>;

  /** The tasks of each job that is in the making. */
  readonly #running = new Set<Promise<unknown>>();

  /** @param size number of threads; by default one for each core */
  constructor(size = availableParallelism()) {
    this.size = size;
    restrictLoaders();
    const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
    this.#piscina = new Piscina({
      filename: fileURLToPath(new URL(`./worker.${extension}`, import.meta.url)),
      minThreads: size,
      maxThreads: size,
      maxQueue: QUEUE_MAX,
      concurrentTasksPerWorker: TASKS_AT_WORKER,
      // Otherwise a task that finds no worker free goes behind the tasks of later batches.
      stricterFIFO: true,
      recordTiming: false,
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
   * @throws TOO_MANY_BAD_SAMPLES, READ_FAILED, INTERNAL, and the signal's reason
   */
  async run(job: BatchJob): Promise<Replacement[]> {
    const { positions, signal } = job;
    const results = await this.#divide<SampleTaskResult>(positions.length, signal, (claims) =>
      this.#piscina.run(sampleTask(job, claims)),
    );
    return results.flatMap(({ replacements }) => replacements).sort((a, b) => a.position - b.position);
  }

  /**
   * Mixes the images of a batch with their partners, and erases them after that. Settles likewise. Throws INTERNAL, and
   * the signal's reason.
   */
  async mix(job: MixJob): Promise<void> {
    await this.#divide<SampleTaskResult>(job.samples.length / 2, job.signal, (claims) =>
      this.#piscina.run(mixTask(job, claims), { name: 'mixTask' }),
    );
  }

  /**
   * Crops whole images unless that is done, and erases them. Settles likewise. Throws INTERNAL, and the signal's reason.
   */
  async crop(job: CropJob): Promise<void> {
    await this.#divide<SampleTaskResult>(job.positions.length, job.signal, (claims) =>
      this.#piscina.run(cropTask(job, claims), { name: 'cropTask' }),
    );
  }

  /**
   * Makes validation samples in a slot. Settles likewise.
   *
   * @returns by position in the batch the samples that could not be read
   * @throws READ_FAILED, INTERNAL, and the signal's reason
   */
  async evaluate(job: EvaluationJob): Promise<Map<number, FailedSample>> {
    const { signal, indices, ...rest } = job;
    const task = { ...rest, slot: job.slot.buffer, indices: Float64Array.from(indices) };
    const results = await this.#divide<EvaluationResult>(indices.length, signal, (claims) =>
      this.#piscina.run({ ...task, claims } satisfies EvaluationTask, { name: 'evaluateTask' }),
    );
    return new Map(results.flatMap(({ failed }) => failed).map(({ position, sample }) => [position, sample]));
  }

  /**
   * Has workers divide the `count` items of a job between them, each by a task of its own. Waits for all tasks, then
   * fails if one of them has, or if the job was given up.
   *
   * @param start starts a task
   */
  async #divide<Result extends { failure?: TaskFailure }>(
    count: number,
    signal: AbortSignal | undefined,
    start: (claims: Claims) => Promise<unknown>,
  ): Promise<Result[]> {
    signal?.throwIfAborted();
    const claims = newClaims();
    const giveUp = (): void => claimRest(claims, count);
    signal?.addEventListener('abort', giveUp, { once: true });
    try {
      const workers = Math.min(this.size, Math.ceil(count / SAMPLES_PER_WORKER));
      const settled = await this.#untilSettled(Array.from({ length: workers }, () => start(claims)));
      signal?.throwIfAborted();
      return settled.map((task) => {
        // A rejection is the death of a thread; what a task itself says comes as data.
        if (task.status === 'rejected') throw toCrescendoError(task.reason);
        // The cast states what the task of that name returns.
        const result = task.value as Result;
        const { failure } = result;
        if (failure !== undefined) throw new CrescendoError(failure.reason, failure.message, failure.metadata);
        return result;
      });
    } finally {
      signal?.removeEventListener('abort', giveUp);
    }
  }

  async #untilSettled(tasks: readonly Promise<unknown>[]): Promise<PromiseSettledResult<unknown>[]> {
    const settled = Promise.allSettled(tasks);
    this.#running.add(settled);
    try {
      return await settled;
    } finally {
      this.#running.delete(settled);
    }
  }

  /**
   * Waits for what is in the making, then ends the threads. The waiting is done here: piscina's own counts a worker that
   * is done once for each task that ends, and so may end threads that are at work in native code.
   */
  async close(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
    await this.#piscina.destroy();
  }
}

function sampleTask(job: BatchJob, claims: Claims): SampleTask {
  return {
    claims,
    source: job.source,
    sourceKey: job.sourceKey,
    plan: job.plan,
    ...placed(job, job.positions),
    slot: job.slot.buffer,
    layout: job.layout,
  };
}

function cropTask(job: CropJob, claims: Claims): CropTask {
  return {
    claims,
    plan: job.plan,
    ...placed(job, job.positions),
    cropped: job.cropped,
    size: job.size,
    staging: job.staging.buffer,
    inputLayout: job.inputLayout,
    slot: job.slot.buffer,
    layout: job.layout,
  };
}

/** Pairs each image of the batch's first half with its partner. */
function mixTask(job: MixJob, claims: Claims): MixTask {
  const count = job.samples.length;
  const positions = Array.from({ length: count / 2 }, (_, k) => [k, count - 1 - k]).flat();
  return {
    claims,
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
