import { mapSamples, type RgbImage } from './image.ts';

/**
 * The luma of every pixel (ITU-R 601-2 weights in 16-bit fixed point). Source: Pillow, libImaging/Convert.c.
 *
 * @returns width * height bytes
 */
export function toGrey({ width, height, data }: RgbImage): Uint8Array {
  return Uint8Array.from({ length: width * height }, (_, pixel) => {
    const [red, green, blue] = data.subarray(pixel * 3, pixel * 3 + 3);
    return (19595 * red! + 38470 * green! + 7471 * blue! + 0x8000) >> 16;
  });
}

/** The image without colour: the luma on all three channels. */
export function greyImage(image: RgbImage): RgbImage {
  const grey = toGrey(image);
  return mapSamples(image, (_, place) => grey[Math.floor(place / 3)]!);
}
