import type { Box, DecodeScale } from '../../types.ts';

/** What a decoder made: a rectangle of the image at 1/scale, in pixels of that scale. */
export interface DecodedRegion extends Box {
  scale: DecodeScale;
}
