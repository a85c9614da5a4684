export { type Box, DECODE_SCALES, type DecodeScale } from '../../types.ts';
export type { DecodedRegion } from './box.ts';
export { Decoder, type DecoderOptions } from './decoder.ts';
export type { EncodedImage } from './encoded-image.ts';
export type { ByteRange, DecodeRequest, ImageFormat } from './formats/format.ts';
export type { ImageHeader } from './header.ts';
export type { Allocate } from './output.ts';
export { scaledBox, scaledSize } from './region.ts';
export { turboJpegPath } from './turbojpeg.ts';
