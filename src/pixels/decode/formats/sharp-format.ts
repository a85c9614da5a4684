import sharp, { type Metadata, type Sharp, type SharpOptions } from 'sharp';
import { LIMITS } from '../../../limits.ts';
import type { Box } from '../../../types.ts';
import type { DecodedRegion } from '../box.ts';
import { badImage, checkSize, type ImageHeader } from '../header.ts';
import { type Allocate, checkOutput } from '../output.ts';
import type { DecodeRequest, ImageFormat } from './format.ts';
import { packageVersion } from './package-version.ts';
import { restrictLoaders } from './restrict-loaders.ts';

const OPAQUE = 0xff00_0000;

/** How one of libvips' formats is recognised, and how Pillow treats it. */
export interface SharpFormatOptions extends Pick<ImageFormat, 'name' | 'recognise'> {
  /** Which damage is refused: only `truncated` files, as in Pillow for most formats, or every `error`. */
  failOn?: 'truncated' | 'error';
  /** Whether the orientation that the file states is applied. */
  oriented?: boolean;
  /** Whether 16-bit grey is clipped to 255, as in Pillow's mode for it, instead of scaled. */
  clipsGrey16?: (bytes: Uint8Array) => boolean;
}

/**
 * A format that sharp decodes, with Pillow's `convert('RGB')` semantics.
 *
 * The pixels are Pillow's, with these exceptions: transparent pixels of a GIF, and those that its first frame leaves
 * out, are black instead of a colour of its palette; AVIF differs by up to 5 levels where chroma is subsampled,
 * otherwise by 1, because another library converts it to RGB, and a rotation stated by the container is applied; TIFF
 * in YCbCr without JPEG compression is not converted.
 */
export class SharpFormat implements ImageFormat {
  readonly name: string;
  readonly decoder = 'sharp';
  readonly recognise: ImageFormat['recognise'];
  readonly #options: SharpFormatOptions;

  constructor(options: SharpFormatOptions) {
    this.name = options.name;
    this.recognise = options.recognise;
    this.#options = options;
  }

  get version(): string {
    return `sharp/${packageVersion('sharp')}`;
  }

  async header(bytes: Uint8Array): Promise<ImageHeader> {
    let metadata: Metadata;
    try {
      // sharp's own limit is off because its refusal would be a BAD_IMAGE, and reading a header allocates no memory of
      // the image's size. checkSize below refuses images that are too large.
      metadata = await this.#open(bytes, { limitInputPixels: false }).metadata();
    } catch (error) {
      throw badImage((error as Error).message, error);
    }
    const { width, height } = this.#options.oriented === true ? metadata.autoOrient : metadata;
    checkSize(width, height);
    return { format: this.name, width, height, decoder: this.decoder, space: metadata.space, depth: metadata.depth };
  }

  rangesFor(): undefined {
    return undefined;
  }

  async decode(
    [bytes]: readonly Uint8Array[],
    header: ImageHeader,
    { crop }: DecodeRequest,
    allocate: Allocate,
  ): Promise<DecodedRegion> {
    let pixels: Pixels;
    try {
      pixels = await this.#pixels(bytes!, header);
    } catch (error) {
      throw badImage((error as Error).message, error);
    }
    writeCrop(pixels, header.width, crop, checkOutput(allocate(crop.width, crop.height), crop.width, crop.height));
    return { x: crop.x, y: crop.y, width: crop.width, height: crop.height, scale: 1 };
  }

  /** Colour profiles are ignored and only the first page or frame is read, as with Pillow. */
  #open(bytes: Uint8Array, options: SharpOptions = {}): Sharp {
    restrictLoaders();
    const { failOn = 'truncated', oriented = false } = this.#options;
    // sharp does not accept a view of shared memory.
    const input = bytes.buffer instanceof ArrayBuffer ? bytes : Uint8Array.from(bytes);
    const image = sharp(input, { failOn, ignoreIcc: true, limitInputPixels: LIMITS.imagePixels, pages: 1, ...options });
    return oriented ? image.autoOrient() : image;
  }

  async #pixels(bytes: Uint8Array, header: ImageHeader): Promise<Pixels> {
    const image = this.#open(bytes);
    if (header.space === 'cmyk') {
      const data = await raw(image.pipelineColourspace('cmyk').toColourspace('cmyk').raw(), header, 4);
      return (index) => cmykToRgb(data, index * 4);
    }
    if (isGrey16(header) && this.#options.clipsGrey16?.(bytes) !== false) {
      const data = await raw(image.removeAlpha().toColourspace('grey16').raw({ depth: 'ushort' }), header, 1);
      const values = new Uint16Array(data.buffer, data.byteOffset, data.length / 2);
      return (index) => Math.min(values[index]!, 255) * 0x010101;
    }
    const data = await raw(image.removeAlpha().toColourspace('srgb').raw({ depth: 'uchar' }), header, 3);
    return (index) => data[index * 3]! | (data[index * 3 + 1]! << 8) | (data[index * 3 + 2]! << 16);
  }
}

/** Writes the crop of an image `width` pixels wide as RGBX. */
function writeCrop(pixels: Pixels, width: number, crop: Box, output: Uint8Array): void {
  const words = new DataView(output.buffer, output.byteOffset);
  let to = 0;
  for (let y = crop.y; y < crop.y + crop.height; y += 1) {
    const start = y * width + crop.x;
    for (let k = start; k < start + crop.width; k += 1) {
      words.setUint32(to, (pixels(k) | OPAQUE) >>> 0, true);
      to += 4;
    }
  }
}

/** Returns a pixel by its index in the image, as 0xBBGGRR. */
type Pixels = (index: number) => number;

/** All pixels of the image; throws unless their number is that of the header. */
async function raw(image: Sharp, { width, height }: ImageHeader, channels: number): Promise<Buffer> {
  const { data, info } = await image.toBuffer({ resolveWithObject: true });
  if (info.width !== width || info.height !== height || info.channels !== channels) {
    const got = `${info.width} x ${info.height} pixels of ${info.channels} channels`;
    throw new Error(`${got} where ${width} x ${height} of ${channels} were expected`);
  }
  return data;
}

function isGrey16({ depth, space }: ImageHeader): boolean {
  return depth === 'ushort' && (space === 'grey16' || space === 'b-w');
}

/** Pillow's CMYK to RGB (libImaging/Convert.c); libvips has already re-inverted Adobe's inverted values. */
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
