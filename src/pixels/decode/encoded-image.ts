import type { ByteRange } from './formats/format.ts';

/** An encoded image, of which a decoder reads the parts that it needs. */
export interface EncodedImage {
  /** Bytes of the whole. */
  readonly length: number;
  /** The bytes of a range inside the image: a view that is valid as long as the image is. */
  read(range: ByteRange): Uint8Array | Promise<Uint8Array>;
}
