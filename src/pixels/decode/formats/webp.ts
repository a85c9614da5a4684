import { SharpFormat } from './sharp-format.ts';
import { signatureOf } from './signature.ts';

export const webpFormat = new SharpFormat({
  name: 'webp',
  recognise: (start) => signatureOf(start).startsWith('RIFF') && signatureOf(start).startsWith('WEBP', 8),
  // The decoder's planes and RGBA; of an animation, also two canvases.
  scratch: ({ hasAlpha, pages = 1 }) => (pages > 1 ? 14 : hasAlpha ? 11 : 9),
});
