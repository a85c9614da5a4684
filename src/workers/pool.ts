import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import type { SourceDescriptor } from '../dataset/source.ts';
import { CrescendoError, toCrescendoError } from '../errors.ts';
import { loadKernels } from '../kernels/module.ts';
import type { SampleMix } from '../sampling/mixing/plan.ts';
import type { SamplePosition } from '../sampling/position.ts';
import type { SamplingPlan } from '../sampling/recipe.ts';
import type { ChunkLayout } from '../transport/chunk-layout.ts';
import type { Slot } from './slab.ts';
import type { MixTask, Replacement, SampleTask, SampleTaskResult, WorkerSetup } from './task.ts';

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
  /** How the images are mixed with each other once all are made; left out if they are not. */
  mixing?: readonly SampleMix[];
  slot: Slot;
  layout: ChunkLayout;
}

/** Worker threads, a fixed number of them, that turn samples into pixels. */
export class WorkerPool {
  readonly size: number;
  readonly #piscina: Piscina<SampleTask | MixTask, SampleTaskResult>;

  /** @param size number of threads; by default one for each core */
  constructor(size = availableParallelism()) {
    this.size = size;
    const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
    this.#piscina = new Piscina<SampleTask | MixTask, SampleTaskResult>({
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
   * Makes a batch in its slot. Settles when no worker touches the slot any more, whether it failed or not.
   *
   * @returns the samples that were replaced, in order of position
   * @throws TOO_MANY_BAD_SAMPLES, READ_FAILED, INTERNAL
   */
  async run(job: BatchJob): Promise<Replacement[]> {
    const { mixing } = job;
    // Erasing comes after mixing where there is any: timm's order with its prefetcher.
    const { erasing: _, ...unerased } = job.plan;
    const made = mixing === undefined ? job : { ...job, plan: unerased };
    const replacements = await this.#settle(
      starts(job.samples.length, TASK_SAMPLES).map((first) => this.#piscina.run(sampleTask(made, first))),
    );
    if (mixing !== undefined) {
      await this.#settle(
        starts(job.samples.length / 2, TASK_SAMPLES).map((first) =>
          this.#piscina.run(mixTask(job, mixing, first), { name: 'mixTask' }),
        ),
      );
    }
    return replacements.sort((a, b) => a.position - b.position);
  }

  /** Waits for all tasks, then fails if one of them has. */
  async #settle(tasks: Promise<SampleTaskResult>[]): Promise<Replacement[]> {
    const replacements: Replacement[] = [];
    for (const result of await Promise.allSettled(tasks)) {
      // A rejection is the death of a thread; what a task itself says comes as data.
      if (result.status === 'rejected') throw toCrescendoError(result.reason);
      const { failure } = result.value;
      if (failure !== undefined) throw new CrescendoError(failure.reason, failure.message, failure.metadata);
      replacements.push(...result.value.replacements);
    }
    return replacements;
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
  const samples = job.samples.slice(first, first + TASK_SAMPLES);
  return {
    source: job.source,
    sourceKey: job.sourceKey,
    plan: job.plan,
    epochs: Float64Array.from(samples, (sample) => sample.epoch),
    indices: Float64Array.from(samples, (sample) => sample.index),
    first,
    slot: job.slot.buffer,
    layout: job.layout,
  };
}

/** Mixes the images `first` to `first` + TASK_SAMPLES - 1 of the batch's first half, and their partners. */
function mixTask(job: BatchJob, mixing: readonly SampleMix[], first: number): MixTask {
  const count = job.samples.length;
  const last = Math.min(first + TASK_SAMPLES, count / 2);
  const positions = Array.from({ length: last - first }, (_, k) => [first + k, count - 1 - first - k]).flat();
  return {
    plan: job.plan,
    positions: Uint32Array.from(positions),
    epochs: Float64Array.from(positions, (position) => job.samples[position]!.epoch),
    indices: Float64Array.from(positions, (position) => job.samples[position]!.index),
    mixes: positions.map((position) => mixing[position]!),
    slot: job.slot.buffer,
    layout: job.layout,
  };
}
