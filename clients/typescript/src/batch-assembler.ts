import type { crescendo } from '@crescendo/proto';
import { type Batch, makeBatch } from './batch.ts';
import type { BufferPool } from './buffer-pool.ts';
import { type CrescendoError, protocolError } from './errors.ts';
import { type BatchMixing, readMixing } from './mixing.ts';
import { batchFormat, DTYPE_BYTES, type RunInfo } from './run.ts';
import { DTYPE, type Dtype } from './spec.ts';
import type { ValidationRun } from './validation.ts';

/** A whole batch, and the buffer of the pool that its pixels lie in. */
export interface ReceivedBatch {
  batch: Batch;
  buffer: ArrayBuffer;
}

/** A batch whose pixels are still coming. */
interface PartialBatch {
  header: crescendo.v1.BatchHeader;
  mixing: BatchMixing | undefined;
  dtype: Dtype;
  buffer: ArrayBuffer;
  /** The whole of `buffer`: one view for all chunks. */
  bytes: Uint8Array;
  received: number;
}

/**
 * Puts batches together from headers and chunks, through any number of connections, and checks that they are what the
 * run promises. Every method throws `INTERNAL`, reason `PROTOCOL`, if they are not.
 */
export class BatchAssembler {
  readonly #run: RunInfo;
  readonly #worldSize: number;
  readonly #pool: BufferPool;
  #nextStep: number;
  #stage: number | undefined;
  #announced: number | undefined;
  #partial: PartialBatch | undefined;

  /** @param firstStep the global step that must come first */
  constructor(run: RunInfo, worldSize: number, pool: BufferPool, firstStep: number) {
    this.#run = run;
    this.#worldSize = worldSize;
    this.#pool = pool;
    this.#nextStep = firstStep;
  }

  /** The first global step that has not come in full. */
  get nextStep(): number {
    return this.#nextStep;
  }

  /** Takes note of a stage that the next header must begin. */
  announce(stage: crescendo.v1.IStage): void {
    if (this.#partial !== undefined) throw this.#broken(`a stage change came inside step ${this.#nextStep}`);
    this.#announced = stage.index ?? 0;
  }

  /** Begins a batch. Returns false, and does nothing, if the pool has no buffer: to be tried again. */
  begin(header: crescendo.v1.BatchHeader): boolean {
    if (this.#partial !== undefined) throw this.#broken('a header came before the last pixels of the batch');
    const dtype = this.#check(header);
    const mixing = this.#mixing(header);
    const buffer = this.#pool.take(header.byteLength);
    if (buffer === undefined) return false;
    this.#announced = undefined;
    this.#partial = { header, dtype, mixing, buffer, bytes: new Uint8Array(buffer), received: 0 };
    return true;
  }

  /** Copies pixels to their place; returns the batch if they were its last ones. */
  chunk(data: Uint8Array): ReceivedBatch | undefined {
    const partial = this.#partial;
    if (partial === undefined) throw this.#broken('pixels came without a header');
    const end = partial.received + data.length;
    const { byteLength } = partial.header;
    if (end > byteLength) throw this.#broken(`${end} bytes of pixels came, byte_length is ${byteLength}`);
    partial.bytes.set(data, partial.received);
    partial.received = end;
    return end < byteLength ? undefined : this.#complete(partial);
  }

  #complete({ header, dtype, buffer, mixing }: PartialBatch): ReceivedBatch {
    this.#partial = undefined;
    this.#nextStep += 1;
    const batch = makeBatch(header, dtype, buffer, header.stage !== this.#stage, mixing);
    this.#stage = header.stage;
    return { batch, buffer };
  }

  /**
   * Takes all pixels at once from elsewhere: `read` fills them in, or returns false. Returns undefined, and gives the
   * batch up, if it does.
   */
  fill(read: (pixels: Uint8Array) => boolean): ReceivedBatch | undefined {
    const partial = this.#partial;
    if (partial === undefined) throw this.#broken('pixels came without a header');
    if (read(partial.bytes.subarray(0, partial.header.byteLength))) return this.#complete(partial);
    this.abandon();
    return undefined;
  }

  /** Gives up a batch that will not be completed: its connection is gone, and the step comes again. */
  abandon(): void {
    if (this.#partial !== undefined) this.#pool.give(this.#partial.buffer);
    this.#partial = undefined;
    this.#announced = undefined;
  }

  /** Checks a header against the schedule and against itself; returns its dtype. */
  #check(header: crescendo.v1.BatchHeader): Dtype {
    const { shape, bandwidth, byteLength } = header;
    this.#equal('step', header.step, this.#nextStep);
    this.#equal('schedule_token', header.scheduleToken, this.#run.scheduleToken);
    if (this.#announced !== undefined) this.#equal('stage', header.stage, this.#announced);
    const stage = this.#run.stages[header.stage];
    if (stage === undefined) throw this.#mismatch('stage', header.stage, `0..${this.#run.stages.length - 1}`);
    const past = stage.firstStep + stage.steps;
    if (!stage.open && (header.step < stage.firstStep || header.step >= past)) {
      throw this.#broken(`stage ${stage.index} covers the steps ${stage.firstStep}..${past - 1} and not this one`);
    }
    this.#equal('bandwidth', bandwidth, stage.bandwidth);
    const format = batchFormat(this.#run, stage, this.#worldSize);
    const [whole, height, width, channels] = format.shape;
    const samples = 'samplesAt' in this.#run ? (this.#run as ValidationRun).samplesAt(header.step) : whole;
    this.#equal('shape', shape.join(' x '), [samples, height, width, channels].join(' x '));
    const { dtype } = format;
    this.#equal('dtype', header.dtype, DTYPE[dtype]);
    this.#equal('labels', header.labels.length, samples);
    this.#equal('keys', header.keys.length, samples);
    this.#equal('byte_length', byteLength, samples * height * width * channels * DTYPE_BYTES[dtype]);
    return dtype;
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

  #broken(what: string, metadata: Record<string, string> = {}): CrescendoError {
    const { run } = this.#run;
    return protocolError(`run ${run}, step ${this.#nextStep}: ${what}`, { run, ...metadata });
  }
}
