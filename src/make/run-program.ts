import { toCrescendoError } from '../errors.ts';
import { batchCroppable, forWorkers, type Phase, programOf, splitAtMixing, wholeSize } from '../plan/program.ts';
import type { SamplingPlan } from '../plan/sampling/recipe.ts';
import { imageTensor } from '../plan/tensors.ts';
import { type Place, packedLayout, type SlotLayout } from './layout.ts';
import type { Slab, SlotReservation } from './slab.ts';
import type { BatchPool, PhaseJob } from './workers/pool.ts';
import type { PhaseResult, Replacement } from './workers/task.ts';

/** Runs a phase for a whole batch at once: the low-frequency crop on a GPU, for example. */
export interface BatchExecutor {
  /** False once it can no longer do anything. */
  readonly usable: boolean;
  /**
   * Runs a phase. When the promise settles, nothing accesses the job's memory any more.
   *
   * @returns false if it no longer can: workers then run the phase, with the same bytes
   */
  run(job: PhaseJob): Promise<boolean>;
  /** Called with an error message if a stream's batch memory has no room for the images that wait for it. */
  onShortage(message: string): void;
}

/** The executors that run the phases. */
export interface PhaseExecutors {
  pool: BatchPool;
  /** Runs the phases per batch that it supports; without it, workers run all of them. */
  batchExecutor?: BatchExecutor | undefined;
}

/** Runs phases in order. Throws what `WorkerPool.run` does. */
export async function runPhases(
  { pool, batchExecutor }: PhaseExecutors,
  phases: readonly Phase[],
  job: Omit<PhaseJob, 'phase'>,
): Promise<PhaseResult> {
  const results: PhaseResult[] = [];
  for (const phase of phases) {
    if (phase.per === 'batch' && (await batchExecutor?.run({ ...job, phase }))) continue;
    results.push(await pool.run({ ...job, phase: forWorkers(phase) }));
  }
  return {
    replacements: results.flatMap(({ replacements }) => replacements),
    unread: results.flatMap(({ unread }) => unread),
  };
}

/** The data that the phases of one batch share. */
export type ProgramJob = Omit<PhaseJob, 'phase' | 'plan' | 'positions' | 'whole'>;

/** A batch on its way through its program. */
export interface ProgramRun {
  /** Makes samples of the batch, each from its own image. Returns those that were replaced, in order of position. */
  makeSamples(sampling: SamplingPlan, positions: readonly number[]): Promise<Replacement[]>;
  /** Runs the rest, in which images of the batch meet. */
  finish(sampling: SamplingPlan): Promise<void>;
}

/** Batches that a stream will ask for: how they are drawn, and how many samples each has. */
export interface ExpectedBatch {
  sampling: SamplingPlan;
  sampleCount: number;
}

/** Runs the programs of one stream's batches, with the memory that they need in addition to the batches' own. */
export class ProgramRunner {
  readonly #executors: PhaseExecutors;
  /** Slots for whole images on their way to the executor of batches; undefined if there are none. */
  readonly #whole: SlotReservation | undefined;

  /** @param atOnce batches that are made at the same time */
  constructor(executors: PhaseExecutors, slab: Slab, expected: readonly ExpectedBatch[], atOnce: number) {
    this.#executors = executors;
    this.#whole = this.#reserve(slab, expected, atOnce);
  }

  /** Memory for whole images, if some go to the executor of batches and there is room. */
  #reserve(slab: Slab, expected: readonly ExpectedBatch[], atOnce: number): SlotReservation | undefined {
    const { batchExecutor } = this.#executors;
    if (batchExecutor?.usable !== true) return undefined;
    const sizes = expected
      .filter(({ sampling }) => batchCroppable(sampling))
      .map(({ sampling, sampleCount }) => wholeLayout(sampling, sampleCount).byteLength);
    if (sizes.length === 0) return undefined;
    try {
      return slab.reserve(Math.max(...sizes), atOnce);
    } catch (error) {
      batchExecutor.onShortage(toCrescendoError(error).message);
      return undefined;
    }
  }

  /**
   * Runs the program of a batch: `work` decides for which samples, and when.
   *
   * @param mixed whether the server mixes the images
   */
  async run<Result>(
    sampling: SamplingPlan,
    mixed: boolean,
    job: ProgramJob,
    work: (program: ProgramRun) => Promise<Result>,
  ): Promise<Result> {
    const usable = this.#executors.batchExecutor?.usable === true && batchCroppable(sampling);
    const slot = usable ? this.#whole?.take() : undefined;
    const whole: Place | undefined = slot && {
      buffer: slot.buffer,
      layout: wholeLayout(sampling, job.batch.layout.sampleCount),
    };
    const phases = (plan: SamplingPlan) => splitAtMixing(programOf(plan, mixed, { batchCrop: whole !== undefined }));
    const shared = { ...job, ...(whole === undefined ? {} : { whole }) };
    try {
      return await work({
        makeSamples: async (plan, positions) => {
          const own = { ...shared, plan, positions };
          return (await runPhases(this.#executors, phases(plan).samples, own)).replacements;
        },
        finish: async (plan) => {
          const all = { ...shared, plan, positions: [...job.samples.keys()] };
          await runPhases(this.#executors, phases(plan).together, all);
        },
      });
    } finally {
      if (slot !== undefined) this.#whole?.give(slot);
    }
  }

  /** Returns the memory once every batch is made. */
  close(): void {
    this.#whole?.close();
  }
}

/** How whole images lie in the slot in which they wait. */
function wholeLayout(sampling: SamplingPlan, sampleCount: number): SlotLayout {
  return packedLayout(imageTensor(wholeSize(sampling), 'uint8'), sampleCount);
}
