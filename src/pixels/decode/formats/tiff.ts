import { SharpFormat, storedBytes } from './sharp-format.ts';
import { signatureOf } from './signature.ts';
import { tiffRefusal, tileRowBytes } from './tiff-kind.ts';

export const tiffFormat = new SharpFormat({
  name: 'tiff',
  // 43 instead of 42, the asterisk, stands for BigTIFF.
  recognise: (start) => /^(II[*+]\0|MM\0[*+])/.test(signatureOf(start)),
  // Pillow shows damaged data as far as possible in every format except this one.
  failOn: 'error',
  // Pillow applies the orientation of this format only.
  oriented: true,
  refuses: tiffRefusal,
  // A strip or the planes may be as large as the image, and an orientation is applied to a copy.
  scratch: (metadata) => storedBytes(metadata) + 3,
  blockBytes: tileRowBytes,
});
