/** A rectangle of pixels; x and y are its top left corner. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A JPEG can be decoded at one of these fractions of its size, which leaves out that much of the inverse DCT. */
export const DECODE_SCALES = [1, 2, 4, 8] as const;
export type DecodeScale = (typeof DECODE_SCALES)[number];

/** What a decoder made: a rectangle of the image at 1/scale, in pixels of that scale. */
export interface DecodedRegion extends Box {
  scale: DecodeScale;
}
