import type { Box, DecodeScale } from '../../types.ts';
import type { DecodedRegion } from './box.ts';
import type { DecodeMemory } from './decode-memory.ts';
import type { EncodedImage } from './encoded-image.ts';
import type { ByteRange, DecodeRequest, ImageFormat } from './formats/format.ts';
import { registeredFormats, sharpFormats } from './formats/index.ts';
import { SIGNATURE_BYTES, signatureOf } from './formats/signature.ts';
import { badImage, checkBytes, type ImageHeader } from './header.ts';
import type { Allocate } from './output.ts';
import { checkCrop } from './region.ts';
import { loadTurboJpeg } from './turbojpeg.ts';

export interface DecoderOptions {
  /**
   * Which library decodes JPEG. By default turbojpeg, which is four to five times as fast; sharp where turbojpeg is not
   * available. Both give the same pixels, but sharp does not read to the end of a file and so accepts some damaged ones
   * that turbojpeg and Pillow refuse.
   */
  jpeg?: 'turbojpeg' | 'sharp';
  /** The formats to decode; by default all registered ones. */
  formats?: readonly ImageFormat[];
  /** Memory that it shares with the decoders of other threads; by default it need not wait for any. */
  memory?: DecodeMemory;
}

/**
 * Decodes images to RGBX with the pixels of Pillow's `Image.open(...).convert('RGB')`. One for each worker thread.
 *
 * An image that cannot be decoded is an error BAD_IMAGE, one beyond the limits IMAGE_TOO_LARGE. Both depend only on its
 * bytes: not on the crop, nor on what was decoded before.
 */
export class Decoder {
  /**
   * Bytes at the start of an image that show which other bytes are needed to decode a part of it; undefined if all
   * formats are read whole.
   */
  readonly startBytes: number | undefined;
  readonly #formats: readonly ImageFormat[];
  readonly #memory: DecodeMemory | undefined;

  constructor(options: DecoderOptions = {}) {
    if (options.jpeg === 'turbojpeg' && loadTurboJpeg() === undefined) {
      throw new Error(
        `no libturbojpeg for ${process.platform} ${process.arch}: leave the option jpeg out to use sharp`,
      );
    }
    this.#formats = options.formats ?? (options.jpeg === 'sharp' ? sharpFormats() : registeredFormats());
    this.#memory = options.memory;
    const starts = this.#formats.flatMap(({ headerBytes }) => headerBytes ?? []);
    this.startBytes = starts.length === 0 ? undefined : Math.max(SIGNATURE_BYTES, ...starts);
  }
  /**
   * Reads the format and the size, and checks them against LIMITS before memory of that size is allocated. Synchronous
   * for the bytes of a JPEG with turbojpeg.
   *
   * @param image the whole file, or an image of which only the bytes that this takes are read
   */
  readHeader(image: Uint8Array | EncodedImage): ImageHeader | Promise<ImageHeader> {
    checkBytes(image);
    return image instanceof Uint8Array ? this.#headerOf(image) : this.#readHeader(image);
  }

  /**
   * The bytes of an image that `decodeRegion` will read; undefined means all of them. Throws BAD_IMAGE if the header
   * names bytes that the image does not have.
   */
  rangesFor(image: { length: number }, header: ImageHeader, request: DecodeRequest): readonly ByteRange[] | undefined {
    const ranges = this.#formatOf(header).rangesFor(header, request);
    for (const { offset, length } of ranges ?? []) {
      if (offset >= 0 && length >= 0 && offset + length <= image.length) continue;
      throw badImage(`it needs the bytes ${offset}..${offset + length} and has ${image.length}`);
    }
    return ranges;
  }

  /**
   * Decodes at least `crop`. Synchronous for bytes if `header.decoder` is `turbojpeg`, unless it waits for memory.
   *
   * @param image as for `readHeader`
   * @param header the result of `readHeader` for this image
   * @param crop box inside the image, in pixels of its full size; otherwise a RangeError
   * @param allocate gives memory for width * height RGBX pixels, which may be a view of WebAssembly or shared memory
   * @param scale decodes at 1/scale of the size, each side rounded up, if turbojpeg decodes. This saves the
   *   corresponding part of the inverse DCT; at 8, little more than entropy decoding is left. Other images are decoded
   *   at full scale
   * @returns the rectangle of the image that now lies there, at the scale that it states; it contains `crop`
   */
  decodeRegion(
    image: Uint8Array | EncodedImage,
    header: ImageHeader,
    crop: Box,
    allocate: Allocate,
    scale: DecodeScale = 1,
  ): DecodedRegion | Promise<DecodedRegion> {
    checkCrop(crop, header.width, header.height);
    const request = { crop, scale };
    const format = this.#formatOf(header);
    const ranges = this.rangesFor(image, header, request);
    if (!(image instanceof Uint8Array)) {
      const parts = ranges ?? [wholeOf(image)];
      return Promise.all(parts.map((range) => image.read(range))).then((read) =>
        this.#within(header, () => format.decode(read, header, request, allocate)),
      );
    }
    const parts = ranges?.map(({ offset, length }) => image.subarray(offset, offset + length)) ?? [image];
    return this.#within(header, () => format.decode(parts, header, request, allocate));
  }

  /** Decodes when there is memory for it. */
  #within({ scratchBytes }: ImageHeader, decode: () => DecodedRegion | Promise<DecodedRegion>) {
    return this.#memory === undefined ? decode() : this.#memory.with(scratchBytes, decode);
  }

  /** Today, nothing is held between images. This exists so that a decoder may hold something. */
  close(): void {}

  /** The format that read the header. */
  #formatOf(header: ImageHeader): ImageFormat {
    const format = this.#formats.find(({ name, decoder }) => name === header.format && decoder === header.decoder);
    if (format === undefined) {
      throw new Error(`the header was read by a decoder that has ${header.decoder} for ${header.format}`);
    }
    return format;
  }

  /** @param bytes the whole file, or its start if the format that recognises it needs no more for the header */
  #headerOf(bytes: Uint8Array): ImageHeader | Promise<ImageHeader> {
    if (bytes.length === 0) throw badImage('the file is empty');
    for (const format of this.#formats) {
      const header = format.recognise(bytes) ? format.header(bytes) : undefined;
      if (header !== undefined) return header;
    }
    const known = [...new Set(this.#formats.map(({ name }) => name))].join(', ');
    const begins = JSON.stringify(signatureOf(bytes));
    throw badImage(`not an image of a known format (${known}): the file begins with ${begins}`);
  }

  async #readHeader(image: EncodedImage): Promise<ImageHeader> {
    const start = await image.read({ offset: 0, length: Math.min(image.length, this.startBytes ?? image.length) });
    const format = this.#formats.find((each) => each.recognise(start));
    const header = format?.headerBytes === undefined ? undefined : await format.header(start);
    return header ?? this.#headerOf(await image.read(wholeOf(image)));
  }
}

function wholeOf({ length }: EncodedImage): ByteRange {
  return { offset: 0, length };
}
