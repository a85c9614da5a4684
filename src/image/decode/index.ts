export type { Box } from './box.ts';
export { Decoder, type DecoderOptions } from './decoder.ts';
export type { Format, ImageHeader } from './header.ts';
export type { Allocate } from './output.ts';
