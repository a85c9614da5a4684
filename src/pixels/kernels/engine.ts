import { CrescendoError } from '../../errors.ts';
import { LIMITS } from '../../limits.ts';
import {
  type Box,
  CHANNELS,
  DTYPE_BYTES,
  type Dtype,
  type Filter,
  type ImageSize,
  imageSize,
  type LowFrequencyOperator,
  type Size,
  sidesOf,
} from '../../types.ts';
import { isCopy, type ResampleAxis, tapBounds } from './filters.ts';
import { MEMORY } from './memory.ts';
import type { KernelExports } from './module.ts';
import { ResampleTables } from './resample-tables.ts';
import { SpectralTables } from './spectral-table.ts';

/** The current image: packed RGB, rows of width * 3 bytes; a view that the next operation overwrites. */
export interface EngineImage extends Size {
  data: Uint8Array;
}

/** Two samples and their result: views of the engine's memory. */
export interface MixBuffers {
  first: Uint8Array;
  second: Uint8Array;
  result: Uint8Array;
}

/** Samples below `below` are raised by `addend`, at most to 255; the others flip the bits of `flip`; `keep` masks all. */
export interface ThresholdRule {
  /** 0..255, as are the others. */
  below: number;
  addend: number;
  flip: number;
  keep: number;
}

/** Where a stream of random words lies in Philox's space. */
export interface PhiloxStream {
  /** The words of the counter after the first one, which counts the blocks. */
  counter: readonly [number, number, number];
  key: readonly [number, number];
}

const align16 = (bytes: number): number => Math.ceil(bytes / 16) * 16;

/**
 * The pixel kernels with their memory: one for each worker thread. It holds the decoded region and the current image;
 * operations go from one image buffer to the other. The kernels do not check their arguments; this class does.
 */
export class PixelEngine {
  readonly #kernels: KernelExports;
  readonly #bytes: Uint8Array;
  readonly #resampleTables: ResampleTables;
  readonly #spectralTables: SpectralTables;
  #current: 0 | 1 = 0;
  #width = 0;
  #height = 0;

  constructor(module: WebAssembly.Module) {
    const env = { abort: () => assertNever('a kernel aborted') };
    // The cast states what src/pixels/kernels/assembly/index.ts exports.
    this.#kernels = new WebAssembly.Instance(module, { env }).exports as unknown as KernelExports;
    const { buffer } = this.#kernels.memory;
    this.#bytes = new Uint8Array(buffer);
    this.#resampleTables = new ResampleTables(buffer, MEMORY.resampleTables);
    this.#spectralTables = new SpectralTables(buffer, MEMORY.spectralTables);
  }

  /**
   * Memory for a decoded region: width * height RGBX pixels, rows without gaps.
   * Throws IMAGE_TOO_LARGE past `LIMITS.imagePixels`.
   */
  region(width: number, height: number): Uint8Array {
    const pixels = width * height;
    if (pixels > LIMITS.imagePixels) {
      throw new CrescendoError(
        'IMAGE_TOO_LARGE',
        `a region of ${width} x ${height} pixels exceeds the limit imagePixels, ${LIMITS.imagePixels}`,
        { limit: 'imagePixels', value: String(pixels), bound: String(LIMITS.imagePixels) },
      );
    }
    return this.#bytes.subarray(MEMORY.region.start, MEMORY.region.start + pixels * 4);
  }

