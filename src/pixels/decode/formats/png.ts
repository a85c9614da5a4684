import { SharpFormat, storedBytes } from './sharp-format.ts';
import { signatureOf } from './signature.ts';

/** Byte of the colour type in the IHDR chunk, which comes first, and its value for grey with alpha. */
const COLOUR_TYPE = 25;
const GREY_ALPHA = 4;

export const pngFormat = new SharpFormat({
  name: 'png',
  recognise: (start) => signatureOf(start).startsWith('\x89PNG\r\n\x1a\n'),
  // Pillow has no mode for 16-bit grey with alpha and takes the high bytes, as it does for 16-bit colour.
  clipsGrey16: (bytes) => bytes[COLOUR_TYPE] !== GREY_ALPHA,
  // The rows of an interlaced image come in seven passes, over an image in memory; samples of 16 bits are converted.
  scratch: (metadata) => (metadata.isProgressive || metadata.depth === 'ushort' ? storedBytes(metadata) : 0),
});
