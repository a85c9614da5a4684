import type { Box, DecodeScale } from '../../types.ts';

/** The result of a decoder: a rectangle of the image at 1/scale, in pixels of that scale. */
export interface DecodedRegion extends Box {
  scale: DecodeScale;
}
