import type { Metadata, Sharp, SharpOptions } from 'sharp';
import type { DecodedRegion } from '../box.ts';
import { badImage, checkScratch, checkSize, type ImageHeader } from '../header.ts';
import type { Allocate } from '../output.ts';
import type { DecodeRequest, ImageFormat } from './format.ts';
import { openSharp, orBadImage, type Pixels, sharpVersion, withSamples, writeCrop } from './sharp-image.ts';

/** Bytes per pixel by which the memory of a decoder may exceed what it is known to take. */
const MARGIN = 1;

/** How one of libvips' formats is recognised, and how Pillow treats it. */
export interface SharpFormatOptions extends Pick<ImageFormat, 'name' | 'recognise'> {
  /** Which damage is refused: only `truncated` files, as in Pillow for most formats, or every `error`. */
  failOn?: 'truncated' | 'error';
  /** Whether the orientation that the file states is applied. */
  oriented?: boolean;
  /** Whether 16-bit grey is clipped to 255, as in Pillow's mode for it, instead of scaled. */
  clipsGrey16?: (bytes: Uint8Array) => boolean;
  /** Why a file is refused that sharp would decode to other pixels than Pillow; undefined if it would not. */
  refuses?: (bytes: Uint8Array) => string | undefined;
  /** Bytes per pixel that libvips takes to decode a file, besides the samples that it gives. */
  scratch: (metadata: Metadata) => number;
  /** Bytes that libvips takes for the blocks of a file, if they may be larger than the image. */
  blockBytes?: (bytes: Uint8Array) => number;
  /** The file that sharp reads instead, if it must differ. */
  rewrite?: (bytes: Uint8Array) => Uint8Array;
}

/**
 * A format that sharp decodes, with Pillow's `convert('RGB')` semantics. docs/formats.md says which kinds of files have
 * exactly Pillow's pixels, which are near them, and which are refused.
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
    return sharpVersion();
  }

  async header(bytes: Uint8Array): Promise<ImageHeader> {
    const refusal = this.#options.refuses?.(bytes);
    if (refusal !== undefined) throw badImage(refusal);
    // sharp's own limit is off because its refusal would be a BAD_IMAGE, and reading a header allocates no memory of
    // the image's size. checkSize below refuses images that are too large.
    const unlimited = { limitInputPixels: false };
    const metadata: Metadata = await orBadImage(() => this.#open(bytes, unlimited).metadata());
    const { width, height } = this.#options.oriented === true ? metadata.autoOrient : metadata;
    checkSize(width, height);
    const { space, depth } = metadata;
    const known = { format: this.name, decoder: this.decoder, width, height, space, depth };
    const perPixel = sampleBytes(known) + this.#options.scratch(metadata) + MARGIN;
    const blocks = this.#options.blockBytes?.(bytes) ?? 0;
    return { ...known, scratchBytes: checkScratch(Math.ceil(perPixel * width * height + blocks)) };
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
    const { image, channels, pixelsOf } = this.#samples(bytes!, header);
    return withSamples(image, header, channels, (samples) =>
      writeCrop(pixelsOf(samples, header.width), crop, allocate),
    );
  }

  #open(bytes: Uint8Array, options: SharpOptions = {}): Sharp {
    const { failOn = 'truncated', oriented = false, rewrite } = this.#options;
    const image = openSharp(rewrite?.(bytes) ?? bytes, { failOn, ...options });
    return oriented ? image.autoOrient() : image;
  }

  #samples(bytes: Uint8Array, header: ImageHeader): Samples {
    const image = this.#open(bytes);
    if (header.space === 'cmyk') {
      const inks = image.pipelineColourspace('cmyk').toColourspace('cmyk').raw();
      return { image: inks, channels: 4, pixelsOf: cmykPixels };
    }
    if (isGrey16(header) && this.#options.clipsGrey16?.(bytes) !== false) {
      const grey = image.removeAlpha().toColourspace('grey16').raw({ depth: 'ushort' });
      return { image: grey, channels: 1, pixelsOf: grey16Pixels };
    }
    const rgb = image.removeAlpha().toColourspace('srgb').raw({ depth: 'uchar' });
    return { image: rgb, channels: 3, pixelsOf: rgbPixels };
  }
}

/** The samples that sharp shall give, and how to make pixels of them. */
interface Samples {
  image: Sharp;
  channels: number;
  pixelsOf: (samples: Buffer, width: number) => Pixels;
}

/** Bytes of a pixel of the samples that sharp gives. */
function sampleBytes(header: Pick<ImageHeader, 'space' | 'depth'>): number {
  if (header.space === 'cmyk') return 4;
  return isGrey16(header) ? 2 : 3;
}

/** Bytes of a pixel as the file holds it. */
export function storedBytes({ channels, depth }: Metadata): number {
  return channels * (SAMPLE_BYTES[depth] ?? 8);
}

/** Bytes of a sample, by libvips' name for its depth. */
const SAMPLE_BYTES: Readonly<Record<string, number>> = {
  uchar: 1,
  char: 1,
  ushort: 2,
  short: 2,
  uint: 4,
  int: 4,
  float: 4,
};

function rgbPixels(data: Buffer, width: number): Pixels {
  return (x, y) => {
    const at = (y * width + x) * 3;
    return data[at]! | (data[at + 1]! << 8) | (data[at + 2]! << 16);
  };
}

function grey16Pixels(data: Buffer, width: number): Pixels {
  const values = new Uint16Array(data.buffer, data.byteOffset, data.length / 2);
  return (x, y) => Math.min(values[y * width + x]!, 255) * 0x010101;
}

function cmykPixels(data: Buffer, width: number): Pixels {
  return (x, y) => cmykToRgb(data, (y * width + x) * 4);
}

function isGrey16({ depth, space }: Pick<ImageHeader, 'space' | 'depth'>): boolean {
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
