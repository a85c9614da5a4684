import { areaOf, type ImageSize, type Size, sidesOf } from '../../../types.ts';
import { type ComplexArray, dft } from './dft.ts';

/**
 * The low-frequency crop of one channel by its definition: transform, keep the frequencies -B/2..B/2-1 of each axis,
 * scale by B/N of each axis, transform back, take the real part. The oracle of the kernels, in doubles.
 *
 * @param channel values of an image of `size`
 * @returns values of `bandwidth`, neither rounded nor clamped
 */
export function referenceSpectralCrop(channel: ArrayLike<number>, size: ImageSize, bandwidth: ImageSize): Float64Array {
  const [image, crop] = [sidesOf(size), sidesOf(bandwidth)];
  const spectrum = transform2d(fromReal(channel), image, -1);
  const cropped: ComplexArray = new Array<number>(2 * areaOf(bandwidth));
  const source = (k: number, kept: number, side: number): number => (k < kept / 2 ? k : side - kept + k);
  for (let u = 0; u < crop.height; u += 1) {
    for (let v = 0; v < crop.width; v += 1) {
      const row = source(u, crop.height, image.height);
      const [from, to] = [row * image.width + source(v, crop.width, image.width), u * crop.width + v];
      cropped[2 * to] = spectrum[2 * from]!;
      cropped[2 * to + 1] = spectrum[2 * from + 1]!;
    }
  }
  const back = transform2d(cropped, crop, 1);
  // The scale, and the inverse transform's 1 / area.
  return Float64Array.from({ length: areaOf(bandwidth) }, (_, k) => back[2 * k]! / areaOf(size));
}

/** The same, computed with the separable matrices of the definition: Re(A) x Re(A)' - Im(A) x Im(A)'. */
export function referenceSeparableCrop(
  channel: ArrayLike<number>,
  size: ImageSize,
  bandwidth: ImageSize,
): Float64Array {
  const [image, crop] = [sidesOf(size), sidesOf(bandwidth)];
  const vertical = matrices(image.height, crop.height);
  const horizontal = matrices(image.width, crop.width);
  const output = new Float64Array(areaOf(bandwidth));
  for (const [part, sign] of [
    ['re', 1],
    ['im', -1],
  ] as const) {
    const middle = multiply(vertical[part], channel, crop.height, image.height, image.width);
    const matrix = horizontal[part];
    for (let i = 0; i < crop.height; i += 1) {
      for (let j = 0; j < crop.width; j += 1) {
        let sum = 0;
        for (let k = 0; k < image.width; k += 1) sum += middle[i * image.width + k]! * matrix[j * image.width + k]!;
        output[i * crop.width + j]! += sign * sum;
      }
    }
  }
  return output;
}

function matrices(size: number, bandwidth: number): { re: Float64Array; im: Float64Array } {
  const re = new Float64Array(bandwidth * size);
  const im = new Float64Array(bandwidth * size);
  for (let i = 0; i < bandwidth; i += 1) {
    for (let j = 0; j < size; j += 1) {
      for (let k = -bandwidth / 2; k < bandwidth / 2; k += 1) {
        const angle = 2 * Math.PI * k * (i / bandwidth - j / size);
        re[i * size + j]! += Math.cos(angle) / size;
        im[i * size + j]! += Math.sin(angle) / size;
      }
    }
  }
  return { re, im };
}

function multiply(a: Float64Array, b: ArrayLike<number>, rows: number, inner: number, columns: number): Float64Array {
  const output = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i += 1) {
    for (let k = 0; k < inner; k += 1) {
      const weight = a[i * inner + k]!;
      for (let j = 0; j < columns; j += 1) output[i * columns + j]! += weight * b[k * columns + j]!;
    }
  }
  return output;
}

function fromReal(values: ArrayLike<number>): ComplexArray {
  return Array.from({ length: 2 * values.length }, (_, k) => (k % 2 === 0 ? values[k / 2]! : 0));
}

/** Transforms the rows, then the columns. */
function transform2d(values: ComplexArray, { height, width }: Size, sign: -1 | 1): ComplexArray {
  const output = [...values];
  for (let row = 0; row < height; row += 1) {
    const line = dft(output.slice(2 * row * width, 2 * (row + 1) * width), sign);
    for (let k = 0; k < 2 * width; k += 1) output[2 * row * width + k] = line[k]!;
  }
  for (let column = 0; column < width; column += 1) {
    const line: ComplexArray = [];
    for (let k = 0; k < height; k += 1) {
      line.push(output[2 * (k * width + column)]!, output[2 * (k * width + column) + 1]!);
    }
    for (const [k, value] of dft(line, sign).entries()) {
      output[2 * ((k >> 1) * width + column) + (k & 1)] = value;
    }
  }
  return output;
}
