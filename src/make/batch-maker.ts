import type { RunData } from '../dataset/mixture/run-data.ts';
import { augmentationAt } from '../plan/curriculum/augmentation.ts';
import type { BatchPlan } from '../plan/curriculum/batch-plan.ts';
import type { Stage } from '../plan/curriculum/schedule.ts';
import type { SampleMix } from '../plan/sampling/mixing/plan.ts';
import type { SamplingPlan } from '../plan/sampling/recipe.ts';
import { mixedByServer, samplingPlan } from '../plan/sampling-plan.ts';
import { trainingTensors } from '../plan/tensors.ts';
import type { RunSpec } from '../spec/spec.ts';
import { type LayOut, type Place, recordBytes, type SlotLayout } from './layout.ts';
import { ReplayBuffer, type ReplayMemory } from './replay/replay-buffer.ts';
import { ReplayedPart } from './replay/replayed-part.ts';
import { type PhaseExecutors, type ProgramRun, ProgramRunner } from './run-program.ts';
import type { Slab, Slot, SlotReservation } from './slab.ts';
import type { Share } from './workers/fair-queue.ts';
import type { Patience } from './workers/phase-work.ts';
import type { Replacement } from './workers/task.ts';

/** The server's resources for making batches. */
export interface MakerContext extends PhaseExecutors {
  slab: Slab;
  replayMemory: ReplayMemory;
  /** Decides how batches lie in their slots; the code that sends them provides it. */
  layOut: LayOut;
  /** How samples that cannot be read now are waited for. Without it, their batch fails with READ_FAILED. */
  patience?: Patience | undefined;
  /** Aborted when nobody wants the batches any more; the batches in flight then fail with its reason. */
  abandoned?: AbortSignal;
}

/** The part of a run that is needed for making batches. */
export interface BatchRun {
  readonly spec: RunSpec;
  readonly dataset: RunData;
  readonly stageTable: readonly Stage[];
  /** Plans one rank's batch. Throws STEP_OUT_OF_RANGE for an undecided step. */
  planBatch(step: number, rank: number, worldSize: number): BatchPlan;
  /** How the images of a batch are mixed with each other; undefined where they are not. */
  planMixing(plan: BatchPlan): SampleMix[] | undefined;
}

/** The rank whose batches are made. */
export interface BatchOwner {
  run: BatchRun;
  rank: number;
  /** Ranks that share the global batches. */
  worldSize: number;
  /** The rank's present share of the workers. Default: the same as every other rank's. */
  share?: () => Share;
}

export interface MadeBatch {
  plan: BatchPlan;
  layout: SlotLayout;
  slot: Slot;
  replacements: Replacement[];
  /** How the images are mixed, by the server or by the client; undefined if they are not mixed. */
  mixing: SampleMix[] | undefined;
}

/** Memory that falls short, to be reported. */
export interface ReplayShortage {
  stage: number;
  /** Steps that the buffer is to hold, and steps that it has memory for. */
  size: number;
  capacity: number;
}

/** Makes the batches of one rank, several at the same time. */
export class BatchMaker {
  readonly #context: MakerContext;
  readonly #owner: BatchOwner;
  readonly #reservation: SlotReservation;
  readonly #programs: ProgramRunner;
  readonly #atOnce: number;
  #replay: { stage: number; buffer: ReplayBuffer; release: () => void } | undefined;
  /** Called if there is too little memory for a stage's replay buffer. */
  onShortage: (shortage: ReplayShortage) => void = () => {};

  /**
   * @param atOnce batches that are made at the same time
   * @throws LIMIT or BATCH_TOO_LARGE if the server's batch memory cannot hold them
   */
  constructor(context: MakerContext, owner: BatchOwner, atOnce: number) {
    this.#context = context;
    this.#owner = owner;
    this.#atOnce = atOnce;
    const { slab } = context;
    this.#reservation = slab.reserve(Math.max(...this.layouts().map(({ byteLength }) => byteLength)), atOnce);
    const expected = owner.run.stageTable.map((stage) => ({
      sampling: this.#sampling(stage, stage.firstStep),
      sampleCount: stage.globalBatch / owner.worldSize,
    }));
    this.#programs = new ProgramRunner(context, slab, expected, atOnce);
  }

  /** The layout of the batches of each stage in their slots. */
  layouts(): SlotLayout[] {
    return this.#owner.run.stageTable.map((stage) => this.#layout(stage));
  }

