import type { DecodedRegion } from '../box.ts';
import { checkSize, type ImageHeader } from '../header.ts';
import type { Allocate } from '../output.ts';
import type { DecodeRequest, ImageFormat } from './format.ts';
import { coloursOf, firstFrame, indexFile } from './gif-frame.ts';
import { openSharp, sharpVersion, withSamples, writeCrop } from './sharp-image.ts';
import { signatureOf } from './signature.ts';

/** Bytes that libvips takes for a pixel of the frame: RGBA, the RGB that it gives, and a margin. */
const SCRATCH = 9;

/**
 * The first frame of a GIF as Pillow shows it: transparent pixels have the colour that the table gives them, and pixels
 * outside the frame that of the transparent index, or of index 0 if there is none.
 *
 * sharp would make these pixels black. So it decodes a file in which every index is its own level of grey, and the colours
 * are looked up here.
 */
export const gifFormat: ImageFormat = {
  name: 'gif',
  decoder: 'sharp',
  get version() {
    return sharpVersion();
  },
  recognise: (start) => /^GIF8[79]a/.test(signatureOf(start)),
  header(bytes): ImageHeader {
    const { width, height, box } = firstFrame(bytes);
    checkSize(width, height);
    checkSize(box.width, box.height);
    return { format: 'gif', width, height, decoder: 'sharp', scratchBytes: SCRATCH * box.width * box.height };
  },
  rangesFor: () => undefined,
  async decode([bytes], _header, { crop }: DecodeRequest, allocate: Allocate): Promise<DecodedRegion> {
    const frame = firstFrame(bytes!);
    const { box } = frame;
    const image = openSharp(indexFile(frame), { failOn: 'truncated' });
    const colours = coloursOf(frame);
    const outside = colours[frame.transparent ?? 0]!;
    const [right, bottom] = [box.x + box.width, box.y + box.height];
    const indexAt = (rgb: Buffer, x: number, y: number): number => rgb[3 * ((y - box.y) * box.width + x - box.x)]!;
    return withSamples(image.removeAlpha().toColourspace('srgb').raw(), box, 3, (rgb) =>
      writeCrop(
        (x, y) => {
          const isInside = x >= box.x && y >= box.y && x < right && y < bottom;
          return isInside ? colours[indexAt(rgb, x, y)]! : outside;
        },
        crop,
        allocate,
      ),
    );
  },
};
