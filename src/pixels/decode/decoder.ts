import type { Box, DecodeScale } from '../../types.ts';
import type { DecodedRegion } from './box.ts';
import { checkBytes, type ImageHeader, sniffFormat } from './header.ts';
import { JpegDecoder } from './jpeg.ts';
import type { Allocate } from './output.ts';
import { checkCrop } from './region.ts';
import { sharpHeader, sharpRegion } from './sharp-decoder.ts';
import { loadTurboJpeg } from './turbojpeg.ts';

export interface DecoderOptions {
  /**
   * Which library decodes JPEG. By default turbojpeg, which is four to five times as fast, or sharp where there is none.
   * Both give the same pixels, but sharp does not read to the end of a file and so accepts some damaged ones that
   * turbojpeg and Pillow refuse.
   */
  jpeg?: 'turbojpeg' | 'sharp';
}

/**
 * Decodes images to RGBX with the pixels of Pillow's `Image.open(...).convert('RGB')`. One for each worker thread.
 *
 * An image that cannot be decoded is an error BAD_IMAGE, one beyond the limits IMAGE_TOO_LARGE. Both depend on its bytes
 * alone: not on the crop, nor on what was decoded before.
 */
export class Decoder {
  readonly #jpeg: JpegDecoder | undefined;

  constructor(options: DecoderOptions = {}) {
    const library = options.jpeg === 'sharp' ? undefined : loadTurboJpeg();
    if (library === undefined && options.jpeg === 'turbojpeg') {
      throw new Error(
        `no libturbojpeg for ${process.platform} ${process.arch}: leave the option jpeg out to use sharp`,
      );
    }
    this.#jpeg = library === undefined ? undefined : new JpegDecoder(library);
  }

  /**
   * Reads format and size, and checks them against LIMITS before anything of that size is allocated. Synchronous for
   * JPEG with turbojpeg.
   */
  readHeader(bytes: Uint8Array): ImageHeader | Promise<ImageHeader> {
    checkBytes(bytes);
    const format = sniffFormat(bytes);
    const header = format === 'jpeg' ? this.#jpeg?.header(bytes) : undefined;
    return header ?? sharpHeader(bytes, format);
  }

  /**
   * Decodes at least `crop`. Synchronous if `header.decoder` is `turbojpeg`.
   *
   * @param header what `readHeader` gave for these bytes
   * @param crop box inside the image, in pixels of its full size, else a RangeError
   * @param allocate gives memory for width * height RGBX pixels, which may be a view of WebAssembly or shared memory
   * @param scale decodes at 1/scale of the size, each side rounded up, where turbojpeg decodes: that leaves out as much
   *   of the inverse DCT, and at 8 little but the entropy decoding is left. Other images are decoded at full scale
   * @returns the rectangle of the image that now lies there, at the scale that it states; it contains `crop`
   */
  decodeRegion(
    bytes: Uint8Array,
    header: ImageHeader,
    crop: Box,
    allocate: Allocate,
    scale: DecodeScale = 1,
  ): DecodedRegion | Promise<DecodedRegion> {
    checkCrop(crop, header.width, header.height);
    if (header.decoder === 'turbojpeg') return this.#turboJpeg().region(bytes, header, crop, allocate, scale);
    return sharpRegion(bytes, header, crop, allocate);
  }

  /** Nothing is held between images today; here so that a decoder may hold something. */
  close(): void {}

  #turboJpeg(): JpegDecoder {
    if (this.#jpeg === undefined) throw new Error('the header was read by a decoder that has turbojpeg');
    return this.#jpeg;
  }
}
