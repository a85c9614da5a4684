/**
 * Pillow's affine transform where rows only move sideways, a row by a distance of its own: ShearX and TranslateX. The
 * source row is the output row, exactly, so the interpolation is along the row, with the same weights for all of it.
 */
import { findBounds, first, last } from './bounds';
import { fillPixels } from './fill';
import { setImage, setInterpolation, setMatrix, sourceX } from './job';
import { padRow } from './pad';
import { isCoarse, isSure, PLANES, writeWeights } from './tap-weights';
import { filterFour, filterTwo, setPrecision } from './taps';

/**
 * The arguments are those of `affine`: a0 and a4 must be 1, a3 and a5 0.
 *
 * @param scratch room for 26 KiB
 */
export function shiftRows(
  source: usize, target: usize, width: i32, height: i32,
  a0: f64, a1: f64, a2: f64, a3: f64, a4: f64, a5: f64,
  bicubic: bool, fill: u32, scratch: usize,
): void {
  setImage(source, width, height);
  setMatrix(a0, a1, a2, a3, a4, a5);
  setInterpolation(bicubic);
  // Rows count from their middles: half a row adds one bit.
  const exact = isCoarse(a1 / 2) && isCoarse(a2);
  const stride = <usize>width * 3;
  const padded = scratch + PLANES;
  for (let y = 0; y < height; y++) {
    const to = target + <usize>y * stride;
    findBounds(y);
    const x = first;
    const end = last;
    fillPixels(to, x, fill);
    if (x < end) {
      const shift = sourceX(x, y) - 0.5 - <f64>x;
      const whole = floor(shift);
      const t = shift - whole;
      setPrecision(exact, isSure(t));
      writeWeights(scratch, 4, t, bicubic);
      padRow(source + <usize>y * stride, padded, width);
      // The pixel left of the position, after the two pixels of the margin.
      const taps = padded + <usize>((2 + <i32>whole) * 3);
      if (bicubic) filterFour(taps - 3, taps, taps + 3, taps + 6, scratch, 0, to, 3 * x, 3 * end, y);
      else filterTwo(taps, taps + 3, scratch, 0, to, 3 * x, 3 * end, y);
    }
    fillPixels(to + <usize>end * 3, width - end, fill);
  }
}
