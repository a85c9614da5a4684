import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import type { CacheOptions } from '../../dataset/cache/cached.ts';
import { CrescendoError } from '../../errors.ts';
import { type DecodeMemoryWords, forgetThreads, newDecodeMemory, restrictLoaders } from '../../pixels/decode/index.ts';
import { loadKernels } from '../../pixels/kernels/module.ts';
import { FairQueue, type Taken } from './fair-queue.ts';
import { endsWork, type PhaseJob, PhaseWork } from './phase-work.ts';
import { Retries } from './retries.ts';
import { failureOf, type PhaseResult, type PhaseTask, type TaskResult, type WorkerSetup } from './task.ts';

export type { PhaseJob } from './phase-work.ts';

/**
 * Least number of samples or pairs for each worker that takes part in a piece, which keeps the number of messages low.
 */
const UNITS_PER_WORKER = 4;
/**
 * Samples or pairs of a piece for each worker: what the workers begin is finished before another stream has its turn. A
 * piece costs a message for each worker, so a stream that is alone gets large ones.
 */
const PIECE_ALONE = 64;
const PIECE_CONTENDED = 8;
/** While one task runs, the next one is already in the worker, so that the worker does not wait for this thread. */
const TASKS_AT_WORKER = 2;

/** The interface of a pool to the server. */
export type BatchPool = Pick<WorkerPool, 'size' | 'busyMs' | 'run' | 'close'>;

/** Worker threads, a fixed number of them, that turn samples into pixels. */
export class WorkerPool {
  readonly size: number;
  readonly #piscina: Piscina<PhaseTask, TaskResult>;

  readonly #decodeMemory: DecodeMemoryWords;
  /** What waits for workers. */
  readonly #queue = new FairQueue<PhaseWork>();
  /** Tasks that workers have. */
  #atWorkers = 0;
  #busyMs = 0;
  /** Each job in progress. */
  readonly #running = new Set<Promise<unknown>>();
  /** The ids of the threads, as of the last time that one was found dead. */
  #threads: readonly number[];
  /** Of the thread that was found dead last; all of its tasks fail with it. */
  #lastDeath: unknown;

  /**
   * @param size number of threads; by default one for each core
   * @param onIdleDeath told why a thread has died that had nothing to do; another one takes its place
   * @param cache keeps on a local disk what workers fetch from remote storage
   */
  constructor(
    size = availableParallelism(),
    onIdleDeath: (cause: unknown) => void = () => {},
    cache?: CacheOptions | undefined,
  ) {
    this.size = size;
    restrictLoaders();
    this.#decodeMemory = newDecodeMemory(size);
    const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
    this.#piscina = new Piscina({
      filename: fileURLToPath(new URL(`./worker.${extension}`, import.meta.url)),
      minThreads: size,
      maxThreads: size,
      maxQueue: 2 * TASKS_AT_WORKER * size,
      concurrentTasksPerWorker: TASKS_AT_WORKER,
      // Otherwise a task that finds no free worker is queued behind the tasks of later batches.
      stricterFIFO: true,
      recordTiming: false,
      workerData: { kernels: loadKernels(), decodeMemory: this.#decodeMemory, cache } satisfies WorkerSetup,
    });
    this.#threads = this.#livingThreads();
    // An error event without a listener ends the process.
    this.#piscina.on('error', (cause: unknown) => {
      this.#findDead(cause);
      onIdleDeath(cause);
    });
  }

  /** Milliseconds that all workers together have worked so far. */
  get busyMs(): number {
    return this.#busyMs;
  }

  /**
   * Runs a phase: workers divide its samples or pairs between them. Streams take turns, piece by piece. Samples that
   * cannot be read now are made later, and no worker waits for them. Settles when no worker accesses the memory any more,
   * whether it failed or not.
   *
   * @returns the findings, in order of position
   * @throws TOO_MANY_BAD_SAMPLES, READ_FAILED, WORKER_LOST, INTERNAL, and the signal's reason
   */
  async run(job: PhaseJob): Promise<PhaseResult> {
    const retries = new Retries(job);
    let made = false;
    try {
      while (!made) {
        const { results, unmade } = await this.#runOnce(retries.job);
        made = !(await retries.add(results, unmade));
      }
      return retries.found();
    } finally {
      retries.close(made);
    }
  }

  async #runOnce(job: PhaseJob): Promise<{ results: TaskResult[]; unmade(): number[] }> {
    const { signal, share = { stream: job, weight: 1 } } = job;
    signal?.throwIfAborted();
    const work = new PhaseWork(job);
    const giveUp = (): void => {
      this.#queue.remove(share, work);
      work.giveUp();
    };
    signal?.addEventListener('abort', giveUp, { once: true });
    this.#running.add(work.settled);
    try {
      // What ends a batch comes before the samples of later ones.
      this.#queue.add(share, work, job.phase.reads !== 'source');
      this.#dispatch();
      const results = await work.settled;
      signal?.throwIfAborted();
      return { results, unmade: () => work.unmade() };
    } finally {
      this.#running.delete(work.settled);
      signal?.removeEventListener('abort', giveUp);
    }
  }

  /** Gives the workers pieces, as long as they have room for all tasks of a piece. */
  #dispatch(): void {
    for (;;) {
      const next = this.#queue.peek();
      if (next === undefined) return;
      const most = this.size * (this.#queue.contended ? PIECE_CONTENDED : PIECE_ALONE);
      const workers = Math.min(this.size, Math.ceil(Math.min(most, next.left) / UNITS_PER_WORKER));
      if (this.#atWorkers > 0 && this.#atWorkers + workers > TASKS_AT_WORKER * this.size) return;
      this.#start(this.#queue.take(most)!, workers);
    }
  }

  #livingThreads(): number[] {
    return this.#piscina.threads.map((thread) => thread.threadId);
  }

  /** True if a thread has died of this. It may have held memory that others wait for. */
  #findDead(cause: unknown): boolean {
    if (cause === this.#lastDeath) return true;
    const living = this.#livingThreads();
    const died = this.#threads.some((thread) => !living.includes(thread));
    if (died) {
      forgetThreads(this.#decodeMemory, living);
      this.#threads = living;
      this.#lastDeath = cause;
    }
    return died;
  }

  #start({ work, units, done }: Taken<PhaseWork>, workers: number): void {
    const task = work.take(units, workers);
    let [left, busyMs] = [workers, 0];
    this.#atWorkers += workers;
    for (let k = 0; k < workers; k += 1) {
      const ended = (result: TaskResult): void => {
        this.#atWorkers -= 1;
        left -= 1;
        busyMs += result.busyMs;
        this.#busyMs += result.busyMs;
        if (left === 0) done(busyMs);
        if (endsWork(result)) this.#queue.remove(work.share, work);
        work.add(result);
        this.#dispatch();
      };
      // The failure of a task comes as data.
      this.#piscina.run(task).then(ended, (error: unknown) => {
        ended(failureOf(this.#findDead(error) ? lostWorker(error) : error));
      });
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

/**
 * The error of a task whose thread has died, by an exception that nothing caught, for want of memory, or by itself. Piscina
 * replaces the thread, and a batch is a pure function, so whoever wants it may ask again. A part of it cannot be made again
 * here: a phase may have changed pixels in place.
 */
function lostWorker(cause: unknown): CrescendoError {
  const why = cause instanceof Error ? cause.message : String(cause);
  const message = `a worker thread of the server has died (${why}); another one takes its place, so the batch can be made again`;
  return new CrescendoError('WORKER_LOST', message, {}, { cause });
}
