import { LIMITS } from '../../limits.ts';
import type { Box, DecodeScale } from '../../types.ts';
import type { DecodedRegion } from './box.ts';
import { badImage, checkSize, type ImageHeader } from './header.ts';
import { isTruncated, partialMcu } from './jpeg-structure.ts';
import { type Allocate, checkOutput } from './output.ts';
import { decodeRegionOf, scaledBox, scaledSize } from './region.ts';
import { SUBSAMPLING, TJ, type TjHandle, type TurboJpeg } from './turbojpeg.ts';

/** Scans of a progressive file: real ones have about ten. */
const SCANS_MAX = 500;
/**
 * Pixels times scans, because a scan costs time for each block even if it holds nothing: 40 scans of the largest image.
 */
const SCANNED_PIXELS_MAX = 40 * LIMITS.imagePixels;

/**
 * Bytes of the coefficients of a pixel, two each and none subsampled. A file of several scans needs them all, and not only a
 * progressive file may have several.
 */
const COEFFICIENT_BYTES = 6;

/** The messages of libjpeg when it continues with damaged data; every other message means that it gave up. */
const WARNINGS = [
  'Application transferred too many scanlines',
  'Corrupt JPEG data: ',
  'Inconsistent progression sequence ',
  'Invalid SOS parameters for sequential JPEG',
  'Premature end of JPEG file',
  'Unknown Adobe color transform code ',
  'Warning: unknown JFIF revision number ',
];

/**
 * Decodes JPEG with libturbojpeg and the defaults of libjpeg, which are Pillow's too: the accurate integer DCT and
 * interpolated ("fancy") chroma. For one thread.
 *
 * As in Pillow, damaged data is decoded as far as possible. A file that libjpeg gives up on is bad, and so is a file
 * that ends too early.
 */
export class JpegDecoder {
  readonly #library: TurboJpeg;

  constructor(library: TurboJpeg) {
    this.#library = library;
  }

  /** Reads the header. Undefined for files that this decoder does not handle: CMYK, lossless or of more than 8 bits. */
  header(bytes: Uint8Array): ImageHeader | undefined {
    return this.#withHandle((handle) => {
      this.#readHeader(handle, bytes);
      const value = (param: number): number => this.#library.get(handle, param);
      const [width, height] = [value(TJ.param.width), value(TJ.param.height)];
      checkSize(width, height);
      const space = value(TJ.param.colorspace);
      const plain = value(TJ.param.precision) === 8 && value(TJ.param.lossless) !== 1;
      if (space === TJ.colorspace.cmyk || space === TJ.colorspace.ycck || !plain) return undefined;
      const subsampling = value(TJ.param.subsampling);
      const progressive = value(TJ.param.progressive) === 1;
      const scratchBytes = COEFFICIENT_BYTES * width * height;
      return { format: 'jpeg', width, height, decoder: 'turbojpeg', subsampling, progressive, scratchBytes };
    });
  }

  /**
   * Decodes what the crop needs, straight from the DCT coefficients if the scale is smaller than 1.
   *
   * @param crop box inside the image, in pixels of its full size
   * @returns the rectangle of the image that now lies in the memory of `allocate`
   */
  region(bytes: Uint8Array, header: ImageHeader, crop: Box, allocate: Allocate, scale: DecodeScale = 1): DecodedRegion {
    return this.#withHandle((handle) => {
      const { setScale, setCrop } = this.#library;
      this.#open(handle, bytes, header);
      const size = scaledSize(header, scale);
      // The library cannot begin inside an image whose subsampling it does not know.
      const named = SUBSAMPLING[header.subsampling ?? -1] !== undefined;
      const mcu = named ? () => partialMcu(bytes) : () => undefined;
      const region = decodeRegionOf(scaledBox(crop, scale), size, mcu, scale);
      const { x, y, width: w, height: h } = region;
      if (scale > 1 && setScale(handle, { num: 1, denom: scale }) !== 0) throw this.#error(handle);
      const whole = w === size.width && h === size.height;
      if (!whole && setCrop(handle, { x, y, w, h }) !== 0) throw this.#error(handle);
      this.#decompress(handle, bytes, checkOutput(allocate(w, h), w, h));
      return { ...region, scale };
    });
  }

  /**
   * A handle keeps the tables of the previous image and would use them for a file that lacks its own. The pixels would
   * then depend on what was decoded earlier, and one damaged file could spoil all files after it. A new handle for each
   * image costs half a microsecond.
   */
  #withHandle<T>(use: (handle: TjHandle) => T): T {
    const handle = this.#library.init(TJ.init.decompress);
    if (handle === null) throw new Error('libturbojpeg gave no handle: out of memory');
    try {
      return use(handle);
    } finally {
      this.#library.destroy(handle);
    }
  }

  #readHeader(handle: TjHandle, bytes: Uint8Array): void {
    if (this.#library.header(handle, bytes, bytes.length) !== 0 && !this.#isWarning(handle)) throw this.#error(handle);
  }

  /**
   * Reads the header once more, as the library requires. The library will write as many pixels as the file says, so
   * their number must be the expected one.
   */
  #open(handle: TjHandle, bytes: Uint8Array, { width, height }: ImageHeader): void {
    const { get, set } = this.#library;
    this.#readHeader(handle, bytes);
    if (get(handle, TJ.param.width) !== width || get(handle, TJ.param.height) !== height) {
      throw new RangeError(`the header of ${width} x ${height} pixels is of another image`);
    }
    set(handle, TJ.param.scanLimit, Math.min(SCANS_MAX, Math.ceil(SCANNED_PIXELS_MAX / (width * height))));
  }

  #decompress(handle: TjHandle, bytes: Uint8Array, output: Uint8Array): void {
    const rowBytes = 0;
    if (this.#library.decompress(handle, bytes, bytes.length, output, rowBytes, TJ.pixelFormat.rgbx) === 0) return;
    if (!this.#isWarning(handle)) throw this.#error(handle);
    if (isTruncated(bytes)) throw badImage('the file is truncated');
  }

  /** The library's error code cannot be used: it says "warning" for a failure that follows a warning. */
  #isWarning(handle: TjHandle): boolean {
    if (this.#library.errorCode(handle) !== TJ.error.warning) return false;
    const text = this.#library.errorText(handle);
    return WARNINGS.some((warning) => text.startsWith(warning));
  }

  #error(handle: TjHandle): Error {
    return badImage(this.#library.errorText(handle));
  }
}
