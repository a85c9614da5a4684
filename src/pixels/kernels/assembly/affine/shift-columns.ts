/**
 * Pillow's affine transform where columns only move up or down, a column by a distance of its own: ShearY and TranslateY.
 * The source column is the output column, exactly, so the interpolation is along the columns, and every column has the
 * same weights in all rows. Neighbouring columns that move by the same whole number of rows are done together.
 */
import { findBounds, first, last } from './bounds';
import { fillPixels } from './fill';
import { setImage, setInterpolation, setMatrix, sourceY } from './job';
import { isCoarse, isSure, PLANES, writeWeights } from './tap-weights';
import { filterFour, filterTwo, setPrecision } from './taps';

/** Behind the weights, 4 bytes a column: the whole rows by which it moves, then where the next other number begins. */
const WHOLES: usize = PLANES;
const ENDS: usize = PLANES + 2048;

/**
 * The arguments are those of `affine`: a0 and a4 must be 1, a1 and a2 0.
 *
 * @param scratch room for 30 KiB
 */
export function shiftColumns(
  source: usize, target: usize, width: i32, height: i32,
  a0: f64, a1: f64, a2: f64, a3: f64, a4: f64, a5: f64,
  bicubic: bool, fill: u32, scratch: usize,
): void {
  setImage(source, width, height);
  setMatrix(a0, a1, a2, a3, a4, a5);
  setInterpolation(bicubic);
  const sure = prepareColumns(width, scratch, bicubic);
  // Columns count from their middles: half a column adds one bit.
  setPrecision(isCoarse(a3 / 2) && isCoarse(a5), sure);
  const stride = <usize>width * 3;
  for (let y = 0; y < height; y++) {
    const to = target + <usize>y * stride;
    findBounds(y);
    fillPixels(to, first, fill);
    let x = first;
    while (x < last) {
      const at = scratch + (<usize>x << 2);
      const row = y + load<i32>(at, WHOLES);
      const end = min(last, load<i32>(at, ENDS));
      filterRun(source, stride, height, row, scratch, to, x, end, y, bicubic);
      x = end;
    }
    fillPixels(to + <usize>last * 3, width - last, fill);
  }
}

/** Writes what columns need, and returns whether all of them surely have Pillow's taps. */
function prepareColumns(width: i32, scratch: usize, bicubic: bool): bool {
  let sure = true;
  for (let x = 0; x < width; x++) {
    // Bounded, so that the conversion is defined; columns that move as far are all outside.
    const shift = max<f64>(-1e6, min<f64>(1e6, sourceY(x, 0) - 0.5));
    const whole = floor(shift);
    const t = shift - whole;
    sure = sure && isSure(t);
    writeWeights(scratch + <usize>x * 12, 3, t, bicubic);
    store<i32>(scratch + (<usize>x << 2), <i32>whole, WHOLES);
  }
  for (let x = width - 1; x >= 0; x--) {
    const at = scratch + (<usize>x << 2);
    const joined = x < width - 1 && load<i32>(at, WHOLES) == load<i32>(at, WHOLES + 4);
    store<i32>(at, joined ? load<i32>(at, ENDS + 4) : x + 1, ENDS);
  }
  return sure;
}

/** The columns from x to before `end` of output row y, with `row` the one above their positions. */
function filterRun(
  source: usize, stride: usize, height: i32, row: i32, scratch: usize, to: usize, x: i32, end: i32, y: i32, bicubic: bool,
): void {
  const above = rowAt(source, stride, row, height);
  const below = rowAt(source, stride, row + 1, height);
  const weights = scratch + <usize>x * 12;
  if (bicubic) {
    const before = rowAt(source, stride, row - 1, height);
    const after = rowAt(source, stride, row + 2, height);
    filterFour(before, above, below, after, weights, 16, to, 3 * x, 3 * end, y);
  } else {
    filterTwo(above, below, weights, 16, to, 3 * x, 3 * end, y);
  }
}

/** Rows outside the image are its outermost rows. */
// @ts-ignore: decorator
@inline
function rowAt(source: usize, stride: usize, row: i32, height: i32): usize {
  return source + <usize>max(0, min(height - 1, row)) * stride;
}
