import { CrescendoError } from '../../errors.ts';
import { LIMITS } from '../../limits.ts';
import { sidesOf } from '../../types.ts';
import { type CropShape, cropBytes } from './crop-shape.ts';
import { compute, readBack, upload } from './phases.ts';
import { ShapeCache } from './shape-cache.ts';

/**
 * The low-frequency crop on a GPU device. Pipelines and buffers are kept for the shapes used last; images go through in
 * pieces, several at a time, so that upload, computation and read-back overlap.
 */
export class GpuCrop {
  readonly shapes: ShapeCache;
  readonly device: GPUDevice;
  /** For each crop in progress, a function that fails it when the device is lost. */
  readonly #inProgress = new Set<(error: Error) => void>();
  #lost: string | undefined;

  constructor(device: GPUDevice) {
    this.device = device;
    this.shapes = new ShapeCache(device);
    void device.lost.then(({ message }) => {
      this.#lost ??= message;
      for (const reject of this.#inProgress) reject(new CrescendoError('INTERNAL', message));
    });
    device.addEventListener('uncapturederror', ({ error }) => this.#fail(error.message));
  }

  /** Why nothing can be cropped any more; undefined while the device works. */
  get lost(): string | undefined {
    return this.#lost;
  }

  /**
   * Crops images. When the promise settles, nothing accesses their memory any more, whether it failed or not.
   *
   * @param images bytes of the shape's size each
   * @param outputs as many bytes of its bandwidth for each of them
   * @throws INVALID_FIELD for a shape that has no crop; INTERNAL if the device is lost; the contents of the outputs are
   * then undefined
   */
  async crop(shape: CropShape, images: readonly Uint8Array[], outputs: readonly Uint8Array[]): Promise<void> {
    checkShape(shape);
    checkMemory(shape, images, outputs);
    const { promise: gone, reject } = Promise.withResolvers<never>();
    this.#inProgress.add(reject);
    try {
      this.#check();
      // A call that waits for a device when it is lost may wait for ever.
      await Promise.race([gone, this.#pieces(shape, images, outputs)]);
    } catch (error) {
      this.#fail(error instanceof Error ? error.message : String(error));
      throw new CrescendoError('INTERNAL', `the GPU device is lost: ${this.#lost}`, {}, { cause: error });
    } finally {
      this.#inProgress.delete(reject);
    }
  }

  async #pieces(shape: CropShape, images: readonly Uint8Array[], outputs: readonly Uint8Array[]): Promise<void> {
    await this.shapes.use(shape, async ({ pipeline, capacity, withLane }) => {
      const starts = Array.from({ length: Math.ceil(images.length / capacity) }, (_, k) => k * capacity);
      const pieces = starts.map((first) =>
        withLane(async (lane) => {
          const end = Math.min(images.length, first + capacity);
          this.#check();
          await upload(this.device, lane, images.slice(first, end));
          await compute(this.device, pipeline, lane, end - first);
          await readBack(this.device, pipeline, lane, outputs.slice(first, end), () => this.#check());
        }),
      );
      // All of them settle before a failure is reported, because nothing may use the memory once it is returned.
      for (const piece of await Promise.allSettled(pieces)) if (piece.status === 'rejected') throw piece.reason;
    });
  }

  /** Throws once the device is lost: from then on, the memory of images and outputs belongs to others again. */
  #check(): void {
    if (this.#lost !== undefined) throw new CrescendoError('INTERNAL', this.#lost);
  }

  /** Either memory ran out or this code has a bug: from here on, nothing from the device can be trusted. */
  #fail(message: string): void {
    this.#lost ??= message;
    this.device.destroy();
  }
}

function checkShape({ size, bandwidth }: CropShape): void {
  const even = (value: number): boolean => Number.isInteger(value) && value % 2 === 0;
  const metadata = { field: 'bandwidth', value: String(bandwidth), bound: String(size) };
  const [image, crop] = [sidesOf(size), sidesOf(bandwidth)];
  for (const axis of ['height', 'width'] as const) {
    const [length, side] = [crop[axis], image[axis]];
    const named = typeof size === 'number' ? 'side' : axis;
    if (!even(side) || side > LIMITS.baseSizeMax) {
      const bound = `even and at most ${LIMITS.baseSizeMax}, the limit baseSizeMax`;
      throw new CrescendoError('INVALID_FIELD', `the image's ${named} must be ${bound}, not ${side}`, metadata);
    }
    if (!even(length) || length < LIMITS.bandwidthMin || length >= side) {
      const range = `even, at least ${LIMITS.bandwidthMin} and below ${side}, the image's ${named}`;
      throw new CrescendoError('INVALID_FIELD', `bandwidth must be ${range}, not ${length}`, metadata);
    }
  }
}

function checkMemory(
  { size, bandwidth }: CropShape,
  images: readonly Uint8Array[],
  outputs: readonly Uint8Array[],
): void {
  const [imageBytes, outputBytes] = [cropBytes(size), cropBytes(bandwidth)];
  const right =
    images.length === outputs.length &&
    images.every(({ length }) => length === imageBytes) &&
    outputs.every(({ length }) => length === outputBytes);
  if (right) return;
  throw new RangeError(`images must have ${imageBytes} bytes and their outputs, as many, ${outputBytes}`);
}
