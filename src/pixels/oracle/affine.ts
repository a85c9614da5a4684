import type { AffineMatrix, Point } from './affine-matrix.ts';
import { nearestPixelMap } from './affine-nearest.ts';
import { sampleBicubic } from './bicubic.ts';
import { sampleBilinear } from './bilinear.ts';
import { clampedSample, type Rgb, type RgbImage } from './image.ts';

export type Interpolation = 'nearest' | 'bilinear' | 'bicubic';

/** The sample of a channel at a point counted from the centre of pixel (0, 0). */
export type Sampler = (image: RgbImage, x: number, y: number, channel: number) => number;

const SAMPLERS = {
  nearest: clampedSample,
  bilinear: sampleBilinear,
  bicubic: sampleBicubic,
} as const satisfies Record<Interpolation, Sampler>;

/**
 * An affine transformation to an image of the same size. Output pixels whose input point lies outside the image take
 * the fill colour; taps outside it take the nearest pixel inside. Source: Pillow, Image.transform with AFFINE,
 * libImaging/Geometry.c.
 */
export function affine(image: RgbImage, matrix: AffineMatrix, interpolation: Interpolation, fill: Rgb): RgbImage {
  const { width, height } = image;
  const inputPoint = interpolation === 'nearest' ? nearestPixelMap(image, matrix) : centredPointMap(matrix);
  const sample = SAMPLERS[interpolation];
  // Bounds are tested on areas of pixels, taps count from centres: the half pixel comes off in between.
  const shift = interpolation === 'nearest' ? 0 : 0.5;
  const data = new Uint8Array(image.data.length);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const point = inputPoint(x, y);
      const inside = point.x >= 0 && point.x < width && point.y >= 0 && point.y < height;
      for (let channel = 0; channel < 3; channel += 1) {
        data[(y * width + x) * 3 + channel] = inside
          ? sample(image, point.x - shift, point.y - shift, channel)
          : fill[channel]!;
      }
    }
  }
  return { width, height, data };
}

/** Takes each output pixel's centre through the matrix, afresh and in this order of operations. */
function centredPointMap([a, b, c, d, e, f]: AffineMatrix): (x: number, y: number) => Point {
  return (x, y) => {
    const centreX = x + 0.5;
    const centreY = y + 0.5;
    return { x: a * centreX + b * centreY + c, y: d * centreX + e * centreY + f };
  };
}
