import type { Batch } from './batch.ts';
import { type CropMatrices, cropMatrices } from './crop-matrices.ts';
import { invalidOption } from './errors.ts';
import { checkPixels } from './pixels.ts';

const BANDWIDTH_MIN = 2;

/** Options of `lowFrequencyCrop`. */
export interface LowFrequencyCropOptions {
  /** Memory of the result, of exactly samples x B x B x channels values; new memory by default. */
  into?: Float32Array;
}

/**
 * Keeps the `bandwidth` x `bandwidth` lowest frequencies of a batch's images: the server's spectral operator, for runs
 * that leave it to the client (`crop: 'client'`). It is linear and preserves the mean. Sharp edges ring: next to a
 * straight edge, values leave the range of the input by a tenth of its height. To get the bytes that the server would
 * send, within 1, round to the nearest and clamp to 0..255.
 *
 * It is computed in float32 and is within 1e-5 of the range of the definition, as in the Python client.
 *
 * @param batch images of side N, square, in the order of their shape
 * @param bandwidth B, even, 2..N; `Batch.bandwidth`
 * @returns [samples, B, B, channels]; with B = N the images as they are, as float32
 * @throws CrescendoError `INVALID_ARGUMENT`, reason `INVALID_FIELD`, for images that are not square or smaller than the
 * bandwidth, and for a bandwidth that is odd or below 2
 */
export function lowFrequencyCrop(
  batch: Pick<Batch, 'images' | 'shape'>,
  bandwidth: number,
  { into }: LowFrequencyCropOptions = {},
): Float32Array {
  checkPixels(batch);
  const { images, shape } = batch;
  const [samples, size, width, channels] = shape;
  if (width !== size) throw invalidOption('shape', `[${shape.join(', ')}]`, 'that of square images');
  if (!Number.isSafeInteger(bandwidth) || bandwidth < BANDWIDTH_MIN || bandwidth > size || bandwidth % 2 !== 0) {
    throw invalidOption('bandwidth', bandwidth, `an even number in ${BANDWIDTH_MIN}..${size}`);
  }
  const [inputs, outputs] = [size * size * channels, bandwidth * bandwidth * channels];
  if (into !== undefined && (!(into instanceof Float32Array) || into.length !== samples * outputs)) {
    throw invalidOption('into', into?.length, `a Float32Array of ${samples * outputs} values`);
  }
  const result = into ?? new Float32Array(samples * outputs);
  if (bandwidth === size) {
    result.set(images);
    return result;
  }
  const crop = new ImageCrop(size, bandwidth, channels);
  for (let k = 0; k < samples; k += 1) {
    crop.run(images.subarray(k * inputs, (k + 1) * inputs), result.subarray(k * outputs, (k + 1) * outputs));
  }
  return result;
}

/** The crop of one image after another. */
class ImageCrop {
  readonly #size: number;
  readonly #bandwidth: number;
  readonly #channels: number;
  readonly #matrices: CropMatrices;
  /** The image with its rows resampled, (B, N, C); and that with its axes exchanged, (N, B, C). */
  readonly #shorter: Float32Array;
  readonly #turned: Float32Array;
  readonly #cropped: Float32Array;
  /** Sums and differences of mirrored rows. */
  readonly #sums: Float32Array;
  readonly #differences: Float32Array;

  constructor(size: number, bandwidth: number, channels: number) {
    this.#size = size;
    this.#bandwidth = bandwidth;
    this.#channels = channels;
    this.#matrices = cropMatrices(size, bandwidth);
    this.#shorter = new Float32Array(bandwidth * size * channels);
    this.#turned = new Float32Array(bandwidth * size * channels);
    this.#cropped = new Float32Array(bandwidth * bandwidth * channels);
    const half = (Math.floor(size / 2) + 1) * size * channels;
    this.#sums = new Float32Array(half);
    this.#differences = new Float32Array(half);
  }

