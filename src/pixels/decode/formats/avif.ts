import { isCut, unturned } from './avif-boxes.ts';
import { SharpFormat } from './sharp-format.ts';
import { signatureOf } from './signature.ts';

/** Brands of an AVIF file, or of a HEIF file that may be AVIF; sharp tells them apart. */
const BRANDS = ['avif', 'avis', 'mif1', 'msf1', 'miaf'];

export const avifFormat = new SharpFormat({
  name: 'avif',
  recognise(start) {
    const text = signatureOf(start);
    return text.startsWith('ftyp', 4) && BRANDS.includes(text.slice(8, 12));
  },
  refuses: (bytes) => (isCut(bytes) ? 'the AVIF file asks for a part of its image (clap)' : undefined),
  rewrite: unturned,
  // The planes of the AV1 decoder, those of libheif, and RGB.
  scratch: ({ hasAlpha, depth }) => (depth === 'ushort' ? 29 : hasAlpha ? 18 : 17),
});
