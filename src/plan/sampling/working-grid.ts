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

import type { Box, DecodeScale, LowFrequencyOperator } from '../../types.ts';

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

/** The smallest scale at which a JPEG may be decoded for a crop of which B x B frequencies are kept. */
export function decodeScale({ width, height }: Box, bandwidth: number): DecodeScale {
  const needed = DECODED_PER_KEPT * bandwidth;
  const enough = (scale: DecodeScale): boolean => Math.min(width, height) >= scale * needed;
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
  baseSize: number,
  side: number,
  flip: boolean,
  operator: LowFrequencyOperator,
  flipVertical = false,
): Box {
  if (operator === 'lanczos') return crop;
  const phase = 0.5 / baseSize - 0.5 / side;
  return {
    ...crop,
    x: crop.x + (flip ? -phase : phase) * crop.width,
    y: crop.y + (flipVertical ? -phase : phase) * crop.height,
  };
}
