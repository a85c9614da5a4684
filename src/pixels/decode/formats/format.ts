import type { Box, DecodeScale } from '../../../types.ts';
import type { DecodedRegion } from '../box.ts';
import type { ImageHeader } from '../header.ts';
import type { Allocate } from '../output.ts';

/** Bytes of a file or an image, by their position in it. */
export interface ByteRange {
  offset: number;
  length: number;
}

/** The requested pixels; a sample's recipe is such a request. */
export interface DecodeRequest {
  /** A box inside the image, in pixels of its full size. */
  crop: Box;
  /** The image may be decoded at 1/scale of its size. */
  scale: DecodeScale;
}

/** An image format as one decoder reads it. */
export interface ImageFormat<Header extends ImageHeader = ImageHeader> {
  /** `jpeg`, `png`; several decoders may read one format. */
  readonly name: string;
  /** Tells the decoders of one format apart: `turbojpeg`, `sharp`. A header states both names. */
  readonly decoder: string;
  /**
   * The library that decodes, with its version, if it can change a pixel or the decision whether a file is bad:
   * `sharp/0.35.5`.
   */
  readonly version: string;
  /**
   * Bytes at the start of a file that are enough for `recognise` and `header`. Without it, they and `decode` get the
   * whole file.
   */
  readonly headerBytes?: number;
  /**
   * True if a file that begins with these bytes, 16 or more unless it is shorter, is of this format, because file names
   * can be wrong.
   */
  recognise(start: Uint8Array): boolean;
  /**
   * Reads the header and checks the size that it states with `checkSize`. Undefined if another decoder must read the
   * file. Throws BAD_IMAGE or IMAGE_TOO_LARGE.
   *
   * @param bytes the whole file, or at least its first `headerBytes` bytes
   */
  header(bytes: Uint8Array): Header | undefined | Promise<Header>;
  /** The bytes that `decode` needs; undefined means all of them. */
  rangesFor(header: Header, request: DecodeRequest): readonly ByteRange[] | undefined;
  /**
   * Decodes at least the crop. Throws BAD_IMAGE.
   *
   * @param parts the bytes of each range, or the whole file as the only part
   * @returns the rectangle that now lies in the memory of `allocate`, and its scale
   */
  decode(
    parts: readonly Uint8Array[],
    header: Header,
    request: DecodeRequest,
    allocate: Allocate,
  ): DecodedRegion | Promise<DecodedRegion>;
}
