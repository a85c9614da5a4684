import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads';
import sharp, { type Metadata, type Sharp, type SharpOptions } from 'sharp';
import { LIMITS } from '../../limits.ts';
import type { Box } from '../../types.ts';
import type { DecodedRegion } from './box.ts';
import { badImage, checkSize, type Format, type ImageHeader } from './header.ts';
import { type Allocate, checkOutput } from './output.ts';

/** Loaders that may run, all from memory: no file paths, and none that runs scripts or fetches (SVG, PDF). */
const LOADERS = ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Tiff', 'Heif'].map((name) => `VipsForeignLoad${name}Buffer`);
/** Byte of the colour type in a PNG's IHDR chunk, which comes first, and its value for grey with alpha. */
const PNG_COLOUR_TYPE = 25;
const PNG_GREY_ALPHA = 4;
const OPAQUE = 0xff00_0000;

/** Environment data that a thread which has restricted libvips leaves for the threads it starts. */
const RESTRICTED = 'crescendo: libvips is restricted';

/**
 * Makes libvips a decoder and nothing else. libvips has one set of operations for the whole process, and all loaders are
 * blocked for a moment before the wanted ones are allowed: a thread that did this while another decodes would make that
 * other's images unreadable. So whoever starts threads that decode calls this first, and the threads inherit the mark.
 */
export function restrictLoaders(): void {
  if (getEnvironmentData(RESTRICTED) === true) return;
  sharp.cache(false);
  // Parallelism is the workers' business.
  sharp.concurrency(1);
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: LOADERS });
  setEnvironmentData(RESTRICTED, true);
}

/** Colour profiles are ignored and only the first page or frame is read, as with Pillow. */
function open(bytes: Uint8Array, format: Format, options: SharpOptions = {}): Sharp {
  restrictLoaders();
  // Pillow shows damaged data as far as it goes in every format but TIFF, and refuses truncated files.
  const failOn = format === 'tiff' ? 'error' : 'truncated';
  // sharp takes no view of shared memory.
  const input = bytes.buffer instanceof ArrayBuffer ? bytes : Uint8Array.from(bytes);
  const image = sharp(input, { failOn, ignoreIcc: true, limitInputPixels: LIMITS.imagePixels, pages: 1, ...options });
  // Of all formats, Pillow applies the orientation of TIFF alone.
  return format === 'tiff' ? image.autoOrient() : image;
}

/** Reads the header of an image. Throws BAD_IMAGE or IMAGE_TOO_LARGE. */
export async function sharpHeader(bytes: Uint8Array, format: Format): Promise<ImageHeader> {
  let metadata: Metadata;
  try {
    // sharp's own limit is off: its refusal would be a BAD_IMAGE, and a header takes no memory of the image's size.
    // checkSize below refuses what is too large.
    metadata = await open(bytes, format, { limitInputPixels: false }).metadata();
  } catch (error) {
    throw badImage((error as Error).message, error);
  }
  const { width, height } = format === 'tiff' ? metadata.autoOrient : metadata;
  checkSize(width, height);
  return { format, width, height, decoder: 'sharp', space: metadata.space, depth: metadata.depth };
}

/**
 * Decodes an image with Pillow's `convert('RGB')` semantics and writes the crop as RGBX. Throws BAD_IMAGE.
 *
 * The pixels are Pillow's, with these exceptions: transparent pixels of a GIF, and those that its first frame leaves
 * out, are black instead of a colour of its palette; AVIF differs by up to 5 levels where chroma is subsampled, else by
 * 1, as another library turns it into RGB, and a rotation stated by the container is applied; TIFF in YCbCr without
 * JPEG compression is not converted.
 */
export async function sharpRegion(
  bytes: Uint8Array,
  header: ImageHeader,
  crop: Box,
  allocate: Allocate,
): Promise<DecodedRegion> {
  let pixels: Pixels;
  try {
    pixels = await decode(bytes, header);
  } catch (error) {
    throw badImage((error as Error).message, error);
  }
  const output = checkOutput(allocate(crop.width, crop.height), crop.width, crop.height);
  const words = new DataView(output.buffer, output.byteOffset);
  let to = 0;
  for (let y = crop.y; y < crop.y + crop.height; y += 1) {
    const start = y * header.width + crop.x;
    for (let k = start; k < start + crop.width; k += 1) {
      words.setUint32(to, (pixels(k) | OPAQUE) >>> 0, true);
      to += 4;
    }
  }
  return { x: crop.x, y: crop.y, width: crop.width, height: crop.height, scale: 1 };
}

/** Gives a pixel by its index in the image, as 0xBBGGRR. */
type Pixels = (index: number) => number;

async function decode(bytes: Uint8Array, header: ImageHeader): Promise<Pixels> {
  const image = open(bytes, header.format);
  if (header.space === 'cmyk') {
    const data = await raw(image.pipelineColourspace('cmyk').toColourspace('cmyk').raw(), header, 4);
    return (index) => cmykToRgb(data, index * 4);
  }
  if (isGrey16(bytes, header)) {
    const data = await raw(image.removeAlpha().toColourspace('grey16').raw({ depth: 'ushort' }), header, 1);
    const values = new Uint16Array(data.buffer, data.byteOffset, data.length / 2);
    // Pillow clips 16-bit grey instead of scaling it.
    return (index) => Math.min(values[index]!, 255) * 0x010101;
  }
  const data = await raw(image.removeAlpha().toColourspace('srgb').raw({ depth: 'uchar' }), header, 3);
  return (index) => data[index * 3]! | (data[index * 3 + 1]! << 8) | (data[index * 3 + 2]! << 16);
}

/** All pixels of the image; throws unless they are as many as the header said. */
async function raw(image: Sharp, { width, height }: ImageHeader, channels: number): Promise<Buffer> {
  const { data, info } = await image.toBuffer({ resolveWithObject: true });
  if (info.width !== width || info.height !== height || info.channels !== channels) {
    const got = `${info.width} x ${info.height} pixels of ${info.channels} channels`;
    throw new Error(`${got} where ${width} x ${height} of ${channels} were expected`);
  }
  return data;
}

/** Pillow has no mode for 16-bit grey with alpha and takes the high bytes, as it does for 16-bit colour. */
function isGrey16(bytes: Uint8Array, { format, depth, space }: ImageHeader): boolean {
  if (depth !== 'ushort' || (space !== 'grey16' && space !== 'b-w')) return false;
  return format !== 'png' || bytes[PNG_COLOUR_TYPE] !== PNG_GREY_ALPHA;
}

/** Pillow's CMYK to RGB (libImaging/Convert.c); libvips has already turned Adobe's inverted values round. */
function cmykToRgb(data: Uint8Array, at: number): number {
  const key = 255 - data[at + 3]!;
  let word = 0;
  for (let c = 2; c >= 0; c -= 1) {
    const product = data[at + c]! * key + 128;
    const value = key - ((product + (product >> 8)) >> 8);
    word = (word << 8) | Math.max(0, Math.min(255, value));
  }
  return word;
}
