import { CrescendoError } from '../../errors.ts';
import { LIMITS } from '../../limits.ts';

export const FORMATS = ['jpeg', 'png', 'webp', 'gif', 'tiff', 'avif'] as const;
export type Format = (typeof FORMATS)[number];

/** What an image's header says. */
export interface ImageHeader {
  format: Format;
  /** Pixels. */
  width: number;
  height: number;
  /** Which decoder reads it: `turbojpeg` for JPEG of three or one components, `sharp` for everything else. */
  decoder: 'turbojpeg' | 'sharp';
  /** Index in turbojpeg's list of subsamplings; -1 if it has no name for it. Only with `turbojpeg`. */
  subsampling?: number;
  /** Coded in several scans, each of the whole image: costs about three times the time. Only with `turbojpeg`. */
  progressive?: boolean;
  /** Colour model and sample depth, as sharp names them. Only with `sharp`. */
  space?: string;
  depth?: string;
}

/** Brands of an AVIF file, or of a HEIF file that may be one: sharp tells which. */
const AVIF_BRANDS = ['avif', 'avis', 'mif1', 'msf1', 'miaf'];
/** Bytes of the file that a message quotes. */
const QUOTED_BYTES = 16;

/** The format by the first bytes: names lie. Throws BAD_IMAGE. */
export function sniffFormat(bytes: Uint8Array): Format {
  if (bytes.length === 0) throw badImage('the file is empty');
  const text = Buffer.from(bytes.subarray(0, QUOTED_BYTES)).toString('latin1');
  if (text.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (text.startsWith('RIFF') && text.startsWith('WEBP', 8)) return 'webp';
  if (text.startsWith('GIF87a') || text.startsWith('GIF89a')) return 'gif';
  // 43 instead of 42, the asterisk, stands for BigTIFF.
  if (/^(II[*+]\0|MM\0[*+])/.test(text)) return 'tiff';
  if (text.startsWith('ftyp', 4) && AVIF_BRANDS.includes(text.slice(8, 12))) return 'avif';
  throw badImage(
    `not an image of a known format (${FORMATS.join(', ')}): the file begins with ${JSON.stringify(text)}`,
  );
}

/** Throws IMAGE_TOO_LARGE if the encoded image passes the limit. */
export function checkBytes(bytes: Uint8Array): void {
  if (bytes.length > LIMITS.imageBytes) throw tooLarge('imageBytes', bytes.length, `${bytes.length} bytes`);
}

/** Throws IMAGE_TOO_LARGE or BAD_IMAGE: before anything of the image's size is allocated. */
export function checkSize(width: number, height: number): void {
  if (!(width >= 1 && height >= 1)) throw badImage(`its header says ${width} x ${height} pixels`);
  const size = `${width} x ${height} pixels`;
  if (Math.max(width, height) > LIMITS.imageSide) throw tooLarge('imageSide', Math.max(width, height), size);
  if (width * height > LIMITS.imagePixels) throw tooLarge('imagePixels', width * height, size);
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
