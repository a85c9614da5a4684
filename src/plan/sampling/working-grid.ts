/**
 * The working grid of `matched` fidelity: the pixels between the crop's resize and the low-frequency crop, where
 * RandAugment acts. `exact` works at the base size N; a stage that keeps B of N frequencies needs fewer pixels, and
 * fewer of a JPEG's DCT coefficients.
 *
 * The position of its pixels makes the smaller grid show the same picture. The low-frequency crop counts from the first
 * pixel: output i is the signal at i/B of the way from pixel 0 of its grid to pixel 0 of the next period. Pillow's
 * resize to N puts pixel 0 at 0.5/N of the crop, a resize to W at 0.5/W. So the grid of W pixels is moved by 0.5/N -
 * 0.5/W of the crop, up and to the left. (The same phase can be put into the operator instead, which then loses the
 * symmetry that src/pixels/kernels/spectral-table.ts folds by.)
 *
 * The constants are the smallest that keep 40 dB of PSNR against `exact` at every B from 64 on, before augmentation, on
 * the demo's photographs: `node test/bench/fidelity.ts` prints the table in docs/fidelity.md.
 */

import {
  type Box,
  type DecodeScale,
  type ImageSize,
  imageSize,
  type LowFrequencyOperator,
  shorterSide,
  sidesOf,
} from '../../types.ts';

/** W = 2/3 B + 5/14 N: the fewer frequencies are kept, the more of the others must be kept from folding onto them. */
const SHARE_OF_BANDWIDTH = 2 / 3;
const SHARE_OF_BASE = 5 / 14;
/** Sides are multiples of this: even, as the crop requires, and convenient for vectors. */
const STEP = 8;
/** Above this share of the base size a smaller grid costs more fidelity than time. */
const LARGEST_SHARE = 0.9;

/**
 * Pixels that a decoded side must have for each of the B kept frequencies, because a scaled DCT folds frequencies too.
 */
const DECODED_PER_KEPT = 1.5;

/** The working side W of bandwidth B and base size N, all in pixels: even, B <= W <= N. */
export function workingSide(bandwidth: number, baseSize: number): number {
  const side = STEP * Math.ceil((SHARE_OF_BANDWIDTH * bandwidth + SHARE_OF_BASE * baseSize) / STEP);
  return side > LARGEST_SHARE * baseSize ? baseSize : Math.max(bandwidth, side);
}

/** The same on both axes of an image. */
export function workingSize(size: ImageSize, baseSize: ImageSize): ImageSize {
  const [made, base] = [sidesOf(size), sidesOf(baseSize)];
  return imageSize({
    width: workingSide(made.width, base.width),
    height: workingSide(made.height, base.height),
  });
}

/**
 * The working grid whose shorter side is given. Its longer side is the same share of the base size, rounded to an even
 * number, and equal to that of the stage or of the base size only if the shorter one is.
 */
export function ownWorkingSize(side: number, size: ImageSize, baseSize: ImageSize): ImageSize {
  if (typeof baseSize === 'number') return side;
  if (side === shorterSide(size)) return size;
  if (side === shorterSide(baseSize)) return baseSize;
  const [made, base] = [sidesOf(size), sidesOf(baseSize)];
  const along = (name: 'width' | 'height'): number => {
    const exact = 2 * Math.round((side * base[name]) / shorterSide(baseSize) / 2);
    return Math.min(base[name], Math.max(made[name] + 2, exact));
  };
  return imageSize({ width: along('width'), height: along('height') });
}

/** The smallest scale at which a JPEG may be decoded for a crop of which the frequencies of a size are kept. */
export function decodeScale({ width, height }: Box, size: ImageSize): DecodeScale {
  const kept = sidesOf(size);
  const enough = (scale: DecodeScale): boolean =>
    width >= scale * DECODED_PER_KEPT * kept.width && height >= scale * DECODED_PER_KEPT * kept.height;
  if (enough(8)) return 8;
  if (enough(4)) return 4;
  return enough(2) ? 2 : 1;
}

/**
 * The part of the image that a working grid shows, as a box of the image's pixels.
 *
 * @param flip whether the grid is mirrored afterwards, so that its first column is the last one here
 * @param operator `lanczos` is centred as the resize is, and needs no phase
 * @param flipVertical whether the first row is the last one here
 */
export function workingWindow(
  crop: Box,
  baseSize: ImageSize,
  size: ImageSize,
  flip: boolean,
  operator: LowFrequencyOperator,
  flipVertical = false,
): Box {
  if (operator === 'lanczos') return crop;
  const [base, working] = [sidesOf(baseSize), sidesOf(size)];
  const [across, down] = [0.5 / base.width - 0.5 / working.width, 0.5 / base.height - 0.5 / working.height];
  return {
    ...crop,
    x: crop.x + (flip ? -across : across) * crop.width,
    y: crop.y + (flipVertical ? -down : down) * crop.height,
  };
}
