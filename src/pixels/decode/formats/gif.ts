import { SharpFormat } from './sharp-format.ts';
import { signatureOf } from './signature.ts';

export const gifFormat = new SharpFormat({
  name: 'gif',
  recognise: (start) => /^GIF8[79]a/.test(signatureOf(start)),
});
