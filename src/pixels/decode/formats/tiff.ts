import { SharpFormat } from './sharp-format.ts';
import { signatureOf } from './signature.ts';

export const tiffFormat = new SharpFormat({
  name: 'tiff',
  // 43 instead of 42, the asterisk, stands for BigTIFF.
  recognise: (start) => /^(II[*+]\0|MM\0[*+])/.test(signatureOf(start)),
  // Pillow shows damaged data as far as it goes in every format but this one.
  failOn: 'error',
  // Pillow applies the orientation of no other format.
  oriented: true,
});
