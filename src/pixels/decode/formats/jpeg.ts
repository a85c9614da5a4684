import { JpegDecoder } from '../jpeg.ts';
import { loadTurboJpeg } from '../turbojpeg.ts';
import type { ImageFormat } from './format.ts';
import { packageVersion } from './package-version.ts';
import { SharpFormat } from './sharp-format.ts';

const isJpeg = (start: Uint8Array): boolean => start[0] === 0xff && start[1] === 0xd8 && start[2] === 0xff;

/** JPEG through turbojpeg: one or three components of 8 bits. Undefined if there is no such library. */
export function turboJpegFormat(): ImageFormat | undefined {
  const library = loadTurboJpeg();
  if (library === undefined) return undefined;
  const decoder = new JpegDecoder(library);
  return {
    name: 'jpeg',
    decoder: 'turbojpeg',
    get version() {
      return `jpeg-turbo/${packageVersion('@julusian/jpeg-turbo/package.json')}`;
    },
    recognise: isJpeg,
    header: (bytes) => decoder.header(bytes),
    rangesFor: () => undefined,
    decode: ([bytes], header, { crop, scale }, allocate) => decoder.region(bytes!, header, crop, allocate, scale),
  };
}

/** All other JPEG files, or all of them if there is no turbojpeg. */
export const sharpJpegFormat = new SharpFormat({
  name: 'jpeg',
  recognise: isJpeg,
  // Two bytes for each coefficient, if they come in several scans.
  scratch: ({ channels, isProgressive }) => 2 + (isProgressive ? 2 * channels : 0),
});
