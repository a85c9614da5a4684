/**
 * Pillow's affine transform (libImaging/Geometry.c) of an RGB image with bilinear or bicubic (a = -1) interpolation, to
 * the bit. Pillow computes in doubles and truncates. Here most pixels are computed in floats, four lanes at once, with an
 * error that is bounded; the few results that lie so near an integer that the error could matter are computed again in
 * doubles (`pack.ts`).
 */
import { BICUBIC_ERROR, bicubicRow, bicubicWeights } from './bicubic';
import { BILINEAR_ERROR, bilinearRow } from './bilinear';
import { findBounds, first, last } from './bounds';
import { fillPixels } from './fill';
import { setImage, setInterpolation, setMatrix } from './job';
import { packRow } from './pack';
import { paddedStride, padImage } from './pad';
import { findPositions } from './positions';
import { ROW_BUFFERS } from './row-buffers';

/**
 * @param a0 to a5: matrix from output to source positions
 * @param bicubic or bilinear
 * @param fill RGB in the low three bytes, for positions outside the source
 * @param scratch room for a padded image, 16 bytes after it, and 30 KiB
 */
export function affine(
  source: usize, target: usize, width: i32, height: i32,
  a0: f64, a1: f64, a2: f64, a3: f64, a4: f64, a5: f64,
  bicubic: bool, fill: u32, scratch: usize,
): void {
  setImage(source, width, height);
  setMatrix(a0, a1, a2, a3, a4, a5);
  setInterpolation(bicubic);
  const padded = scratch + ROW_BUFFERS;
  const stride = paddedStride(width);
  padImage(source, padded, width, height);
  for (let y = 0; y < height; y++) {
    const to = target + <usize>(y * width) * 3;
    findBounds(y);
    const x = first;
    const count = last - first;
    fillPixels(to, x, fill);
    if (count > 0) {
      // The padded image begins two pixels before the image, the taps of a bicubic one before those of a bilinear.
      findPositions(scratch, x, y, count, bicubic ? 0.5 : 1.5, padded, stride);
      if (bicubic) {
        bicubicWeights(scratch, count);
        bicubicRow(scratch, count, stride);
      } else {
        bilinearRow(scratch, count, stride);
      }
      packRow(scratch, count, to + <usize>x * 3, x, y, bicubic ? BICUBIC_ERROR : BILINEAR_ERROR, stride);
    }
    fillPixels(to + <usize>(x + count) * 3, width - x - count, fill);
  }
}
