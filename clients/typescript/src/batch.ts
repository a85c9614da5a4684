import { protocolError } from './errors.ts';
import type { crescendo } from './gen/crescendo.js';
import { v1 } from './messages.ts';

/** One batch of one rank. */
export interface Batch {
  /** Global step. */
  step: number;
  /** Epoch of the first sample. */
  epoch: number;
  /** Position of the stage in the schedule. */
  stage: number;
  /** True for the first batch of a stage (or of this stream). */
  stageChanged: boolean;
  /** Side B in pixels. */
  bandwidth: number;
  /** RandAugment magnitude, where augmentation is on. */
  magnitude: number | undefined;
  /** [samples, height, width, channels]. */
  shape: readonly [number, number, number, number];
  dtype: 'uint8' | 'float32';
  /** Pixels, NHWC, in units of 0..255. Valid until the next iteration, unless `reuseBuffer` is false. */
  images: Uint8Array | Float32Array;
  /** Class of each image. */
  labels: Uint32Array;
  /** Path of each image inside the dataset. */
  keys: readonly string[];
  /** Share of the budget spent before and after this step, 0..1: drive the learning rate by these. */
  budgetStart: number;
  budgetEnd: number;
  suggestedAccumulation: number;
  /** Index in the global batch of this rank's first sample. */
  rankOffset: number;
  /** Samples that stand in for unreadable ones. */
  replaced: number;
  scheduleToken: string;
}

/** Buffers of batches: taken, given back, and made only until there are enough of them. */
export class BufferPool {
  #free: ArrayBuffer[] = [];

  take(bytes: number): ArrayBuffer {
    const at = this.#free.findIndex((buffer) => buffer.byteLength >= bytes);
    if (at >= 0) return this.#free.splice(at, 1)[0]!;
    // All free ones are too small: a new stage has larger images, so they will not be needed again.
    this.#free = [];
    return new ArrayBuffer(bytes);
  }

  give(buffer: ArrayBuffer): void {
    this.#free.push(buffer);
  }
}

/** A batch and the buffer that its pixels lie in. */
export interface ReceivedBatch {
  batch: Batch;
  buffer: ArrayBuffer;
}

/** Puts batches together from headers and chunks, and checks that they are what was promised. */
export class BatchAssembler {
  readonly #pool: BufferPool;
  #header: crescendo.v1.BatchHeader | undefined;
  #buffer: ArrayBuffer | undefined;
  #received = 0;
  #expected: number;
  #stage: number | undefined;

  /** @param firstStep the step that must come first */
  constructor(pool: BufferPool, firstStep: number) {
    this.#pool = pool;
    this.#expected = firstStep;
  }

  header(message: crescendo.v1.BatchHeader): ReceivedBatch | undefined {
    if (this.#header !== undefined) throw protocolError(`step ${this.#header.step} is incomplete`);
    if (message.step !== this.#expected) throw protocolError(`step ${message.step} came, ${this.#expected} was next`);
    const [n = 0, h = 0, w = 0, c = 0] = message.shape;
    const bytes = n * h * w * c * (message.dtype === v1.Dtype.DTYPE_FLOAT32 ? 4 : 1);
    if (message.shape.length !== 4 || bytes !== message.byteLength) {
      throw protocolError(`step ${message.step}: shape ${message.shape} and ${message.byteLength} bytes do not agree`);
    }
    if (h !== message.bandwidth || message.labels.length !== n || message.keys.length !== n) {
      throw protocolError(`step ${message.step}: shape ${message.shape} does not fit its bandwidth, labels or keys`);
    }
    this.#header = message;
    this.#buffer = this.#pool.take(bytes);
    this.#received = 0;
    return bytes === 0 ? this.#finish() : undefined;
  }

  chunk(data: Uint8Array): ReceivedBatch | undefined {
    const [header, buffer] = [this.#header, this.#buffer];
    if (header === undefined || buffer === undefined) throw protocolError('pixels came without a header');
    if (this.#received + data.length > header.byteLength) {
      throw protocolError(`step ${header.step}: more than its ${header.byteLength} bytes came`);
    }
    new Uint8Array(buffer, this.#received, data.length).set(data);
    this.#received += data.length;
    return this.#received === header.byteLength ? this.#finish() : undefined;
  }

  /** Gives up a batch that will not be completed. */
  abandon(): void {
    if (this.#buffer !== undefined) this.#pool.give(this.#buffer);
    this.#header = undefined;
    this.#buffer = undefined;
  }

  #finish(): ReceivedBatch {
    const [message, buffer] = [this.#header!, this.#buffer!];
    this.#header = undefined;
    this.#buffer = undefined;
    this.#expected += 1;
    const stageChanged = message.stage !== this.#stage;
    this.#stage = message.stage;
    return { batch: makeBatch(message, buffer, stageChanged), buffer };
  }
}

function makeBatch(message: crescendo.v1.BatchHeader, buffer: ArrayBuffer, stageChanged: boolean): Batch {
  const [n = 0, h = 0, w = 0, c = 0] = message.shape;
  const float = message.dtype === v1.Dtype.DTYPE_FLOAT32;
  return {
    step: message.step,
    epoch: message.epoch,
    stage: message.stage,
    stageChanged,
    bandwidth: message.bandwidth,
    magnitude: message.magnitude ?? undefined,
    shape: [n, h, w, c],
    dtype: float ? 'float32' : 'uint8',
    images: float ? new Float32Array(buffer, 0, n * h * w * c) : new Uint8Array(buffer, 0, n * h * w * c),
    labels: Uint32Array.from(message.labels),
    keys: message.keys,
    budgetStart: message.budgetStart,
    budgetEnd: message.budgetEnd,
    suggestedAccumulation: message.suggestedAccumulation,
    rankOffset: message.rankOffset,
    replaced: message.replaced,
    scheduleToken: message.scheduleToken,
  };
}
