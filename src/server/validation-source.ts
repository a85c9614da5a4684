import type { Dataset } from '../dataset/dataset.ts';
import { type ChunkLayout, chunkLayout, sampleOffset, slotBytes } from '../delivery/chunk-layout.ts';
import type { BatchSource, SlottedBatch } from '../delivery/windowed-stream.ts';
import { CrescendoError } from '../errors.ts';
import type { crescendo } from '../gen/crescendo.js';
import type { MakerContext } from '../make/batch-maker.ts';
import type { SlotReservation } from '../make/slab.ts';
import type { FailedSample } from '../make/workers/task.ts';
import type { Run } from '../runs/run.ts';
import { CHANNELS, DTYPE_BYTES } from '../types.ts';
import { dtypeMessage } from './convert.ts';

/** Which validation samples a rank reads, and how. */
export interface ValidationRequest {
  run: Run;
  dataset: Dataset;
  rank: number;
  worldSize: number;
  /** Side of the images in pixels. */
  size: number;
  /** Fills the last batch of every rank up, so that all have the same number of whole batches. */
  pad: boolean;
}

interface ValidationBatch extends SlottedBatch {
  step: number;
  /** Manifest indices; fewer than the layout has samples if the batch is padded. */
  indices: number[];
  failed: Map<number, FailedSample>;
}

/**
 * The validation batches of one rank: every sample once, in the manifest's order, each rank a contiguous part of every
 * global batch. A sample that cannot be read has no stand-in: it is black, and named as invalid like padding.
 */
export class ValidationSource implements BatchSource<ValidationBatch> {
  readonly #context: MakerContext;
  readonly #request: ValidationRequest;
  readonly #reservation: SlotReservation;
  /** Samples of a whole batch of this rank. */
  readonly #size: number;
  readonly #notices: crescendo.v1.INotice[] = [];

  /** Throws LIMIT if the server's batch memory cannot hold `atOnce` batches. */
  constructor(context: MakerContext, request: ValidationRequest, atOnce: number) {
    this.#context = context;
    this.#request = request;
    this.#size = request.run.validationBatch / request.worldSize;
    this.#reservation = context.slab.reserve(slotBytes(this.#layout(this.#size)), atOnce);
  }

  /** Steps of this rank: without padding the last ones may hold samples of other ranks alone. */
  get totalSteps(): number {
    const { run, dataset, rank, pad } = this.#request;
    const { sampleCount } = dataset.manifest;
    const samples = pad ? sampleCount : Math.max(0, sampleCount - rank * this.#size);
    return Math.ceil(samples / run.validationBatch);
  }

  get horizon(): number {
    return this.totalSteps;
  }

  get batchBytesMax(): number {
    return this.#size * this.#layout(this.#size).sampleBytes;
  }

  watch(): () => void {
    return () => {};
  }

  async make(step: number): Promise<ValidationBatch> {
    const { run, dataset, rank, size, pad } = this.#request;
    const first = step * run.validationBatch + rank * this.#size;
    const end = Math.min(dataset.manifest.sampleCount, first + this.#size);
    const indices = Array.from({ length: Math.max(0, end - first) }, (_, k) => first + k);
    const layout = this.#layout(pad ? this.#size : indices.length);
    const slot = this.#reservation.take();
    try {
      const { validation } = run.spec;
      if (validation === undefined) throw new CrescendoError('INTERNAL', 'a run without validation');
      const { crop_pct: cropPct, interpolation: filter } = validation;
      const failed = await this.#context.pool.evaluate({
        source: dataset.source,
        sourceKey: dataset.id,
        config: { size, cropPct, filter, dtype: run.spec.dtype },
        indices,
        slot,
        layout,
        signal: this.#context.abandoned,
      });
      const bytes = new Uint8Array(slot.buffer);
      const blank = [
        ...failed.keys(),
        ...Array.from({ length: layout.sampleCount - indices.length }, (_, k) => indices.length + k),
      ];
      for (const position of blank) {
        const start = sampleOffset(layout, position);
        bytes.fill(0, start, start + layout.sampleBytes);
      }
      return { step, indices, failed, slot, layout };
    } catch (error) {
      this.#reservation.give(slot);
      throw error;
    }
  }

  /** Validation is not in the ledger. */
  record(): Promise<void> {
    return Promise.resolve();
  }

  give({ slot }: ValidationBatch): void {
    this.#reservation.give(slot);
  }

  close(): void {
    this.#reservation.close();
  }

  messages(batch: ValidationBatch): crescendo.v1.IStreamBatchesResponse[] {
    const { manifest } = this.#request.dataset;
    for (const { index, reason } of batch.failed.values()) {
      this.#notices.push({ reason: 'BAD_SAMPLE', message: `validation sample ${manifest.key(index)}: ${reason}` });
    }
    return [...this.#notices.splice(0).map((notice) => ({ notice })), { header: this.#header(batch) }];
  }

  #header({ step, indices, failed, layout }: ValidationBatch): crescendo.v1.IBatchHeader {
    const { run, dataset, rank, size } = this.#request;
    const padding = Array.from({ length: layout.sampleCount - indices.length }, (_, k) => indices.length + k);
    return {
      step,
      bandwidth: size,
      shape: [layout.sampleCount, size, size, CHANNELS],
      dtype: dtypeMessage(run.spec.dtype),
      labels: [...indices.map((index) => dataset.manifest.label(index)), ...padding.map(() => 0)],
      keys: [...indices.map((index) => dataset.manifest.key(index)), ...padding.map(() => '')],
      suggestedAccumulation: 1,
      scheduleToken: run.plan.scheduleToken,
      byteLength: layout.sampleBytes * layout.sampleCount,
      rankOffset: rank * this.#size,
      invalid: [...failed.keys(), ...padding].sort((a, b) => a - b),
    };
  }

  #layout(samples: number): ChunkLayout {
    const { run, size } = this.#request;
    return chunkLayout(size * size * CHANNELS * DTYPE_BYTES[run.spec.dtype], samples, this.#context.chunkBytes);
  }
}
