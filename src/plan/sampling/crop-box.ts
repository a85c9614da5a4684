import type { Box } from '../../types.ts';
import { drawBelow, type RandomSource } from './random-stream.ts';
import { roundHalfEven } from './round-half-even.ts';

/** Bounds of a random resized crop. */
export interface CropBounds {
  /** Least and greatest share of the image's area. */
  scale: readonly [number, number];
  /** Least and greatest aspect ratio, width / height. */
  ratio: readonly [number, number];
}

const ATTEMPTS = 10;

/**
 * Draws the box of a RandomResizedCrop by timm's rule (RandomResizedCropAndInterpolation): up to ten boxes of a
 * uniform area and a log-uniform ratio; if none fits, the largest centred box of an allowed ratio.
 *
 * @param width image width in pixels, 1 or more
 * @param height image height in pixels, 1 or more
 */
export function drawCropBox(width: number, height: number, bounds: CropBounds, random: RandomSource): Box {
  const area = width * height;
  const logRatioMin = Math.log(bounds.ratio[0]);
  const logRatioMax = Math.log(bounds.ratio[1]);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const targetArea = uniform(random, bounds.scale[0], bounds.scale[1]) * area;
    const ratio = Math.exp(uniform(random, logRatioMin, logRatioMax));
    const cropWidth = roundHalfEven(Math.sqrt(targetArea * ratio));
    const cropHeight = roundHalfEven(Math.sqrt(targetArea / ratio));
    // timm passes an empty crop on to a resize that fails; here, a tiny image draws again instead.
    if (cropWidth < 1 || cropHeight < 1 || cropWidth > width || cropHeight > height) continue;
    const y = drawBelow(random, height - cropHeight + 1);
    const x = drawBelow(random, width - cropWidth + 1);
    return { x, y, width: cropWidth, height: cropHeight };
  }
  return centredBox(width, height, bounds);
}

/** The largest centred box whose ratio the bounds allow. */
function centredBox(width: number, height: number, bounds: CropBounds): Box {
  const ratio = width / height;
  let cropWidth = width;
  let cropHeight = height;
  // The maximum with 1 is for images of a few pixels, whose largest allowed box would round to zero.
  if (ratio < bounds.ratio[0]) cropHeight = Math.max(1, roundHalfEven(width / bounds.ratio[0]));
  else if (ratio > bounds.ratio[1]) cropWidth = Math.max(1, roundHalfEven(height * bounds.ratio[1]));
  return {
    x: Math.floor((width - cropWidth) / 2),
    y: Math.floor((height - cropHeight) / 2),
    width: cropWidth,
    height: cropHeight,
  };
}

function uniform(random: RandomSource, low: number, high: number): number {
  return low + (high - low) * random.nextDouble();
}
