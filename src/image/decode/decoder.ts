import type { Box } from './box.ts';
import { checkBytes, type ImageHeader, sniffFormat } from './header.ts';
import { type Allocate, JpegDecoder } from './jpeg.ts';
import { sharpHeader, sharpRegion } from './sharp-decoder.ts';
import { loadTurboJpeg } from './turbojpeg.ts';

export interface DecoderOptions {
  /** Which library decodes JPEG; both give the same pixels, turbojpeg five times faster. By default, the best there is. */
  jpeg?: 'turbojpeg' | 'sharp';
}

/**
 * Decodes images to RGBX with the pixels of Pillow's `Image.open(...).convert('RGB')`. One for each worker thread.
 * All errors of damaged or unsuitable images are BAD_IMAGE or IMAGE_TOO_LARGE.
 */
export class Decoder {
  readonly #jpeg: JpegDecoder | undefined;

  constructor(options: DecoderOptions = {}) {
    const library = options.jpeg === 'sharp' ? undefined : loadTurboJpeg();
    this.#jpeg = library === undefined ? undefined : new JpegDecoder(library);
  }

  /** Reads format and size, and checks them against the limits before anything of that size is allocated. */
  readHeader(bytes: Uint8Array): ImageHeader | Promise<ImageHeader> {
    checkBytes(bytes);
    const format = sniffFormat(bytes);
    const header = format === 'jpeg' ? this.#jpeg?.header(bytes) : undefined;
    return header ?? sharpHeader(bytes, format);
  }

  /**
   * Decodes at least `crop`, at full scale.
   *
   * @param header what `readHeader` gave for these bytes
   * @param crop box inside the image
   * @param allocate gives memory for width * height RGBX pixels
   * @returns the rectangle of the image that now lies there; it contains `crop`
   */
  decodeRegion(bytes: Uint8Array, header: ImageHeader, crop: Box, allocate: Allocate): Box | Promise<Box> {
    if (header.decoder === 'turbojpeg' && this.#jpeg !== undefined) {
      return this.#jpeg.region(bytes, header, crop, allocate);
    }
    return sharpRegion(bytes, header, crop, allocate);
  }

  /**
   * Decodes a whole JPEG at 1/2, 1/4 or 1/8 of its size, which leaves out that much of the inverse DCT; at 1/8 almost
   * nothing but the entropy decoding is left. Undefined where only sharp can read the image.
   */
  decodeScaled(
    bytes: Uint8Array,
    header: ImageHeader,
    denominator: 1 | 2 | 4 | 8,
    allocate: Allocate,
  ): Box | undefined {
    if (header.decoder !== 'turbojpeg') return undefined;
    return this.#jpeg?.scaled(bytes, header, denominator, allocate);
  }

  close(): void {
    this.#jpeg?.close();
  }
}
