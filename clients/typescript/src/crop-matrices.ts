/**
 * The matrices of the low-frequency crop, the EfficientTrain operator: of the N x N transform of an image keep the
 * frequencies -B/2..B/2-1 of both axes, scale by (B/N)^2, transform back to B x B, take the real part. It is
 * `R x R^T - (v x v^T) C`, with R the B x N matrix of resampling, v from the unpaired frequency -B/2, and C the
 * checkerboard of 1 and -1 (docs/curriculum.md; the Python client's _low_frequency.py has the derivation).
 */

/** The matrices of the crop from side N to side B. */
export interface CropMatrices {
  /**
   * R folded around its axis, which halves the work: of rows i and B-i, and columns j and N-j, R has the same entries.
   * For rows 0..B/2 and columns 0..N/2, the part that acts on sums of the two columns, row by row.
   */
  even: Float32Array;
  /** The part that acts on their differences. */
  odd: Float32Array;
  /** v: (N). */
  nyquist: Float32Array;
}

const cache = new Map<string, CropMatrices>();
const CACHED_MAX = 64;

/** The matrices for a side and a bandwidth that have been checked. They are shared: do not write to them. */
export function cropMatrices(size: number, bandwidth: number): CropMatrices {
  const key = `${size} ${bandwidth}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const made = { ...folded(size, bandwidth), nyquist: nyquist(size, bandwidth) };
  if (cache.size >= CACHED_MAX) cache.delete(cache.keys().next().value!);
  cache.set(key, made);
  return made;
}

/** `1/N (1 + 2 sum_{k=1}^{B/2-1} cos k t + cos(B t / 2)) = sin(B t / 2) / tan(t / 2) / N` with t = 2 pi (i/B - j/N). */
function entry(i: number, j: number, size: number, bandwidth: number): number {
  const period = bandwidth * size;
  // Phases in units of t / 2 pi / period are integers, so that zeros are zeros; and they lie around 0, so that the
  // tangent is exact to the last bits where it is small.
  const phase = modulo(i * size - j * bandwidth + Math.floor(period / 2), period) - Math.floor(period / 2);
  if (phase === 0) return bandwidth / size;
  const wave = modulo(phase * bandwidth, 2 * period);
  const sine = wave % period === 0 ? 0 : Math.sin((wave * Math.PI) / period);
  return sine / Math.tan((phase * Math.PI) / period) / size;
}

function folded(size: number, bandwidth: number): Pick<CropMatrices, 'even' | 'odd'> {
  const [rows, columns] = [bandwidth / 2 + 1, Math.floor(size / 2) + 1];
  const [even, odd] = [new Float32Array(rows * columns), new Float32Array(rows * columns)];
  for (let i = 0; i < rows; i += 1) {
    for (let j = 0; j < columns; j += 1) {
      const [here, there] = [entry(i, j, size, bandwidth), entry(i, size - j, size, bandwidth)];
      // A column that is its own mirror image is its own sum.
      const alone = j === 0 || 2 * j === size;
      even[i * columns + j] = alone ? here : (here + there) / 2;
      odd[i * columns + j] = alone ? 0 : (here - there) / 2;
    }
  }
  return { even, odd };
}

function nyquist(size: number, bandwidth: number): Float32Array {
  return Float32Array.from({ length: size }, (_, j) => {
    const wave = (j * bandwidth) % (2 * size);
    return wave % size === 0 ? 0 : Math.sin((wave * Math.PI) / size) / size;
  });
}

function modulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}
