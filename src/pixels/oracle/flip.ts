import { mapSamples, type RgbImage } from './image.ts';

/** The image mirrored left to right. */
export function flipHorizontally(image: RgbImage): RgbImage {
  const { width, data } = image;
  return mapSamples(image, (_, place) => {
    const channel = place % 3;
    const pixel = Math.floor(place / 3);
    const x = pixel % width;
    return data[(pixel - x + width - 1 - x) * 3 + channel]!;
  });
}
