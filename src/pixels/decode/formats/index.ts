/** The registered formats: a new one is a file of this folder and an entry here. */
import { avifFormat } from './avif.ts';
import type { ImageFormat } from './format.ts';
import { gifFormat } from './gif.ts';
import { sharpJpegFormat, turboJpegFormat } from './jpeg.ts';
import { pngFormat } from './png.ts';
import { tiffFormat } from './tiff.ts';
import { webpFormat } from './webp.ts';

const SHARP_FORMATS: readonly ImageFormat[] = [
  sharpJpegFormat,
  pngFormat,
  webpFormat,
  gifFormat,
  tiffFormat,
  avifFormat,
];

let registered: readonly ImageFormat[] | undefined;

/** Every format, in the order in which they are asked to recognise a file. */
export function registeredFormats(): readonly ImageFormat[] {
  if (registered === undefined) {
    const turboJpeg = turboJpegFormat();
    registered = turboJpeg === undefined ? SHARP_FORMATS : [turboJpeg, ...SHARP_FORMATS];
  }
  return registered;
}

/** The formats without turbojpeg. */
export function sharpFormats(): readonly ImageFormat[] {
  return SHARP_FORMATS;
}
