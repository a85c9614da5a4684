import type { crescendo } from '@crescendo/proto';
import { type Batch, makeBatch } from './batch.ts';
import type { BufferPool } from './buffer-pool.ts';
import { type CrescendoError, protocolError } from './errors.ts';
import { type BatchMixing, readMixing } from './mixing.ts';
import { batchFormat, type RunInfo } from './run.ts';
import { sizeOf } from './sizes.ts';
import { DTYPE } from './spec.ts';
import type { StreamPlan } from './stream-plan.ts';
import { DTYPE_BYTES, placedBytes, placeTensors, type TensorPlace } from './tensors.ts';

/** A whole batch, and the pool's buffer that holds its pixels. */
export interface ReceivedBatch {
  batch: Batch;
  buffer: ArrayBuffer;
}

/** A batch whose tensors are still being received. */
interface PartialBatch {
  header: crescendo.v1.BatchHeader;
  mixing: BatchMixing | undefined;
  places: readonly [TensorPlace, ...TensorPlace[]];
  /** Undefined for a batch that nobody wants: its bytes are passed over. */
  buffer: ArrayBuffer | undefined;
  /** The whole of `buffer`: one view for all chunks. */
  bytes: Uint8Array | undefined;
  /** The tensor that is being received, and the number of its bytes received so far. */
  tensor: number;
  received: number;
}

/**
 * Puts batches together from headers and chunks, through any number of connections, and checks them against the run.
 * Every method throws `INTERNAL`, reason `PROTOCOL`, if they are not.
 */
export class BatchAssembler {
  readonly #run: RunInfo;
  readonly #samplesAt: StreamPlan['samplesAt'];
  readonly #worldSize: number;
  readonly #pool: BufferPool;
  #nextStep: number;
  #stage: number | undefined;
  #announced: number | undefined;
  #partial: PartialBatch | undefined;

  /** @param firstStep the global step that must come first */
  constructor({ run, samplesAt }: StreamPlan, worldSize: number, pool: BufferPool, firstStep: number) {
    this.#run = run;
    this.#samplesAt = samplesAt;
    this.#worldSize = worldSize;
    this.#pool = pool;
    this.#nextStep = firstStep;
  }

  /** The first global step that is not complete. */
  get nextStep(): number {
    return this.#nextStep;
  }

  /** The next batch must be that of a step: for streams whose steps do not follow each other. */
  expect(step: number): void {
    this.#nextStep = step;
  }

  /** The step of the batch that is being received and wanted; undefined between batches. */
  get receiving(): number | undefined {
    return this.#partial?.buffer && this.#partial.header.step;
  }

