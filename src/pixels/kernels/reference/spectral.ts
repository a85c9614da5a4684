import { type ComplexArray, dft } from './dft.ts';

/**
 * The low-frequency crop of one channel by its definition: transform, keep the frequencies -B/2..B/2-1 of both axes,
 * scale by (B/N)^2, transform back, take the real part. The oracle of the kernels, in doubles.
 *
 * @param channel N x N values
 * @returns B x B values, neither rounded nor clamped
 */
export function referenceSpectralCrop(channel: ArrayLike<number>, size: number, bandwidth: number): Float64Array {
  const spectrum = transform2d(fromReal(channel), size, -1);
  const cropped: ComplexArray = new Array<number>(2 * bandwidth * bandwidth);
  const source = (k: number): number => (k < bandwidth / 2 ? k : size - bandwidth + k);
  for (let u = 0; u < bandwidth; u += 1) {
    for (let v = 0; v < bandwidth; v += 1) {
      const [from, to] = [source(u) * size + source(v), u * bandwidth + v];
      cropped[2 * to] = spectrum[2 * from]!;
      cropped[2 * to + 1] = spectrum[2 * from + 1]!;
    }
  }
  const back = transform2d(cropped, bandwidth, 1);
  // (B/N)^2 of the scale and 1/B^2 of the inverse transform.
  return Float64Array.from({ length: bandwidth * bandwidth }, (_, k) => back[2 * k]! / (size * size));
}

/** The same, computed with the separable matrices of the definition: Re(A) x Re(A)' - Im(A) x Im(A)'. */
export function referenceSeparableCrop(channel: ArrayLike<number>, size: number, bandwidth: number): Float64Array {
  const { re, im } = matrices(size, bandwidth);
  const output = new Float64Array(bandwidth * bandwidth);
  for (const [matrix, sign] of [
    [re, 1],
    [im, -1],
  ] as const) {
    const middle = multiply(matrix, channel, bandwidth, size, size);
    for (let i = 0; i < bandwidth; i += 1) {
      for (let j = 0; j < bandwidth; j += 1) {
        let sum = 0;
        for (let k = 0; k < size; k += 1) sum += middle[i * size + k]! * matrix[j * size + k]!;
        output[i * bandwidth + j]! += sign * sum;
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
function transform2d(values: ComplexArray, n: number, sign: -1 | 1): ComplexArray {
  const output = [...values];
  for (let row = 0; row < n; row += 1) {
    const line = dft(output.slice(2 * row * n, 2 * (row + 1) * n), sign);
    for (let k = 0; k < 2 * n; k += 1) output[2 * row * n + k] = line[k]!;
  }
  for (let column = 0; column < n; column += 1) {
    const line: ComplexArray = [];
    for (let k = 0; k < n; k += 1) line.push(output[2 * (k * n + column)]!, output[2 * (k * n + column) + 1]!);
    for (const [k, value] of dft(line, sign).entries()) {
      output[2 * ((k >> 1) * n + column) + (k & 1)] = value;
    }
  }
  return output;
}
