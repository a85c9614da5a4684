import { SharpFormat } from './sharp-format.ts';
import { signatureOf } from './signature.ts';

export const webpFormat = new SharpFormat({
  name: 'webp',
  recognise: (start) => signatureOf(start).startsWith('RIFF') && signatureOf(start).startsWith('WEBP', 8),
});
