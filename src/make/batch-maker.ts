import { type ChunkLayout, chunkLayout, sampleOffset, slotBytes } from '../delivery/chunk-layout.ts';
import { toCrescendoError } from '../errors.ts';
import { augmentationAt } from '../plan/curriculum/augmentation.ts';
import type { BatchPlan } from '../plan/curriculum/batch-plan.ts';
import type { Stage } from '../plan/curriculum/schedule.ts';
import type { SampleMix } from '../plan/sampling/mixing/plan.ts';
import type { SamplingPlan } from '../plan/sampling/recipe.ts';
import { mixedByServer, samplingPlan } from '../plan/sampling-plan.ts';
import type { RunPlan } from '../runs/run-plan.ts';
import { deliveredImages, imageBytes } from '../spec/crop-place.ts';
import { ReplayBuffer, type ReplayMemory } from './replay/replay-buffer.ts';
import { ReplayedPart } from './replay/replayed-part.ts';
import type { Slab, Slot, SlotReservation } from './slab.ts';
import type { GpuThread } from './webgpu/gpu-thread.ts';
import { croppedOnGpu, imageSide, makeOnGpu, stagingLayout } from './webgpu/samples.ts';
import type { BatchJob, BatchPool } from './workers/pool.ts';
import type { Replacement } from './workers/task.ts';

/** What making batches needs of the server. */
export interface MakerContext {
  pool: BatchPool;
  slab: Slab;
  replayMemory: ReplayMemory;
  /** Makes the low-frequency crops that it can; without it the workers make all of them. */
  gpu?: GpuThread | undefined;
  /** Upper bound of a data chunk in bytes. */
  chunkBytes: number;
  /** Aborted when nobody wants the batches any more: those in the making fail with its reason. */
  abandoned?: AbortSignal;
}

/** Whose batches are made. */
export interface BatchOwner {
  run: RunPlan;
  rank: number;
  /** Ranks that share the global batches. */
  worldSize: number;
}

export interface MadeBatch {
  plan: BatchPlan;
  layout: ChunkLayout;
  slot: Slot;
  replacements: Replacement[];
  /** How the images are mixed, by the server or by the client; undefined where they are not. */
  mixing: SampleMix[] | undefined;
}

/** Memory that falls short, for those who may want to know. */
export interface ReplayShortage {
  stage: number;
  /** Steps that the buffer is to hold, and steps that it has memory for. */
  size: number;
  capacity: number;
}

/** Makes the batches of one rank, some of them at the same time. */
export class BatchMaker {
  readonly #context: MakerContext;
  readonly #owner: BatchOwner;
  readonly #reservation: SlotReservation;
  /** Slots for whole images on their way to the GPU; undefined where none go there. */
  readonly #staging: SlotReservation | undefined;
  readonly #atOnce: number;
  #replay: { stage: number; buffer: ReplayBuffer; release: () => void } | undefined;
  /** Called where a stage's replay buffer finds too little memory. */
  onShortage: (shortage: ReplayShortage) => void = () => {};