  /** Makes a batch. The caller returns its memory; a batch that fails returns its memory itself. */
  async make(step: number): Promise<MadeBatch> {
    const { run, rank, worldSize } = this.#owner;
    const plan = run.planBatch(step, rank, worldSize);
    const planned = run.planMixing(plan);
    const { mixed, mixing } = this.#meeting(plan, planned);
    const layout = this.#layout(plan.stage);
    const slot = this.#reservation.take();
    try {
      const batch = { buffer: slot.buffer, layout };
      const sampling = this.#sampling(plan.stage, step);
      const job = {
        source: run.dataset.source,
        samples: plan.samples,
        mixing,
        batch,
        signal: this.#context.abandoned,
        patience: this.#context.patience,
        share: this.#owner.share?.() ?? { stream: this, weight: 1 },
      };
      const replacements = await this.#programs.run(sampling, mixed, job, async (program) => {
        const replaced = await this.#fill(plan, batch, program);
        await program.finish(sampling);
        return replaced;
      });
      return { plan, layout, slot, replacements, mixing: planned };
    } catch (error) {
      this.#reservation.give(slot);
      throw error;
    }
  }

  give(batch: MadeBatch): void {
    this.#reservation.give(batch.slot);
  }

  /** Returns the memory once every batch has been returned. */
  close(): void {
    this.#reservation.close();
    this.#programs.close();
    this.#replay?.release();
    this.#replay = undefined;
  }

  #layout(stage: Stage): SlotLayout {
    const { run, worldSize } = this.#owner;
    return this.#context.layOut(trainingTensors(run.spec, stage), stage.globalBatch / worldSize);
  }

  /**
   * Whether images of the batch meet on the server, and how.
   *
   * A replay buffer holds samples as they are before that. Where a stage mixes in some of its steps only, its samples
   * must not be erased before they enter the buffer in the others: so the program of such a stage stays the same.
   */
  #meeting(plan: BatchPlan, mixing: SampleMix[] | undefined): { mixed: boolean; mixing: SampleMix[] | undefined } {
    const { spec } = this.#owner.run;
    if (plan.stage.replay === undefined) return { mixed: mixedByServer(spec, plan.augmentation), mixing };
    const mixed = mixedByServer(spec, plan.stage);
    return { mixed, mixing: mixed ? (mixing ?? unmixed(plan.samples.length)) : mixing };
  }

  /** How the samples of a step are drawn. */
  #sampling(stage: Stage, step: number): SamplingPlan {
    return samplingPlan(this.#owner.run.spec, stage, augmentationAt(stage, step));
  }

  /** Makes the samples of a batch, or takes them from the replay buffer. Returns those that were replaced. */
  async #fill(plan: BatchPlan, batch: Place, program: ProgramRun): Promise<Replacement[]> {
    const make = (step: number, positions: number[]): Promise<Replacement[]> =>
      program.makeSamples(this.#sampling(plan.stage, step), positions);
    if (plan.stage.replay === undefined) return await make(plan.step, [...plan.samples.keys()]);
    return await new ReplayedPart(plan, plan.stage.replay, this.#replayBuffer(plan, batch.layout), batch).fill(make);
  }

  /** The buffer of the plan's stage; it is empty where the stage or the stream begins. */
  #replayBuffer({ stage, step, fresh }: BatchPlan, layout: SlotLayout): ReplayBuffer {
    const { size, split } = stage.replay!;
    if (this.#replay?.stage !== stage.index) {
      this.#replay?.release();
      const sampleBytes = recordBytes(layout);
      // Steps that are made at the same time look back from different positions.
      const wanted = size + this.#atOnce - 1;
      const { count, release } = this.#context.replayMemory.reserve(fresh * sampleBytes, wanted);
      if (count < wanted) this.onShortage({ stage: stage.index, size: wanted, capacity: count });
      const buffer = new ReplayBuffer({ fresh, split, sampleBytes, capacity: count });
      this.#replay = { stage: stage.index, buffer, release };
    }
    const { buffer } = this.#replay;
    const stageStep = step - (stage.origin ?? stage).firstStep;
    buffer.forgetBefore(stageStep - (this.#atOnce - 1) - size + 1);
    return buffer;
  }
}

/** Images that meet their partners and stay as they are. */
function unmixed(count: number): SampleMix[] {
  return Array.from({ length: count }, (_, k) => ({ partner: count - 1 - k, lambda: 1 }));
}
