import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { CrescendoError, toCrescendoError } from '../../errors.ts';
import { restrictLoaders } from '../../pixels/decode/index.ts';
import { loadKernels } from '../../pixels/kernels/module.ts';
import type { SampleMix } from '../../plan/sampling/mixing/plan.ts';
import type { SamplePosition } from '../../plan/sampling/position.ts';
import { type Claims, claimRest, newClaims } from './claims.ts';
import type { PhaseResult, PhaseTask, TaskResult, WorkerSetup } from './task.ts';

/**
 * Least number of samples or pairs for each worker that takes part in a phase, which keeps the number of messages low.
 */
const UNITS_PER_WORKER = 4;
/** While one task runs, the next one is already in the worker, so that the worker does not wait for this thread. */
const TASKS_AT_WORKER = 2;
/** Tasks that may wait: a bound, though far above what the streams' reservations allow. */
const QUEUE_MAX = 1_000_000;

/** A phase to be run over samples of a batch. */
export interface PhaseJob extends Pick<PhaseTask, 'phase' | 'plan' | 'source' | 'batch' | 'whole'> {
  samples: readonly SamplePosition[];
  /** Positions in the batch to make; for a phase per pair, an even number of them, from both ends. */
  positions: readonly number[];
  /** By position in the batch, for a phase per pair. */
  mixing?: readonly SampleMix[] | undefined;
  /** Aborted when nobody wants the batch any more. */
  signal?: AbortSignal | undefined;
}

/** The interface of a pool to the server. */
export type BatchPool = Pick<WorkerPool, 'size' | 'run' | 'close'>;

/** Worker threads, a fixed number of them, that turn samples into pixels. */
export class WorkerPool {
  readonly size: number;
  readonly #piscina: Piscina<PhaseTask, TaskResult>;

  /** The tasks of each job in progress. */
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
      // Otherwise a task that finds no free worker is queued behind the tasks of later batches.
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
   * Runs a phase: workers divide its samples or pairs between them, each by a task of its own. Settles when no worker
   * accesses the memory any more, whether it failed or not.
   *
   * @returns the findings, in order of position
   * @throws TOO_MANY_BAD_SAMPLES, READ_FAILED, INTERNAL, and the signal's reason
   */
  async run(job: PhaseJob): Promise<PhaseResult> {
    const { phase, positions, signal } = job;
    signal?.throwIfAborted();
    const claims = newClaims();
    const count = phase.per === 'pair' ? positions.length / 2 : positions.length;
    const giveUp = (): void => claimRest(claims, count);
    signal?.addEventListener('abort', giveUp, { once: true });
    try {
      const workers = Math.min(this.size, Math.ceil(count / UNITS_PER_WORKER));
      const task = phaseTask(job, claims, workers);
      const settled = await this.#untilSettled(Array.from({ length: workers }, () => this.#piscina.run(task)));
      signal?.throwIfAborted();
      return joined(settled);
    } finally {
      signal?.removeEventListener('abort', giveUp);
    }
  }

  async #untilSettled(tasks: readonly Promise<TaskResult>[]): Promise<PromiseSettledResult<TaskResult>[]> {
    const settled = Promise.allSettled(tasks);
    this.#running.add(settled);
    try {
      return await settled;
    } finally {
      this.#running.delete(settled);
    }
  }

  /**
   * Waits for what is in the making, then ends the threads. The waiting is done here because piscina's own counts a
   * finished worker once per ended task, and so may terminate threads that are busy in native code.
   */
  async close(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
    await this.#piscina.destroy();
  }
}

/** The results of all tasks as one. Throws if one has failed. */
function joined(settled: readonly PromiseSettledResult<TaskResult>[]): PhaseResult {
  const results = settled.map((task) => {
    // A rejection means that a thread died; the failure of a task comes as data.
    if (task.status === 'rejected') throw toCrescendoError(task.reason);
    if (!('failure' in task.value)) return task.value;
    const { reason, message, metadata } = task.value.failure;
    throw new CrescendoError(reason, message, metadata);
  });
  const byPosition = (a: { position: number }, b: { position: number }): number => a.position - b.position;
  return {
    replacements: results.flatMap(({ replacements }) => replacements).sort(byPosition),
    unread: results.flatMap(({ unread }) => unread).sort(byPosition),
  };
}

function phaseTask(job: PhaseJob, claims: Claims, workers: number): PhaseTask {
  const { phase, plan, source, samples, batch, whole, mixing } = job;
  const positions = phase.per === 'pair' ? inPairs(job.positions) : job.positions;
  return {
    ...{ phase, plan, claims, source, workers, batch },
    positions: Uint32Array.from(positions),
    epochs: Float64Array.from(positions, (position) => samples[position]!.epoch),
    indices: Float64Array.from(positions, (position) => samples[position]!.index),
    repeats: Uint8Array.from(positions, (position) => samples[position]!.repeat ?? 0),
    ...(whole === undefined ? {} : { whole }),
    ...(mixing === undefined ? {} : { mixes: positions.map((position) => mixing[position]!) }),
  };
}

/** Puts each image of the first half before its partner, which is at the same distance from the end. */
function inPairs(positions: readonly number[]): number[] {
  return positions.slice(0, positions.length / 2).flatMap((position, k) => [position, positions.at(-1 - k)!]);
}
