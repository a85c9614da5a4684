import { CrescendoError } from '../../errors.ts';
import { LIMITS } from '../../limits.ts';

/** The contents of an image's header. */
export interface ImageHeader {
  /** Name of the format: `jpeg`, `png`. */
  format: string;
  /** Pixels. */
  width: number;
  height: number;
  /** Which decoder reads it: `turbojpeg` for JPEG of three or one components, `sharp` for all other common files. */
  decoder: string;
  /** Index in turbojpeg's list of subsamplings; -1 if the subsampling is not in it. Only with `turbojpeg`. */
  subsampling?: number;
  /** Coded in several scans, each of the whole image: costs about three times the time. Only with `turbojpeg`. */
  progressive?: boolean;
  /** Colour model and sample depth, as sharp names them. Only with `sharp`. */
  space?: string;
  depth?: string;
  /**
   * Bytes that decoding takes besides the pixels it gives and the file, at most; `test/bench/decode-memory.ts` measures it.
   */
  scratchBytes: number;
}

/** Throws IMAGE_TOO_LARGE if the encoded image exceeds the limit. */
export function checkBytes({ length }: { length: number }): void {
  if (length > LIMITS.imageBytes) throw tooLarge('imageBytes', length, `${length} bytes`);
}

/** Throws IMAGE_TOO_LARGE or BAD_IMAGE before memory of the image's size is allocated. */
export function checkSize(width: number, height: number): void {
  if (!(width >= 1 && height >= 1)) throw badImage(`its header says ${width} x ${height} pixels`);
  const size = `${width} x ${height} pixels`;
  if (Math.max(width, height) > LIMITS.imageSide) throw tooLarge('imageSide', Math.max(width, height), size);
  if (width * height > LIMITS.imagePixels) throw tooLarge('imagePixels', width * height, size);
}

/** Throws IMAGE_TOO_LARGE if decoding takes more memory than any kind of image of the largest size needs. */
export function checkScratch(bytes: number): number {
  if (bytes <= LIMITS.decodeBytesMax) return bytes;
  throw tooLarge('decodeBytesMax', bytes, `a file of which a decoder needs ${bytes} bytes of memory`);
}

function tooLarge(limit: keyof typeof LIMITS, value: number, described: string): CrescendoError {
  const bound = String(LIMITS[limit]);
  return new CrescendoError('IMAGE_TOO_LARGE', `the image has ${described}; the limit ${limit} is ${bound}`, {
    limit,
    value: String(value),
    bound,
  });
}

export function badImage(why: string, cause?: unknown): CrescendoError {
  return new CrescendoError('BAD_IMAGE', `cannot decode the image: ${why}`, {}, { cause });
}