  /**
   * @param atOnce batches that are made at the same time
   * @throws LIMIT if the server's batch memory cannot hold them
   */
  constructor(context: MakerContext, owner: BatchOwner, atOnce: number) {
    this.#context = context;
    this.#owner = owner;
    this.#atOnce = atOnce;
    const largest = Math.max(...owner.run.stageTable.map((stage) => slotBytes(this.#layout(stage))));
    this.#reservation = context.slab.reserve(largest, atOnce);
    this.#staging = this.#reserveStaging(atOnce);
  }

  /** Room for whole images, if some stage's are cropped on a GPU and the batch memory has it. */
  #reserveStaging(atOnce: number): SlotReservation | undefined {
    const { gpu, slab } = this.#context;
    const { run, worldSize } = this.#owner;
    if (gpu?.usable !== true) return undefined;
    const sizes = run.stageTable
      .map((stage) => ({ plan: this.#sampling(stage, stage.firstStep), count: stage.globalBatch / worldSize }))
      .filter(({ plan }) => croppedOnGpu(plan))
      .map(({ plan, count }) => slotBytes(stagingLayout(imageSide(plan), count)));
    if (sizes.length === 0) return undefined;
    try {
      return slab.reserve(Math.max(...sizes), atOnce);
    } catch (error) {
      gpu.onShortage(toCrescendoError(error).message);
      return undefined;
    }
  }

  /** Bytes of pixels of the largest batch. */
  get batchBytesMax(): number {
    const layouts = this.#owner.run.stageTable.map((stage) => this.#layout(stage));
    return Math.max(...layouts.map(({ sampleBytes, sampleCount }) => sampleBytes * sampleCount));
  }

  /** Makes a batch. The caller gives it back; a batch that fails has given its memory back itself. */
  async make(step: number): Promise<MadeBatch> {
    const { run, rank, worldSize } = this.#owner;
    const plan = run.planBatch(step, rank, worldSize);
    const mixing = run.planMixing(plan);
    const layout = this.#layout(plan.stage);
    const slot = this.#reservation.take();
    try {
      const replacements = await this.#fillWithStaging(plan, slot, layout);
      if (mixing !== undefined && mixedByServer(run.spec, plan.augmentation)) {
        await this.#context.pool.mix({
          plan: this.#sampling(plan.stage, step),
          samples: plan.samples,
          mixing,
          slot,
          layout,
          signal: this.#context.abandoned,
        });
      }
      return { plan, layout, slot, replacements, mixing };
    } catch (error) {
      this.#reservation.give(slot);
      throw error;
    }
  }

  give(batch: MadeBatch): void {
    this.#reservation.give(batch.slot);
  }

  /** Gives the memory back once every batch is. */
  close(): void {
    this.#reservation.close();
    this.#staging?.close();
    this.#replay?.release();
    this.#replay = undefined;
  }

  #layout(stage: Stage): ChunkLayout {
    const samples = stage.globalBatch / this.#owner.worldSize;
    return chunkLayout(this.#sampleBytes(stage), samples, this.#context.chunkBytes);
  }

  #sampleBytes(stage: Stage): number {
    return imageBytes(deliveredImages(this.#owner.run.spec, stage));
  }

  /** How the samples of a step are drawn. */
  #sampling(stage: Stage, step: number): SamplingPlan {
    return samplingPlan(this.#owner.run.spec, stage, augmentationAt(stage, step));
  }

  /** Fills a batch, with a slot for its whole images if a GPU crops them: one, however many parts are made. */
  async #fillWithStaging(plan: BatchPlan, slot: Slot, layout: ChunkLayout): Promise<Replacement[]> {
    const onGpu = this.#context.gpu?.usable === true && croppedOnGpu(this.#sampling(plan.stage, plan.step));
    const staging = onGpu ? this.#staging?.take() : undefined;
    try {
      return await this.#fill(plan, slot, layout, staging);
    } finally {
      if (staging !== undefined) this.#staging?.give(staging);
    }
  }

  /** Makes the samples of a batch, or takes them from the replay buffer. Returns those that were replaced. */
  async #fill(plan: BatchPlan, slot: Slot, layout: ChunkLayout, staging: Slot | undefined): Promise<Replacement[]> {
    const { run } = this.#owner;
    const { pool, gpu } = this.#context;
    // Erasing comes after mixing where the server mixes: timm's order with its prefetcher.
    const mixed = mixedByServer(run.spec, plan.augmentation);
    const make = async (step: number, positions: number[]): Promise<Replacement[]> => {
      const { erasing, ...sampling } = this.#sampling(plan.stage, step);
      const job: BatchJob = {
        source: run.dataset.source,
        sourceKey: run.dataset.id,
        plan: erasing === undefined || mixed ? sampling : { ...sampling, erasing },
        samples: plan.samples,
        positions,
        slot,
        layout,
        signal: this.#context.abandoned,
      };
      if (gpu === undefined || staging === undefined) return await pool.run(job);
      return await makeOnGpu(pool, gpu, job, staging);
    };
    if (plan.stage.replay === undefined) return await make(plan.step, [...plan.samples.keys()]);
    const bytes = new Uint8Array(slot.buffer);
    const sample = (position: number): Uint8Array => {
      const start = sampleOffset(layout, position);
      return bytes.subarray(start, start + layout.sampleBytes);
    };
    return await new ReplayedPart(plan, plan.stage.replay, this.#replayBuffer(plan), sample).fill(make);
  }

  /** The buffer of the plan's stage, empty where the stage or the stream begins. */
  #replayBuffer({ stage, step, fresh }: BatchPlan): ReplayBuffer {
    const { size, split } = stage.replay!;
    if (this.#replay?.stage !== stage.index) {
      this.#replay?.release();
      const sampleBytes = this.#sampleBytes(stage);
      // Steps that are made at the same time look back from different places.
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
