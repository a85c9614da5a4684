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
  /** Colour model and sample depth, as sharp names them. Only with `sharp`. */
  space?: string;
  depth?: string;
}

/** The format by the first bytes: names lie. Throws BAD_IMAGE. */
export function sniffFormat(bytes: Uint8Array): Format {
  const text = (from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to));
  if (bytes.length === 0) throw badImage('the file is empty');
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpeg';
  if (text(0, 8) === '\x89PNG\r\n\x1a\n') return 'png';
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'webp';
  if (text(0, 6) === 'GIF87a' || text(0, 6) === 'GIF89a') return 'gif';
  if (text(0, 4) === 'II*\0' || text(0, 4) === 'MM\0*') return 'tiff';
  if (text(4, 8) === 'ftyp' && /^avi[fs]$/.test(text(8, 12))) return 'avif';
  const start = Buffer.from(bytes.subarray(0, 8)).toString('hex');
  throw badImage(`not an image of a known format (${FORMATS.join(', ')}): it begins with bytes ${start}`);
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
