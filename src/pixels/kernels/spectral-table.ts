/**
 * Weights of the low-frequency crop from side N to side B along one axis, folded fourfold.
 *
 * Definition (the EfficientTrain operator): keep the frequencies -B/2..B/2-1 of the N x N transform, scale, transform
 * back to B x B, take the real part. With A[i,j] = (1/N) sum_k exp(2 pi I k (i/B - j/N)) this is
 * y = Re(A) x Re(A)' - Im(A) x Im(A)'. Of a rectangle, the second factor is the matrix of the other axis.
 *
 * Re(A)[i,j] is an even function of i/B - j/N with period 1. With N = 2M and B = 2C it is therefore unchanged if
 * (i, j) becomes (i + C, j + M), or (-i, -j), hence also (C - i, M - j). So of a set of rows {j, j+M, M-j, N-j} the four
 * signed sums of inputs and of weights (a Hadamard transform) are enough, and one set of sums gives the four outputs
 * {i, i+C, C-i, B-i}: a quarter of the multiplications.
 *
 * Im(A)[i,j] = (-1)^i sin(pi B j / N) / N, so the second term of y is c (-1)^(i+i') with one c for each channel.
 */
import type { Size } from '../../types.ts';
import type { MemoryArea } from './memory.ts';

/** Groups of signed sums, in the order of src/pixels/kernels/assembly/spectral-groups.ts. */
const SIGNS = [
  [1, 1, 1, 1],
  [1, 1, -1, -1],
  [1, -1, 1, -1],
  [1, -1, -1, 1],
] as const;
const EVEN_ANTISYMMETRIC = 1;
const ODD_SYMMETRIC = 2;

export const INTEGER_WEIGHT_BITS = 15;

/**
 * Re(A)[i, j] for side N and bandwidth B: a Dirichlet kernel whose Nyquist term is a cosine of half weight,
 * (1 + 2 sum_{k=1}^{B/2-1} cos k t + cos(B t / 2)) / N = sin(B t / 2) / tan(t / 2) / N with t = 2 pi (i/B - j/N).
 */
export function spectralWeight(size: number, bandwidth: number, i: number, j: number): number {
  // The phase as a fraction of B N in integers, so that equal phases give equal weights.
  const period = bandwidth * size;
  const phase = (((i * size - j * bandwidth) % period) + period) % period;
  if (phase === 0) return bandwidth / size;
  // B t / 2 = pi phase / N: zero at its multiples, where Math.sin is not.
  const sine = phase % size === 0 ? 0 : Math.sin((Math.PI * (phase % (2 * size))) / size);
  return sine / Math.tan((Math.PI * phase) / period) / size;
}

/** First and last j of a group's terms. */
function termRange(group: number, half: number): [number, number] {
  const first = group === 0 || group === 3 ? 0 : 1;
  const symmetric = group === 0 || group === 2;
  return [first, Math.floor((symmetric ? half : half - 1) / 2)];
}

/** Weights of one output set, for each group in order of its terms. */
function setWeights(size: number, bandwidth: number, i: number): number[][] {
  const half = size / 2;
  const a = Array.from({ length: size }, (_, j) => spectralWeight(size, bandwidth, i, j));
  return SIGNS.map((signs, group) => {
    const [first, last] = termRange(group, half);
    return Array.from({ length: last - first + 1 }, (_, k) => {
      const j = first + k;
      // Rows that are their own partner under one of the symmetries form a set of two.
      if (j === 0 || 2 * j === half) return (a[j]! + signs[1] * a[j + half]!) / 2;
      const rows = [a[j]!, a[j + half]!, a[half - j]!, a[size - j]!];
      return rows.reduce((sum, value, r) => sum + signs[r]! * value, 0) / 4;
    });
  });
}

/** Number of output sets, padded to an even number as the kernels treat two at a time. */
function setCount(bandwidth: number): number {
  return (Math.floor(bandwidth / 4) + 2) & ~1;
}

export interface SpectralWeights {
  /** [group][set][term]; sets beyond the last are zero. */
  groups: number[][][];
  /** Weights of the Nyquist sine for the terms of `waveGroup`. */
  wave: number[];
  waveGroup: number;
  /** sin(pi B j / N), j = 0..N-1. */
  sine: number[];
}

