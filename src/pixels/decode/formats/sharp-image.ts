/** What the formats that sharp decodes have in common. */
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

/** All samples of the image; throws unless it has that size and so many channels. */
export async function rawSamples(image: Sharp, { width, height }: Size, channels: number): Promise<Uint8Array> {
  const { data, info } = await image.toUint8Array();
  if (info.width !== width || info.height !== height || info.channels !== channels) {
    const got = `${info.width} x ${info.height} pixels of ${info.channels} channels`;
    throw new Error(`${got} where ${width} x ${height} of ${channels} were expected`);
  }
  return data;
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
