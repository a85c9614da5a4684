import type { Filter } from '../../../types.ts';
import { isCopy, type ResampleAxis, resampleTaps, WEIGHT_BITS, wholeAxis } from '../filters.ts';

/** An RGB image: rows of width * 3 bytes. */
export interface RgbImage {
  width: number;
  height: number;
  data: Uint8Array;
}

/** Pillow's 8-bit resize in plain loops: the oracle of the resampling kernels. */
export function referenceResize(image: RgbImage, width: number, height: number, filter: Filter): RgbImage {
  return referenceResample(image, wholeAxis(image.width, width), wholeAxis(image.height, height), filter);
}

/** The same along any two axes, which must be made whole. */
export function referenceResample(
  image: RgbImage,
  columns: ResampleAxis,
  rows: ResampleAxis,
  filter: Filter,
): RgbImage {
  const across = isCopy(columns) ? image : resampleColumns(image, columns, filter);
  return isCopy(rows) ? across : resampleRows(across, rows, filter);
}

/** The pixels of a box, as Pillow's `crop` cuts them. */
export function referenceCrop(image: RgbImage, x: number, y: number, width: number, height: number): RgbImage {
  const data = new Uint8Array(width * height * 3);
  for (let row = 0; row < height; row += 1) {
    const from = ((y + row) * image.width + x) * 3;
    data.set(image.data.subarray(from, from + width * 3), row * width * 3);
  }
  return { width, height, data };
}

/** The image mirrored left to right. */
export function referenceFlip(image: RgbImage): RgbImage {
  const data = new Uint8Array(image.data.length);
  for (let y = 0; y < image.height; y += 1) {
    for (let x = 0; x < image.width; x += 1) {
      const from = (y * image.width + x) * 3;
      const to = (y * image.width + image.width - 1 - x) * 3;
      for (let c = 0; c < 3; c += 1) data[to + c] = image.data[from + c]!;
    }
  }
  return { ...image, data };
}

function toByte(sum: number): number {
  return Math.max(0, Math.min(255, sum >> WEIGHT_BITS));
}

function resampleColumns({ width, height, data }: RgbImage, axis: ResampleAxis, filter: Filter): RgbImage {
  const target = axis.output;
  const output = new Uint8Array(target * height * 3);
  for (let x = 0; x < target; x += 1) {
    const { first, weights } = resampleTaps(axis, filter, x);
    for (let y = 0; y < height; y += 1) {
      for (let c = 0; c < 3; c += 1) {
        let sum = 2 ** (WEIGHT_BITS - 1);
        for (const [k, weight] of weights.entries()) sum += data[(y * width + first + k) * 3 + c]! * weight;
        output[(y * target + x) * 3 + c] = toByte(sum);
      }
    }
  }
  return { width: target, height, data: output };
}

function resampleRows({ width, data }: RgbImage, axis: ResampleAxis, filter: Filter): RgbImage {
  const target = axis.output;
  const output = new Uint8Array(width * target * 3);
  for (let y = 0; y < target; y += 1) {
    const { first, weights } = resampleTaps(axis, filter, y);
    for (let column = 0; column < width * 3; column += 1) {
      let sum = 2 ** (WEIGHT_BITS - 1);
      for (const [k, weight] of weights.entries()) sum += data[(first + k) * width * 3 + column]! * weight;
      output[y * width * 3 + column] = toByte(sum);
    }
  }
  return { width, height: target, data: output };
}
