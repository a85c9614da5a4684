import type { crescendo } from '@crescendo/proto';
import type { Logger } from 'pino';
import type { Dataset } from '../dataset/dataset.ts';
import { lackedClasses, validationLabels } from '../dataset/validation-labels.ts';
import type { BatchSource } from '../delivery/batch-queue.ts';
import { deliveredBytes } from '../delivery/chunk-layout.ts';
import type { SlottedBatch } from '../delivery/delivery.ts';
import { CrescendoError } from '../errors.ts';
import type { MakerContext } from '../make/batch-maker.ts';
import { clearSample, type Place, type SlotLayout } from '../make/layout.ts';
import { runPhases } from '../make/run-program.ts';
import type { SlotReservation } from '../make/slab.ts';
import type { Patience } from '../make/workers/phase-work.ts';
import type { UnreadSample } from '../make/workers/task.ts';
import { evaluationProgram } from '../plan/program.ts';
import { validationTensors } from '../plan/tensors.ts';
import { Doubling } from '../runs/doubling.ts';
import type { Run } from '../runs/run.ts';
import { type ImageSize, shorterSide } from '../types.ts';
import { tensorFields } from './convert-tensors.ts';
import { shareOf } from './share-of.ts';
import { FROM_ANOTHER_HOST, type SourceContext } from './training-source.ts';

/** Which validation samples a rank reads, and how. */
export interface ValidationRequest {
  run: Run;
  dataset: Dataset;
  rank: number;
  worldSize: number;
  /** Size of the images. */
  size: ImageSize;
  /** Fills up the last batch of every rank, so that all ranks have the same number of whole batches. */
  pad: boolean;
}

interface ValidationBatch extends SlottedBatch {
  step: number;
  /** Manifest indices; fewer than the layout has samples if the batch is padded. */
  indices: number[];
  unread: UnreadSample[];
}

/**
 * The validation batches of one rank: every sample once, in the manifest's order, each rank a contiguous part of every
 * global batch. A sample that cannot be read is not replaced: it is black, and listed as invalid like padding.
 */
export class ValidationSource implements BatchSource<ValidationBatch> {
  readonly #context: MakerContext;
  readonly #request: ValidationRequest;
  readonly #reservation: SlotReservation;
  /** Samples of a whole batch of this rank. */
  readonly #size: number;
  /** The training set's label of each class of the validation set. */
  readonly #labels: Uint32Array;
  readonly #log: Logger;
  /** Images that this stream could not read. */
  #unread = 0;
  /** When people are told of them. */
  readonly #told = new Doubling();
  readonly #notices: crescendo.v1.INotice[] = [];

  readonly #patience: Patience;
  onNotice: () => void = () => {};