export function spectralWeights(size: number, bandwidth: number): SpectralWeights {
  const half = size / 2;
  const sets = setCount(bandwidth);
  const used = Math.floor(bandwidth / 4) + 1;
  const bySet = Array.from({ length: used }, (_, i) => setWeights(size, bandwidth, i));
  const groups = SIGNS.map((_, group) => {
    const [first, last] = termRange(group, half);
    const zeros = new Array<number>(last - first + 1).fill(0);
    return Array.from({ length: sets }, (_, set) => bySet[set]?.[group] ?? zeros);
  });
  const sine = Array.from({ length: size }, (_, j) => {
    // sin(pi B j / N) by the integer phase, exact at the multiples of pi/2 where Math.sin is not.
    const phase = (bandwidth * j) % (2 * size);
    return phase % size === 0 ? 0 : Math.sin((Math.PI * phase) / size);
  });
  // Under the shift by M the sine keeps its sign for an even C and changes it for an odd one.
  const waveGroup = (bandwidth / 2) % 2 === 0 ? EVEN_ANTISYMMETRIC : ODD_SYMMETRIC;
  const [first, last] = termRange(waveGroup, half);
  const wave = Array.from({ length: last - first + 1 }, (_, k) => sine[first + k]!);
  return { groups, wave, waveGroup, sine };
}

/** A table in the kernels' memory. */
export interface SpectralTable {
  weights: number;
  wave: number;
  waveGroup: number;
  sine: number;
}

/** Tables by (N, B, number format), in a bounded area of the kernels' memory that starts again when it is full. */
export class SpectralTables {
  readonly #memory: DataView;
  readonly #area: MemoryArea;
  readonly #tables = new Map<string, SpectralTable>();
  #used = 0;

  constructor(memory: ArrayBufferLike, area: MemoryArea) {
    this.#memory = new DataView(memory);
    this.#area = area;
  }

  get(size: number, bandwidth: number, format: 'integer' | 'float'): SpectralTable {
    const key = `${size} ${bandwidth} ${format}`;
    let table = this.#tables.get(key);
    if (table === undefined) {
      table = this.#build(size, bandwidth, format);
      this.#tables.set(key, table);
    }
    return table;
  }

  /** The tables of both axes, down the columns and along the rows. */
  both(image: Size, result: Size, format: 'integer' | 'float'): { vertical: SpectralTable; horizontal: SpectralTable } {
    const tableOf = (axis: 'height' | 'width'): SpectralTable => this.get(image[axis], result[axis], format);
    tableOf('height');
    const horizontal = tableOf('width');
    // If the second one was built where the area starts again, the first one is gone, and there is room for it.
    return { vertical: tableOf('height'), horizontal };
  }

  #build(size: number, bandwidth: number, format: 'integer' | 'float'): SpectralTable {
    const { groups, wave, waveGroup, sine } = spectralWeights(size, bandwidth);
    const rows = groups.flat();
    const bytes = [...rows, wave].reduce((sum, row) => sum + (row.length + 1) * 4, 0) + size * 8 + 64;
    if (this.#used + bytes > this.#area.bytes) {
      this.#tables.clear();
      this.#used = 0;
    }
    const start = this.#area.start + this.#used;
    let at = start;
    for (let j = 0; j < size; j += 1) this.#memory.setFloat64(at + 8 * j, sine[j]!, true);
    at += 8 * size;
    const weights = at;
    for (const row of rows) at = this.#write(at, row, format);
    const waveAddress = at;
    at = this.#write(at, wave, format);
    this.#used = Math.ceil((at - this.#area.start) / 16) * 16;
    return { weights, wave: waveAddress, waveGroup, sine: start };
  }

  /** Integers go in pairs, floats one by one. */
  #write(address: number, row: readonly number[], format: 'integer' | 'float'): number {
    if (format === 'float') {
      for (const [k, value] of row.entries()) this.#memory.setFloat32(address + 4 * k, value, true);
      return address + 4 * row.length;
    }
    const padded = row.length + (row.length % 2);
    for (let k = 0; k < padded; k += 1) this.#memory.setInt16(address + 2 * k, quantise(row[k] ?? 0), true);
    return address + 2 * padded;
  }
}

/** A weight with 15 fractional bits; the sine's 1 becomes the greatest 16-bit integer. */
export function quantise(weight: number): number {
  return Math.min(32_767, Math.round(weight * 2 ** INTEGER_WEIGHT_BITS));
}
