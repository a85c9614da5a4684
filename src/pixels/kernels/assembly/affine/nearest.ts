/** Pillow's affine transform without interpolation, which has two ways of its own to step through the source. */
import { fillPixels } from './fill';

/**
 * Without shear terms: positions are accumulated, column by column and row by row.
 *
 * @param columns room for 4 bytes a column
 */
export function affineNearestScale(
  source: usize, target: usize, width: i32, height: i32, a0: f64, a2: f64, a4: f64, a5: f64, fill: u32, columns: usize,
): void {
  let sx = a2 + a0 * 0.5;
  for (let x = 0; x < width; x++) {
    store<i32>(columns + (<usize>x << 2), sx < 0 || sx >= <f64>width ? -1 : <i32>sx * 3);
    sx += a0;
  }
  let to = target;
  let sy = a5 + a4 * 0.5;
  for (let y = 0; y < height; y++) {
    if (sy < 0 || sy >= <f64>height) {
      fillPixels(to, width, fill);
      to += <usize>width * 3;
    } else {
      const row = source + <usize>(<i32>sy * width) * 3;
      for (let x = 0; x < width; x++) {
        const offset = load<i32>(columns + (<usize>x << 2));
        store<u32>(to, offset < 0 ? fill : load<u32>(row + <usize>offset));
        to += 3;
      }
    }
    sy += a4;
  }
}

/** With shear terms: positions in 16.16 fixed point; the arguments are the starts and the steps. */
export function affineNearestFixed(
  source: usize, target: usize, width: i32, height: i32,
  startX: i32, startY: i32, xx: i32, xy: i32, yx: i32, yy: i32, fill: u32,
): void {
  let to = target;
  for (let y = 0; y < height; y++) {
    let fx = startX + y * xy;
    let fy = startY + y * yy;
    for (let x = 0; x < width; x++) {
      const column = fx >> 16;
      const row = fy >> 16;
      // Unsigned, so that negative ones are large.
      const inside = <u32>column < <u32>width && <u32>row < <u32>height;
      store<u32>(to, inside ? load<u32>(source + <usize>(row * width + column) * 3) : fill);
      to += 3;
      fx += xx;
      fy += yx;
    }
  }
}
