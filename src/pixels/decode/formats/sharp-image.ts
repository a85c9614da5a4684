/** What the formats that sharp decodes have in common. */
import { setImmediate } from 'node:timers/promises';
import sharp, { type Sharp, type SharpOptions } from 'sharp';
import { LIMITS } from '../../../limits.ts';
import type { Box, Size } from '../../../types.ts';
import type { DecodedRegion } from '../box.ts';
import { badImage } from '../header.ts';
import { type Allocate, checkOutput } from '../output.ts';
import { packageVersion } from './package-version.ts';
import { restrictLoaders } from './restrict-loaders.ts';

const OPAQUE = 0xff00_0000;

/** Returns a pixel of the image as 0xBBGGRR. */
export type Pixels = (x: number, y: number) => number;

export function sharpVersion(): string {
  return `sharp/${packageVersion('sharp')}`;
}

/** Colour profiles are ignored and only the first page or frame is read, as with Pillow. */
export function openSharp(bytes: Uint8Array, options: SharpOptions): Sharp {
  restrictLoaders();
  // sharp does not accept a view of shared memory.
  const input = bytes.buffer instanceof ArrayBuffer ? bytes : Uint8Array.from(bytes);
  return sharp(input, { ignoreIcc: true, limitInputPixels: LIMITS.imagePixels, pages: 1, ...options });
}

/**
 * Gives all samples of the image to a function, and frees them when it has returned: left to the garbage collector, those of
 * several images would be in memory at once. Throws BAD_IMAGE if the image cannot be decoded, or has not that size and so
 * many channels.
 */
export async function withSamples<T>(
  image: Sharp,
  { width, height }: Size,
  channels: number,
  use: (samples: Buffer) => T,
): Promise<T> {
  const { data, info } = await orBadImage(() => image.toBuffer({ resolveWithObject: true }));
  try {
    if (info.width !== width || info.height !== height || info.channels !== channels) {
      const got = `${info.width} x ${info.height} pixels of ${info.channels} channels`;
      throw badImage(`${got} where ${width} x ${height} of ${channels} were expected`);
    }
    return use(data);
  } finally {
    await free(data);
  }
}

/** Bytes below which samples need not be gone before the next image. */
const SMALL = 2 ** 20;

async function free({ buffer, byteLength }: Buffer): Promise<void> {
  // A buffer that holds more than the samples is one that Node shares.
  if (!(buffer instanceof ArrayBuffer) || buffer.byteLength !== byteLength) return;
  buffer.transfer(0);
  // Node frees memory of native code in its next turns.
  if (byteLength >= SMALL) for (let turn = 0; turn < 2; turn += 1) await setImmediate();
}

/** Runs what reads an image; an error of the library means that the image is bad. */
export async function orBadImage<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw badImage((error as Error).message, error);
  }
}

/** Writes the crop as RGBX. */
export function writeCrop(pixels: Pixels, crop: Box, allocate: Allocate): DecodedRegion {
  const { x: left, y: top, width, height } = crop;
  const output = checkOutput(allocate(width, height), width, height);
  const words = new DataView(output.buffer, output.byteOffset);
  let to = 0;
  for (let y = top; y < top + height; y += 1) {
    for (let x = left; x < left + width; x += 1) {
      words.setUint32(to, (pixels(x, y) | OPAQUE) >>> 0, true);
      to += 4;
    }
  }
  return { x: left, y: top, width, height, scale: 1 };
}