  /**
   * Runs an operation that makes a new image of the same size: `work` reads the current image at `source` and writes at
   * `target`, with the kernels; the result becomes the current image. `scratch` is the address of memory for what the
   * work needs in between: more than a hundred of the largest images.
   */
  transform(work: (kernels: KernelExports, source: number, target: number, scratch: number) => void): void {
    const [source, target] = [MEMORY.images[this.#current].start, MEMORY.images[this.#current === 0 ? 1 : 0].start];
    work(this.#kernels, source, target, MEMORY.scratch.start);
    this.#current = this.#current === 0 ? 1 : 0;
  }

  /**
   * Runs kernels on the current image in place, at `image`, with the memory of the decoded region, which is free once the
   * crop is made: at `region`, room for more than ten of the largest images as floats.
   */
  inPlace(work: (kernels: KernelExports, image: number, region: number) => void): void {
    work(this.#kernels, MEMORY.images[this.#current].start, MEMORY.region.start);
  }

  /** Mirrors the current image from top to bottom. */
  flipVertical(): void {
    this.transform((_kernels, source, target) => {
      const row = this.#width * CHANNELS;
      for (let y = 0; y < this.#height; y += 1) {
        const from = source + y * row;
        this.#bytes.copyWithin(target + (this.#height - 1 - y) * row, from, from + row);
      }
    });
  }

  /**
   * Convolves the current image along the rows and then along the columns, mirrored beyond its edges.
   *
   * @param weights of the symmetric kernel, from its centre out
   */
  convolve(weights: Float32Array): void {
    const { start } = MEMORY.scratch;
    new Float32Array(this.#bytes.buffer, start, weights.length).set(weights);
    const scratch = start + align16(weights.byteLength);
    this.transform((kernels, source, target) => {
      kernels.convolve(source, target, this.#width, this.#height, start, weights.length - 1, scratch);
    });
  }

  /** How often each value occurs in each channel of the current image: 3 x 256 counts, a view of scratch memory. */
  histogram(): Uint32Array {
    const { start } = MEMORY.scratch;
    this.#kernels.histogram(MEMORY.images[this.#current].start, this.#width * this.#height, start);
    return new Uint32Array(this.#bytes.buffer, start, 3 * 256);
  }

  /** The least red, green and blue of the current image, then the greatest: a view of scratch memory. */
  extremes(): Uint8Array {
    const { start } = MEMORY.scratch;
    this.#kernels.extremes(MEMORY.images[this.#current].start, this.#width * this.#height, start);
    return this.#bytes.subarray(start, start + 6);
  }

  /** Mean of the grey values of the current image. */
  greyMean(): number {
    const pixels = this.#width * this.#height;
    // WebAssembly gives 32 bits as a signed integer.
    return (this.#kernels.greySum(MEMORY.images[this.#current].start, pixels) >>> 0) / pixels;
  }

  /** Replaces every sample of the current image by its entry in the table of its channel: 3 x 256 bytes. */
  applyTables(tables: Uint8Array): void {
    const { start } = MEMORY.scratch;
    this.#bytes.set(tables, start);
    const image = MEMORY.images[this.#current].start;
    this.#kernels.applyTables(image, this.#width * this.#height, start, start + tables.length);
  }

  /** Applies the rule to every sample of the current image. */
  applyThreshold({ below, addend, flip, keep }: ThresholdRule): void {
    const image = MEMORY.images[this.#current].start;
    this.#kernels.applyThreshold(image, this.#width * this.#height, below, addend, flip, keep);
  }

  /** The current image. */
  get image(): EngineImage {
    const start = MEMORY.images[this.#current].start;
    const length = this.#width * this.#height * CHANNELS;
    return { width: this.#width, height: this.#height, data: this.#bytes.subarray(start, start + length) };
  }

  /** Sets the current image to packed RGB pixels. */
  loadImage(rgb: Uint8Array, width: number, height: number): void {
    checkSide('width', width);
    checkSide('height', height);
    if (rgb.length !== width * height * CHANNELS) {
      throw new RangeError(`${width} x ${height} RGB pixels are ${width * height * CHANNELS} bytes, not ${rgb.length}`);
    }
    this.#bytes.set(rgb, MEMORY.images[this.#current].start);
    this.#setSize(width, height);
  }

  /**
   * Cuts `crop` out of the region and resizes it: Pillow's `crop().resize()` to the bit. The result, mirrored if
   * `flip`, is the current image.
   *
   * @param region size of the region in memory
   * @param crop box inside the region; pixels outside it have no influence
   * @param target size of the result, at most `LIMITS.baseSizeMax` a side
   * @param window what the result shows, if it is not just the crop: Pillow's `resize(box=)`. Its sides may lie between
   *   pixels of the region, and outside the crop by up to half a pixel of the result
   */
  cropResize(region: Size, crop: Box, target: Size, filter: Filter, flip: boolean, window?: Box): void {
    checkSide('width', target.width);
    checkSide('height', target.height);
    checkCrop(region, crop);
    const columns = cropAxis(crop.x, crop.width, target.width, window && [window.x, window.width]);
    const rows = cropAxis(crop.y, crop.height, target.height, window && [window.y, window.height]);
    const x = crop.x + tapBounds(columns, filter)[0];
    const y = crop.y + tapBounds(rows, filter)[0];
    const stride = region.width * 4;
    this.#resample(MEMORY.region.start + y * stride + x * 4, stride, columns, rows, filter, flip);
  }

  /**
   * A window of a whole image's resize: Pillow's `resize(to)` and then `crop(window)`, to the bit, without making more
   * than the window. It becomes the current image.
   *
   * @param region box of the image that lies in the region's memory; holds every pixel that the window reads
   * @param from size of the whole image
   * @param to size to which it is resized
   * @param window box of the resized image, at most `LIMITS.baseSizeMax` a side
   */
  resizeWindow(region: Box, from: Size, to: Size, window: Box, filter: Filter): void {
    checkSide('width', window.width);
    checkSide('height', window.height);
    checkInside(to, window);
    const columns = { input: from.width, output: to.width, first: window.x, count: window.width };
    const rows = { input: from.height, output: to.height, first: window.y, count: window.height };
    const [left, right] = tapBounds(columns, filter);
    const [top, bottom] = tapBounds(rows, filter);
    const [x, y] = [left - region.x, top - region.y];
    checkCrop(region, { x, y, width: right - left, height: bottom - top });
    const stride = region.width * 4;
    this.#resample(MEMORY.region.start + y * stride + x * 4, stride, columns, rows, filter, false);
  }

  /**
   * The two passes, from RGBX pixels anywhere in memory to the current image.
   *
   * @param source the first pixel that either axis reads
   */
  #resample(
    source: number,
    stride: number,
    columns: ResampleAxis,
    rows: ResampleAxis,
    filter: Filter,
    flip: boolean,
  ): void {
    const output = MEMORY.images[this.#current].start;
    const packed = columns.count * CHANNELS;
    if (isCopy(rows)) {
      // Nothing follows the horizontal pass: it writes the image, one row at a time, so that a store past a row's
      // end is overwritten by the next row.
      this.#horizontal(source, stride, output, packed, columns, rows.count, filter, flip, 1);
    } else {
      const [top, bottom] = tapBounds(rows, filter);
      const height = bottom - top;
      const middle = MEMORY.scratch.start;
      // At least one byte to spare, where the last pixel of a row stores past its end.
      const middleStride = align16(packed + 1);
      this.#horizontal(source, stride, middle, middleStride, columns, height, filter, flip, height);
      const { address, pairs } = this.#resampleTables.get(rows, filter, 1);
      this.#kernels.resampleVertical(middle, middleStride, output, packed, packed, rows.count, address, pairs);
    }
    this.#setSize(columns.count, rows.count);
  }

  /** The horizontal pass, or a copy where the width stays, of `height` rows: `rowsAtOnce` rows a call. */
  #horizontal(
    source: number,
    stride: number,
    target: number,
    targetStride: number,
    columns: ResampleAxis,
    height: number,
    filter: Filter,
    flip: boolean,
    rowsAtOnce: number,
  ): void {
    if (isCopy(columns)) {
      this.#kernels.packRgb(source, stride, target, targetStride, columns.count, height, flip);
      return;
    }
    const { address, pairs } = this.#resampleTables.get(columns, filter, 4);
    for (let row = 0; row < height; row += rowsAtOnce) {
      const [at, to] = [source + row * stride, target + row * targetStride];
      this.#kernels.resampleHorizontal(at, stride, to, targetStride, rowsAtOnce, columns.count, address, pairs, flip);
    }
  }

  /**
   * The low-frequency crop of the current image, on both axes.
   *
   * @param size of the result: even, and below the image's on both axes, or equal to it; a side B if the image is square
   * @returns values (HWC) as bytes, a view that the next call overwrites
   */
  lowFrequency(size: ImageSize, operator: LowFrequencyOperator, dtype: Dtype): Uint8Array {
    const image = { width: this.#width, height: this.#height };
    checkTarget(image, size);
    const result = sidesOf(size);
    if (result.width < image.width && operator === 'spectral') return this.#spectral(image, result, dtype);
    if (result.width < image.width) this.#lanczos(result);
    return this.pixels(dtype);
  }

  #spectral(image: Size, result: Size, dtype: Dtype): Uint8Array {
    const [kernel, format] =
      dtype === 'uint8'
        ? ([this.#kernels.spectralCrop, 'integer'] as const)
        : ([this.#kernels.spectralCropFloat, 'float'] as const);
    const { vertical, horizontal } = this.#spectralTables.both(image, result, format);
    const { start } = MEMORY.result;
    kernel(
      MEMORY.images[this.#current].start,
      image.height,
      image.width,
      result.height,
      result.width,
      vertical.weights,
      vertical.wave,
      vertical.waveGroup,
      horizontal.weights,
      horizontal.sine,
      MEMORY.scratch.start,
      start,
    );
    return this.#bytes.subarray(start, start + result.height * result.width * CHANNELS * DTYPE_BYTES[dtype]);
  }

  /** The values of the current image (HWC) as bytes, a view that the next call overwrites. */
  pixels(dtype: Dtype): Uint8Array {
    const { data } = this.image;
    if (dtype === 'uint8') return data;
    const { start } = MEMORY.result;
    new Float32Array(this.#bytes.buffer, start, data.length).set(data);
    return this.#bytes.subarray(start, start + data.length * 4);
  }

  /** Pillow's Lanczos resize of the current image; it needs RGBX, for which the region's memory is free. */
  #lanczos(result: Size): void {
    const size = { width: this.#width, height: this.#height };
    const rgbx = MEMORY.region.start;
    this.#kernels.expandRgb(MEMORY.images[this.#current].start, rgbx, size.width * size.height);
    const columns = cropAxis(0, size.width, result.width);
    const rows = cropAxis(0, size.height, result.height);
    this.#resample(rgbx, size.width * 4, columns, rows, 'lanczos', false);
  }

  /** The first `count` words of a random stream: a view of scratch memory. */
  randomWords({ counter, key }: PhiloxStream, count: number): Uint32Array {
    const blocks = Math.ceil(count / 4);
    const { start, bytes } = MEMORY.scratch;
    if (blocks * 16 > bytes) throw new RangeError(`at most ${bytes / 4} random words, not ${count}`);
    this.#kernels.philoxBlocks(...counter, ...key, blocks, start);
    return new Uint32Array(this.#bytes.buffer, start, count);
  }

  /**
   * Memory for two samples to be mixed and for their result, `bytes` each: views that the next sample overwrites.
   */
  mixBuffers(bytes: number): MixBuffers {
    const { start } = MEMORY.region;
    const step = align16(bytes) + 16;
    if (bytes > MEMORY.result.bytes) throw new RangeError(`a sample has at most ${MEMORY.result.bytes} bytes`);
    const view = (k: number): Uint8Array => this.#bytes.subarray(start + k * step, start + k * step + bytes);
    return { first: view(0), second: view(1), result: view(2) };
  }

  /** Mixup: first * lambda + second * (1 - lambda) of what `mixBuffers` holds; see src/pixels/kernels/assembly/mix.ts. */
  mix({ first, second, result }: MixBuffers, dtype: Dtype, lambda: number): void {
    const [kernel, values] =
      dtype === 'uint8' ? [this.#kernels.mixBytes, first.length] : [this.#kernels.mixFloats, first.length / 4];
    kernel(first.byteOffset, second.byteOffset, result.byteOffset, values, lambda, 1 - lambda);
  }

  #setSize(width: number, height: number): void {
    this.#width = width;
    this.#height = height;
  }
}

function checkSide(field: string, side: number): void {
  if (Number.isInteger(side) && side >= 1 && side <= LIMITS.baseSizeMax) return;
  throw new RangeError(`${field} must be 1..${LIMITS.baseSizeMax}, the limit baseSizeMax, not ${side}`);
}

/** Refuses sizes to which the low-frequency crop cannot bring an image. */
function checkTarget(image: Size, size: ImageSize): void {
  const metadata = { field: 'bandwidth', value: String(size), bound: String(imageSize(image)) };
  const refuse = (message: string): CrescendoError => new CrescendoError('INVALID_FIELD', message, metadata);
  const named = `${image.width} x ${image.height}`;
  if (typeof size === 'number' && image.width !== image.height) {
    throw refuse(`the low-frequency crop to a side needs a square image, not ${named}: give [height, width]`);
  }
  const result = sidesOf(size);
  for (const axis of ['height', 'width'] as const) {
    const [length, side] = [result[axis], image[axis]];
    const what = typeof size === 'number' ? 'bandwidth' : `the ${axis} of a crop`;
    const whose = typeof size === 'number' ? "the image's side" : `the image's ${axis}`;
    if (!Number.isInteger(length) || length < LIMITS.bandwidthMin || length > side) {
      throw refuse(`${what} must be ${LIMITS.bandwidthMin}..${side}, ${whose}, not ${length}`);
    }
    if (length % 2 !== 0) throw refuse(`${what} must be even, not ${length}`);
    if (side % 2 !== 0 && length < side) throw refuse(`${whose} must be even for a crop, not ${side}`);
  }
  if (result.width < image.width !== result.height < image.height) {
    throw refuse(
      `the low-frequency crop shortens both axes or none, but ${named} to ${result.width} x ${result.height} one`,
    );
  }
}

function checkCrop(region: Size, crop: Box): void {
  checkInside(region, crop);
  const sides = region.width <= LIMITS.imageSide && region.height <= LIMITS.imageSide;
  if (sides && region.width * region.height <= LIMITS.imagePixels) return;
  throw new RangeError(`the region ${JSON.stringify(region)} passes the limits imageSide or imagePixels`);
}

/** The axis of a crop from `start` on, of which the window shows a part. */
function cropAxis(start: number, input: number, output: number, window?: readonly [number, number]): ResampleAxis {
  const whole = { input, output, first: 0, count: output };
  if (window === undefined) return whole;
  const [from, length] = [window[0] - start, window[1]];
  // The centre of every output pixel must lie in the crop: then each has a tap.
  const half = length / output / 2;
  if (!(length > 0 && from + half >= 0 && from + length - half <= input)) {
    throw new RangeError(`the window from ${from} of ${length} pixels leaves the crop of ${input}`);
  }
  return from === 0 && length === input ? whole : { ...whole, window: { start: from, length } };
}

function checkInside(size: Size, box: Box): void {
  const { x, y, width, height } = box;
  const whole = [x, y, width, height].every(Number.isInteger);
  const inside = x >= 0 && y >= 0 && width >= 1 && height >= 1 && x + width <= size.width && y + height <= size.height;
  if (whole && inside) return;
  throw new RangeError(`the crop ${JSON.stringify(box)} is not inside the region ${JSON.stringify(size)}`);
}

function assertNever(message: string): never {
  throw new CrescendoError('INTERNAL', message);
}