  /** Records a stage that the next header must begin. */
  announce(stage: crescendo.v1.IStage): void {
    if (this.#partial !== undefined) throw this.#early('stage_change', this.#partial);
    this.#announced = stage.index ?? 0;
  }

  /** Begins a batch. If the pool has no buffer, it does nothing and returns false, and the caller must try again. */
  begin(header: crescendo.v1.BatchHeader): boolean {
    if (this.#partial !== undefined) throw this.#early('header', this.#partial);
    const places = this.#check(header);
    const mixing = this.#mixing(header);
    const buffer = this.#pool.take(placedBytes(places));
    if (buffer === undefined) return false;
    this.#announced = undefined;
    this.#partial = { header, places, mixing, buffer, bytes: new Uint8Array(buffer), tensor: 0, received: 0 };
    return true;
  }

  /** Begins a batch that nobody wants: its chunks are passed over. */
  skip(header: crescendo.v1.BatchHeader): void {
    if (this.#partial !== undefined) throw this.#early('header', this.#partial);
    const places = this.#check(header);
    this.#announced = undefined;
    if (header.sharedMemory) return;
    const partial = { buffer: undefined, bytes: undefined, tensor: 0, received: 0 };
    this.#partial = { header, places, mixing: undefined, ...partial };
  }

  /** Nobody wants the batch any more that is being received: the rest of it is passed over. */
  drop(): void {
    const partial = this.#partial;
    if (partial?.buffer === undefined) return;
    this.#pool.give(partial.buffer);
    [partial.buffer, partial.bytes] = [undefined, undefined];
  }

  /**
   * Copies a chunk to its place; returns the batch if it was its last one.
   *
   * @param images whether the chunk belongs to the images or to another tensor
   */
  chunk(data: Uint8Array, images = true): ReceivedBatch | undefined {
    const partial = this.#partial;
    if (partial === undefined) throw this.#broken('pixels came without a header');
    const { places, tensor } = partial;
    const { name, offset, byteLength } = places[tensor]!;
    if (images !== (tensor === 0)) throw this.#early(images ? 'chunk' : 'tensor_chunk', partial);
    const end = partial.received + data.length;
    if (end > byteLength) {
      throw this.#broken(`${end} bytes of ${images ? 'pixels' : name} came, byte_length is ${byteLength}`);
    }
    partial.bytes?.set(data, offset + partial.received);
    partial.received = end;
    if (end < byteLength) return undefined;
    [partial.tensor, partial.received] = [tensor + 1, 0];
    return partial.tensor < places.length ? undefined : this.#complete(partial);
  }

  #complete({ header, places, buffer, mixing }: PartialBatch): ReceivedBatch | undefined {
    this.#partial = undefined;
    this.#nextStep += 1;
    if (buffer === undefined) return undefined;
    const batch = makeBatch(header, places, buffer, header.stage !== this.#stage, mixing);
    this.#stage = header.stage;
    return { batch, buffer };
  }

  /**
   * Gets all tensors at once from another source: `read` fills them in, or returns false. In that case, the batch is
   * given up and undefined returned.
   */
  fill(read: (bytes: Uint8Array) => boolean): ReceivedBatch | undefined {
    const partial = this.#partial;
    if (partial?.bytes === undefined) throw this.#broken('pixels came without a header');
    if (read(partial.bytes.subarray(0, placedBytes(partial.places)))) return this.#complete(partial);
    this.abandon();
    return undefined;
  }

  /** Gives up a batch that cannot be completed because its connection is gone; the step comes again. */
  abandon(): void {
    this.drop();
    this.#partial = undefined;
    this.#announced = undefined;
  }

  /** Checks a header against the schedule and against itself; returns where its tensors lie. */
  #check(header: crescendo.v1.BatchHeader): [TensorPlace, ...TensorPlace[]] {
    const { shape, bandwidth, byteLength } = header;
    this.#equal('step', header.step, this.#nextStep);
    this.#equal('schedule_token', header.scheduleToken, this.#run.scheduleToken);
    if (this.#announced !== undefined) this.#equal('stage', header.stage, this.#announced);
    const stage = this.#run.stages[header.stage];
    if (stage === undefined) throw this.#mismatch('stage', header.stage, `0..${this.#run.stages.length - 1}`);
    const past = stage.firstStep + stage.steps;
    if (!stage.open && (header.step < stage.firstStep || header.step >= past)) {
      throw this.#broken(`stage ${stage.index} covers the steps ${stage.firstStep}..${past - 1}, not this one`);
    }
    this.#equal('bandwidth', bandwidth, stage.bandwidth);
    this.#equal('size', sizeOf(header).join(' x '), stage.size.join(' x '));
    const format = batchFormat(this.#run, stage, this.#worldSize);
    const [, height, width, channels] = format.shape;
    const samples = this.#samplesAt(header.step, stage);
    this.#equal('shape', shape.join(' x '), [samples, height, width, channels].join(' x '));
    const { dtype } = format;
    this.#equal('dtype', header.dtype, DTYPE[dtype]);
    this.#equal('labels', header.labels.length, samples);
    this.#equal('keys', header.keys.length, samples);
    if (header.datasets.length > 0) this.#equal('datasets', header.datasets.length, samples);
    this.#equal('byte_length', byteLength, samples * height * width * channels * DTYPE_BYTES[dtype]);
    const places = placeTensors(header, dtype);
    if (typeof places === 'string') throw this.#broken(`the header does not fit itself: ${places}`);
    const missing = this.#run.spec.outputs?.find((output) => !places.some(({ name }) => name === output));
    if (missing !== undefined) throw this.#broken(`the header has no tensor ${missing}, which the spec asks for`);
    const [images, ...others] = places;
    return [images!, ...others];
  }

  #mixing({ mixing, labels }: crescendo.v1.BatchHeader): BatchMixing | undefined {
    if (!mixing) return undefined;
    const read = readMixing(mixing, labels.length);
    if (typeof read === 'string') throw this.#broken(`the header's ${read} does not fit ${labels.length} images`);
    return read;
  }

  #equal<T extends string | number>(field: string, value: T, bound: T): void {
    if (value !== bound) throw this.#mismatch(field, value, bound);
  }

  #mismatch(field: string, value: string | number, bound: string | number): CrescendoError {
    const metadata = { field, value: String(value), bound: String(bound) };
    return this.#broken(`the header's ${field} is ${value}, expected ${bound}`, metadata);
  }

  /** A message came where chunks of the present tensor are missing. */
  #early(kind: string, { places, tensor, received }: PartialBatch): CrescendoError {
    const { name, byteLength } = places[tensor]!;
    const of = tensor === 0 ? 'pixels' : name;
    return this.#broken(`a ${kind} came after ${received} of ${byteLength} bytes of ${of}`);
  }

  #broken(what: string, metadata: Record<string, string> = {}): CrescendoError {
    const { run } = this.#run;
    return protocolError(`run ${run}, step ${this.#nextStep}: ${what}`, { run, ...metadata });
  }
}