  /** Throws CLASS_MISMATCH, and LIMIT or BATCH_TOO_LARGE if the server's batch memory cannot hold `atOnce` batches. */
  constructor(context: SourceContext, request: ValidationRequest, atOnce: number) {
    this.#labels = validationLabels(request.run.plan.dataset, request.dataset);
    this.#context = context;
    this.#log = context.log;
    this.#request = request;
    this.#patience = context.outages.patience(request.dataset, (message) => {
      this.#notices.push({ reason: 'STORAGE', message });
      this.onNotice();
    });
    this.#size = request.run.validationBatch / request.worldSize;
    this.#reservation = context.slab.reserve(this.#layout(this.#size).byteLength, atOnce);
    this.#tellOfClasses();
  }

  /** Tells people once, and not in every evaluation, that the validation data lacks classes. */
  #tellOfClasses(): void {
    const { run, dataset } = this.#request;
    if (run.classesTold) return;
    run.classesTold = true;
    const message = lackedClasses(run.plan.dataset, dataset);
    if (message === undefined) return;
    this.#log.warn({ run: run.name, dataset: dataset.id }, message);
    this.#notices.push({ reason: 'LACKED_CLASSES', message });
  }

  /** Steps of this rank: without padding, the last global steps may contain only samples of other ranks. */
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
    return deliveredBytes(this.#layout(this.#size));
  }

  watch(): () => void {
    return () => {};
  }

  async make(step: number): Promise<ValidationBatch> {
    const { run, dataset, rank, pad } = this.#request;
    const first = step * run.validationBatch + rank * this.#size;
    const end = Math.min(dataset.manifest.sampleCount, first + this.#size);
    const indices = Array.from({ length: Math.max(0, end - first) }, (_, k) => first + k);
    const layout = this.#layout(pad ? this.#size : indices.length);
    const slot = this.#reservation.take();
    try {
      const batch = { buffer: slot.buffer, layout };
      const unread = await this.#evaluate(indices, batch);
      for (const { position } of unread) clearSample(batch, position);
      for (let position = indices.length; position < layout.sampleCount; position += 1) clearSample(batch, position);
      return { step, indices, unread, slot, layout };
    } catch (error) {
      this.#reservation.give(slot);
      throw error;
    }
  }

  /** Makes the images of some manifest indices, in their order. Returns those that cannot be read. */
  async #evaluate(indices: readonly number[], batch: Place): Promise<UnreadSample[]> {
    const { run, dataset, size } = this.#request;
    const { validation, dtype } = run.spec;
    if (validation === undefined) throw new CrescendoError('INTERNAL', 'a run without validation');
    const { crop_pct: cropPct, interpolation: filter } = validation;
    const { unread } = await runPhases(this.#context, evaluationProgram(), {
      source: dataset.source,
      plan: { size, cropPct, filter, dtype },
      // Nothing is drawn, so the epoch does not matter.
      samples: indices.map((index) => ({ epoch: 0, index })),
      positions: [...indices.keys()],
      batch,
      signal: this.#context.abandoned,
      patience: this.#patience,
      share: shareOf(run, this.#request, 'val'),
    });
    return unread;
  }

  /** Validation is not in the ledger; only what could not be read is kept, for people to list. */
  async record({ unread }: ValidationBatch): Promise<void> {
    const { run, dataset } = this.#request;
    if (unread.length === 0) return;
    const samples = unread.map(({ sample: { index, reason } }) => ({ key: dataset.manifest.key(index), reason }));
    const met = await run.recordUnread(samples.map((sample) => ({ dataset: dataset.id, ...sample })));
    // A bad image is met again in every evaluation, and is no news then.
    if (met === undefined || !run.unreadLogged.reached(met)) return;
    this.#log.warn({ run: run.name, dataset: dataset.id, unread: met }, unreadMessage(run.name, samples.at(-1)!, met));
  }

  give({ slot }: ValidationBatch): void {
    this.#reservation.give(slot);
  }

  close(): void {
    this.#reservation.close();
  }

  takeNotices(): crescendo.v1.INotice[] {
    return this.#notices.splice(0);
  }

  messages(batch: ValidationBatch): crescendo.v1.IStreamBatchesResponse[] {
    this.#noteUnread(batch);
    return [{ header: this.#header(batch) }];
  }

  #noteUnread(batch: ValidationBatch): void {
    const { run, dataset } = this.#request;
    for (const { sample } of batch.unread) {
      const { index, reason } = sample;
      this.#unread += 1;
      if (!this.#told.reached(this.#unread)) continue;
      const message = unreadMessage(run.name, { key: dataset.manifest.key(index), reason }, this.#unread);
      this.#notices.push({ reason: 'BAD_SAMPLE', message: `${message}${FROM_ANOTHER_HOST}` });
    }
  }

  #header({ step, indices, unread, layout }: ValidationBatch): crescendo.v1.IBatchHeader {
    const { run, dataset, rank, size } = this.#request;
    const padding = Array.from({ length: layout.sampleCount - indices.length }, (_, k) => indices.length + k);
    return {
      step,
      bandwidth: shorterSide(size),
      ...(typeof size === 'number' ? {} : { size: [...size] }),
      ...tensorFields(layout),
      labels: [...indices.map((index) => this.#labels[dataset.manifest.label(index)]!), ...padding.map(() => 0)],
      keys: [...indices.map((index) => dataset.manifest.key(index)), ...padding.map(() => '')],
      suggestedAccumulation: 1,
      scheduleToken: run.plan.scheduleToken,
      rankOffset: rank * this.#size,
      invalid: [...unread.map(({ position }) => position), ...padding].sort((a, b) => a - b),
    };
  }

  #layout(samples: number): SlotLayout {
    const { run, size } = this.#request;
    return this.#context.layOut(validationTensors(run.spec, size), samples);
  }
}

/** @param count samples that could not be read so far */
function unreadMessage(run: string, { key, reason }: { key: string; reason: string }, count: number): string {
  const many = count === 1 ? '' : ` (${count} so far)`;
  return (
    `validation sample ${key}: ${reason}${many}; unreadable images have the label -100 and do not count (\`valid\`); ` +
    `list them with: crescendo runs show ${run}`
  );
}
