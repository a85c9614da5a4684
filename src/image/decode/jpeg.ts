import { LIMITS } from '../../limits.ts';
import type { Box } from './box.ts';
import { badImage, checkSize, type ImageHeader } from './header.ts';
import { decodeRegionOf } from './region.ts';
import { TJ, type TjHandle, type TurboJpeg } from './turbojpeg.ts';

/** Scans of a progressive file: real ones have about ten; each costs time whatever its size. */
const SCANS_MAX = 500;
const MARKER = 0xff;
const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;

/** Memory for `width` x `height` RGBX pixels, rows without gaps. */
export type Allocate = (width: number, height: number) => Uint8Array;

/** Decodes JPEG with libturbojpeg, defaults of libjpeg: the pixels are Pillow's. One handle, for one thread. */
export class JpegDecoder {
  readonly #library: TurboJpeg;
  readonly #handle: TjHandle;

  constructor(library: TurboJpeg) {
    this.#library = library;
    this.#handle = library.init(TJ.init.decompress);
    library.set(this.#handle, TJ.param.scanLimit, SCANS_MAX);
    library.set(this.#handle, TJ.param.maxPixels, LIMITS.imagePixels);
  }

  close(): void {
    this.#library.destroy(this.#handle);
  }

  /** Reads the header. Undefined if the file is none for this decoder: CMYK, lossless or of more than 8 bits. */
  header(bytes: Uint8Array): ImageHeader | undefined {
    const { header, get } = this.#library;
    if (header(this.#handle, bytes, bytes.length) !== 0 && this.#isFatal()) throw this.#error();
    const value = (param: number): number => get(this.#handle, param);
    const [width, height] = [value(TJ.param.width), value(TJ.param.height)];
    checkSize(width, height);
    const space = value(TJ.param.colorspace);
    const plain = value(TJ.param.precision) === 8 && value(TJ.param.lossless) !== 1;
    if (space === TJ.colorspace.cmyk || space === TJ.colorspace.ycck || !plain) return undefined;
    return { format: 'jpeg', width, height, decoder: 'turbojpeg', subsampling: value(TJ.param.subsampling) };
  }

  /**
   * Decodes what the crop needs.
   *
   * @returns the rectangle of the image that now lies in the memory of `allocate`
   */
  region(bytes: Uint8Array, header: ImageHeader, crop: Box, allocate: Allocate): Box {
    const { width, height, subsampling = -1 } = header;
    const region = decodeRegionOf(crop, width, height, subsampling);
    this.#prepare(bytes, 1);
    const whole = region.width === width && region.height === height;
    const { x, y, width: w, height: h } = region;
    if (!whole && this.#library.setCrop(this.#handle, { x, y, w, h }) !== 0) throw this.#error();
    this.#decompress(bytes, allocate(w, h));
    return region;
  }

  /** Decodes the whole image at 1/denominator of its size, rounded up, straight from the DCT coefficients. */
  scaled(bytes: Uint8Array, header: ImageHeader, denominator: 1 | 2 | 4 | 8, allocate: Allocate): Box {
    const width = Math.ceil(header.width / denominator);
    const height = Math.ceil(header.height / denominator);
    this.#prepare(bytes, denominator);
    this.#decompress(bytes, allocate(width, height));
    return { x: 0, y: 0, width, height };
  }

  /** The library wants the header again, and forgets neither scale nor crop of the image before. */
  #prepare(bytes: Uint8Array, denominator: number): void {
    const { header, setScale, setCrop } = this.#library;
    if (header(this.#handle, bytes, bytes.length) !== 0 && this.#isFatal()) throw this.#error();
    setScale(this.#handle, { num: 1, denom: denominator });
    setCrop(this.#handle, { x: 0, y: 0, w: 0, h: 0 });
  }

  #decompress(bytes: Uint8Array, output: Uint8Array): void {
    const { decompress } = this.#library;
    if (decompress(this.#handle, bytes, bytes.length, output, 0, TJ.pixelFormat.rgbx) === 0) return;
    if (this.#isFatal()) throw this.#error();
    // A warning: Pillow shows such files without a word, but refuses those that end too early.
    if (!endsProperly(bytes)) throw badImage('the file is truncated');
  }

  #isFatal(): boolean {
    return this.#library.errorCode(this.#handle) !== TJ.error.warning;
  }

  #error(): Error {
    return badImage(this.#library.errorText(this.#handle));
  }
}

/** True if an end-of-image marker follows the start of a scan: entropy-coded data cannot hold one. */
function endsProperly(bytes: Uint8Array): boolean {
  for (let at = bytes.length - 2; at >= 0; at -= 1) {
    if (bytes[at] !== MARKER) continue;
    if (bytes[at + 1] === END_OF_IMAGE) return true;
    if (bytes[at + 1] === START_OF_SCAN) return false;
  }
  return false;
}
