/** Synthetic pictures for tests: deterministic, with edges and detail at all scales, as in photographs. */
import koffi from 'koffi';
import { loadTurboJpeg, SUBSAMPLING, TJ, turboJpegPath } from '../../src/pixels/decode/turbojpeg.ts';
import type { RgbImage } from '../../src/pixels/kernels/reference/resize.ts';
import { PURPOSE, RandomStream } from '../../src/plan/sampling/random-stream.ts';

/** Noise whose spectrum falls as 1/f: octaves of bilinearly interpolated random grids, with a few hard edges. */
export function picture(width: number, height: number, seed = 1): RgbImage {
  const random = new RandomStream(seed, 0, 0, PURPOSE.crop);
  const values = new Float64Array(width * height * 3);
  for (let cell = 64; cell >= 1; cell /= 2) {
    const columns = Math.ceil(width / cell) + 2;
    const grid = Float64Array.from({ length: columns * (Math.ceil(height / cell) + 2) * 3 }, () => random.nextDouble());
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        const [gx, gy] = [Math.floor(x / cell), Math.floor(y / cell)];
        const [fx, fy] = [x / cell - gx, y / cell - gy];
        for (let c = 0; c < 3; c += 1) {
          const at = (i: number, j: number): number => grid[((gy + j) * columns + gx + i) * 3 + c]!;
          const top = at(0, 0) * (1 - fx) + at(1, 0) * fx;
          const bottom = at(0, 1) * (1 - fx) + at(1, 1) * fx;
          values[(y * width + x) * 3 + c]! += (top * (1 - fy) + bottom * fy - 0.5) * cell;
        }
      }
    }
  }
  const data = new Uint8Array(values.length);
  for (let k = 0; k < values.length; k += 1) {
    const x = Math.floor(k / 3) % width;
    const edge = x > width / 2 && x < (width * 3) / 4 ? 60 : 0;
    data[k] = Math.max(0, Math.min(255, Math.round(128 + edge + 2.5 * values[k]!)));
  }
  return { width, height, data };
}

/** Uniform noise, or only 0 and 255. */
export function noise(width: number, height: number, seed = 1, binary = false): RgbImage {
  const random = new RandomStream(seed, 0, 1, PURPOSE.crop);
  const data = Uint8Array.from({ length: width * height * 3 }, () => {
    const byte = random.nextUint32() & 255;
    return binary ? (byte & 1) * 255 : byte;
  });
  return { width, height, data };
}

/** RGB to RGBX; the fourth byte holds a value that must not matter. */
export function toRgbx(image: RgbImage): Uint8Array {
  const output = new Uint8Array(image.width * image.height * 4).fill(0xa5);
  for (let k = 0; k < image.width * image.height; k += 1) output.set(image.data.subarray(3 * k, 3 * k + 3), 4 * k);
  return output;
}

export interface JpegOptions {
  subsampling: string;
  quality?: number;
  progressive?: boolean;
  /** MCU rows between restart markers; 0 for none. */
  restartRows?: number;
}

/** Encodes a JPEG with libturbojpeg, which offers every subsampling. */
export function encodeJpeg(image: RgbImage, options: JpegOptions): Buffer {
  const library = loadTurboJpeg() ?? fail('libturbojpeg is missing');
  const native = koffi.load(turboJpegPath() ?? fail('libturbojpeg is missing'));
  const compress = native.func('tj3Compress8', 'int', [
    ...['void *', 'void *', 'int', 'int', 'int', 'int'],
    ...['_Inout_ void **', '_Inout_ size_t *'],
  ]);
  const release = native.func('tj3Free', 'void', ['void *']);
  const handle = library.init(TJ.init.compress);
  library.set(
    handle,
    TJ.param.subsampling,
    SUBSAMPLING.findIndex(({ name }) => name === options.subsampling),
  );
  library.set(handle, TJ.param.quality, options.quality ?? 92);
  library.set(handle, TJ.param.progressive, options.progressive === true ? 1 : 0);
  library.set(handle, TJ.param.restartRows, options.restartRows ?? 0);
  const [pointer, size] = [[null] as unknown[], [0]];
  const { rgb } = TJ.pixelFormat;
  if (compress(handle, image.data, image.width, 0, image.height, rgb, pointer, size) !== 0) {
    fail(library.errorText(handle));
  }
  const bytes = Buffer.from(koffi.decode(pointer[0], koffi.array('uint8_t', size[0]!, 'Typed')) as Uint8Array);
  release(pointer[0]);
  library.destroy(handle);
  return bytes;
}

function fail(message: string): never {
  throw new Error(message);
}
