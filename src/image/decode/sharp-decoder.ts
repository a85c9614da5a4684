import sharp, { type Metadata, type Sharp } from 'sharp';
import { LIMITS } from '../../limits.ts';
import type { Box } from './box.ts';
import { badImage, checkSize, type Format, type ImageHeader } from './header.ts';
import type { Allocate } from './jpeg.ts';

/** Loaders that may run, all from memory: no file paths, and none that runs scripts or fetches (SVG, PDF). */
const LOADERS = ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Tiff', 'Heif'].map((name) => `VipsForeignLoad${name}Buffer`);

let restricted = false;

/** libvips as a decoder and nothing else; for the whole process, as libvips has one set of operations. */
function restrict(): void {
  if (restricted) return;
  restricted = true;
  sharp.cache(false);
  // Parallelism is the workers' business.
  sharp.concurrency(1);
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: LOADERS });
}

/** Orientation and colour profiles are ignored and damage short of truncation is accepted, as Pillow does. */
function open(bytes: Uint8Array): Sharp {
  restrict();
  return sharp(bytes, { failOn: 'truncated', ignoreIcc: true, limitInputPixels: LIMITS.imagePixels, pages: 1 });
}

/** Reads the header of an image. Throws BAD_IMAGE or IMAGE_TOO_LARGE. */
export async function sharpHeader(bytes: Uint8Array, format: Format): Promise<ImageHeader> {
  let metadata: Metadata;
  try {
    restrict();
    metadata = await sharp(bytes, { failOn: 'truncated' }).metadata();
  } catch (error) {
    throw badImage((error as Error).message, error);
  }
  checkSize(metadata.width, metadata.height);
  const { width, height, space, depth } = metadata;
  return { format, width, height, decoder: 'sharp', space, depth };
}

/** Decodes an image with Pillow's `convert('RGB')` semantics and writes the crop as RGBX. Throws BAD_IMAGE. */
export async function sharpRegion(bytes: Uint8Array, header: ImageHeader, crop: Box, allocate: Allocate): Promise<Box> {
  let pixels: (x: number, y: number) => number;
  try {
    pixels = await decode(bytes, header);
  } catch (error) {
    throw badImage((error as Error).message, error);
  }
  const output = allocate(crop.width, crop.height);
  const words = new Uint32Array(output.buffer, output.byteOffset, crop.width * crop.height);
  for (let y = 0; y < crop.height; y += 1) {
    for (let x = 0; x < crop.width; x += 1) words[y * crop.width + x] = pixels(crop.x + x, crop.y + y);
  }
  return crop;
}

/** Decodes the whole image; the result gives the pixel at x, y as a little-endian RGBX word. */
async function decode(bytes: Uint8Array, header: ImageHeader): Promise<(x: number, y: number) => number> {
  const { width } = header;
  if (header.space === 'cmyk') {
    const image = open(bytes).pipelineColourspace('cmyk').toColourspace('cmyk').raw();
    const data = await image.toBuffer();
    return (x, y) => cmykToRgb(data, (y * width + x) * 4);
  }
  if (header.depth === 'ushort' && (header.space === 'grey16' || header.space === 'b-w')) {
    const data = await open(bytes).removeAlpha().toColourspace('grey16').raw({ depth: 'ushort' }).toBuffer();
    const words = new Uint16Array(data.buffer, data.byteOffset, data.length / 2);
    // Pillow clips 16-bit grey instead of scaling it.
    return (x, y) => Math.min(words[y * width + x]!, 255) * 0x010101;
  }
  const image = open(bytes).removeAlpha().toColourspace('srgb').raw({ depth: 'uchar' });
  const { data, info } = await image.toBuffer({ resolveWithObject: true });
  if (info.channels !== 3 || info.width !== width) {
    throw new Error(`${info.channels} channels and ${info.width} columns where 3 and ${width} were expected`);
  }
  return (x, y) => {
    const at = (y * width + x) * 3;
    return data[at]! | (data[at + 1]! << 8) | (data[at + 2]! << 16);
  };
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