  run(image: Uint8Array | Float32Array, result: Float32Array): void {
    const [size, bandwidth, channels] = [this.#size, this.#bandwidth, this.#channels];
    const peaks = this.#peaks(image);
    this.#resample(image, size * channels, this.#shorter);
    turn(this.#shorter, bandwidth, size, channels, this.#turned);
    this.#resample(this.#turned, bandwidth * channels, this.#cropped);
    turn(this.#cropped, bandwidth, bandwidth, channels, result);
    for (let i = 0, at = 0; i < bandwidth; i += 1) {
      for (let j = 0; j < bandwidth; j += 1) {
        const sign = (i + j) % 2 === 0 ? 1 : -1;
        for (let c = 0; c < channels; c += 1, at += 1) result[at] = result[at]! - sign * peaks[c]!;
      }
    }
  }

  /** `v x v^T` of each channel: the amplitude of the checkerboard. */
  #peaks(image: Uint8Array | Float32Array): Float64Array {
    const [size, channels] = [this.#size, this.#channels];
    const { nyquist } = this.#matrices;
    const peaks = new Float64Array(channels);
    for (let i = 0, at = 0; i < size; i += 1) {
      for (let j = 0; j < size; j += 1) {
        const weight = nyquist[i]! * nyquist[j]!;
        for (let c = 0; c < channels; c += 1, at += 1) peaks[c] = peaks[c]! + weight * image[at]!;
      }
    }
    return peaks;
  }

  /** R times a matrix of N rows of `length` values: B rows. */
  #resample(rows: Uint8Array | Float32Array, length: number, result: Float32Array): void {
    const [size, bandwidth] = [this.#size, this.#bandwidth];
    const columns = Math.floor(size / 2) + 1;
    fold(rows, size, length, this.#sums, this.#differences);
    const { even, odd } = this.#matrices;
    const [up, down] = [new Float32Array(length), new Float32Array(length)];
    for (let i = 0; i <= bandwidth / 2; i += 1) {
      weighted(even.subarray(i * columns, (i + 1) * columns), this.#sums, length, up);
      weighted(odd.subarray(i * columns, (i + 1) * columns), this.#differences, length, down);
      const [at, mirror] = [i * length, (bandwidth - i) * length];
      const paired = i > 0 && 2 * i < bandwidth;
      for (let k = 0; k < length; k += 1) {
        result[at + k] = up[k]! + down[k]!;
        if (paired) result[mirror + k] = up[k]! - down[k]!;
      }
    }
  }
}

/** Sums and differences of the rows j and N-j, for j = 0..N/2. */
function fold(
  rows: Uint8Array | Float32Array,
  size: number,
  length: number,
  sums: Float32Array,
  differences: Float32Array,
): void {
  for (let j = 0; 2 * j <= size; j += 1) {
    const [at, mirror] = [j * length, (size - j) * length];
    const alone = j === 0 || 2 * j === size;
    for (let k = 0; k < length; k += 1) {
      const [own, other] = [rows[at + k]!, alone ? 0 : rows[mirror + k]!];
      sums[at + k] = own + other;
      differences[at + k] = own - other;
    }
  }
}

/** The sum of rows of `length` values with their weights. Four rows at a time, because memory is what takes time. */
function weighted(weights: Float32Array, rows: Float32Array, length: number, result: Float32Array): void {
  result.fill(0);
  let j = 0;
  for (; j + 4 <= weights.length; j += 4) {
    const [a, b, c, d] = [weights[j]!, weights[j + 1]!, weights[j + 2]!, weights[j + 3]!];
    const at = j * length;
    const [second, third, fourth] = [at + length, at + 2 * length, at + 3 * length];
    for (let k = 0; k < length; k += 1) {
      result[k] = result[k]! + a * rows[at + k]! + b * rows[second + k]! + c * rows[third + k]! + d * rows[fourth + k]!;
    }
  }
  for (; j < weights.length; j += 1) {
    const weight = weights[j]!;
    for (let k = 0, at = j * length; k < length; k += 1, at += 1) result[k] = result[k]! + weight * rows[at]!;
  }
}

/** Exchanges the first two axes of (first, second, channels). */
function turn(from: Float32Array, first: number, second: number, channels: number, to: Float32Array): void {
  for (let i = 0; i < first; i += 1) {
    for (let j = 0; j < second; j += 1) {
      const [at, into] = [(i * second + j) * channels, (j * first + i) * channels];
      for (let c = 0; c < channels; c += 1) to[into + c] = from[at + c]!;
    }
  }
}
