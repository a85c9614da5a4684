import FFT from 'fft.js';

/** A complex sequence: real and imaginary parts alternate. */
export type ComplexArray = number[];

/**
 * The discrete Fourier transform of any length, unnormalised: fft.js for powers of two, and for other lengths
 * Bluestein's chirp-z algorithm, which makes a convolution of it.
 *
 * Source: Bluestein, "A linear filtering approach to the computation of the discrete Fourier transform", 1970.
 *
 * @param sign -1 for the forward transform, +1 for the inverse without its 1/n
 */
export function dft(input: ComplexArray, sign: -1 | 1): ComplexArray {
  const n = input.length / 2;
  if (n === 1) return [...input];
  if ((n & (n - 1)) === 0) return powerOfTwo(input, sign);
  let padded = 1;
  while (padded < 2 * n - 1) padded *= 2;
  // exp(sign pi i k^2 / n), with k^2 taken modulo 2n so that the angle stays exact.
  const chirp = Array.from({ length: n }, (_, k) => (Math.PI * ((k * k) % (2 * n))) / n);
  const a = new Array<number>(2 * padded).fill(0);
  const b = new Array<number>(2 * padded).fill(0);
  for (let k = 0; k < n; k += 1) {
    const [cos, sin] = [Math.cos(chirp[k]!), sign * Math.sin(chirp[k]!)];
    a[2 * k] = input[2 * k]! * cos - input[2 * k + 1]! * sin;
    a[2 * k + 1] = input[2 * k]! * sin + input[2 * k + 1]! * cos;
    for (const at of k === 0 ? [0] : [k, padded - k]) {
      b[2 * at] = cos;
      b[2 * at + 1] = -sin;
    }
  }
  const convolved = convolve(a, b, padded);
  const output = new Array<number>(2 * n);
  for (let k = 0; k < n; k += 1) {
    const [cos, sin] = [Math.cos(chirp[k]!), sign * Math.sin(chirp[k]!)];
    output[2 * k] = convolved[2 * k]! * cos - convolved[2 * k + 1]! * sin;
    output[2 * k + 1] = convolved[2 * k]! * sin + convolved[2 * k + 1]! * cos;
  }
  return output;
}

function powerOfTwo(input: ComplexArray, sign: -1 | 1): ComplexArray {
  const n = input.length / 2;
  const fft = new FFT(n);
  const output = fft.createComplexArray();
  if (sign === -1) {
    fft.transform(output, input);
    return output;
  }
  fft.inverseTransform(output, input);
  return output.map((value) => value * n);
}

/** Circular convolution of two complex sequences of length `n`, a power of two. */
function convolve(a: ComplexArray, b: ComplexArray, n: number): ComplexArray {
  const [x, y] = [powerOfTwo(a, -1), powerOfTwo(b, -1)];
  const product = new Array<number>(2 * n);
  for (let k = 0; k < n; k += 1) {
    product[2 * k] = x[2 * k]! * y[2 * k]! - x[2 * k + 1]! * y[2 * k + 1]!;
    product[2 * k + 1] = x[2 * k]! * y[2 * k + 1]! + x[2 * k + 1]! * y[2 * k]!;
  }
  return powerOfTwo(product, 1).map((value) => value / n);
}
