export { type Box, DECODE_SCALES, type DecodeScale } from '../../types.ts';
export type { DecodedRegion } from './box.ts';
export { Decoder, type DecoderOptions } from './decoder.ts';
export type { Format, ImageHeader } from './header.ts';
export type { Allocate } from './output.ts';
export { scaledBox, scaledSize } from './region.ts';
export { restrictLoaders } from './sharp-decoder.ts';
export { turboJpegPath } from './turbojpeg.ts';
