/** Pillow's affine transform without interpolation, which has two ways of its own to step through the source. */

/** Without shear terms: positions are accumulated, column by column and row by row. */
export function affineNearestScale(
  source: usize, target: usize, width: i32, height: i32, a0: f64, a2: f64, a4: f64, a5: f64, fill: u32,
): void {
  let to = target;
  let sy = a5 + a4 * 0.5;
  for (let y = 0; y < height; y++) {
    const row = sy < 0 || sy >= <f64>height ? -1 : <i32>sy;
    let sx = a2 + a0 * 0.5;
    for (let x = 0; x < width; x++) {
      const column = sx < 0 || sx >= <f64>width ? -1 : <i32>sx;
      store<u32>(to, row < 0 || column < 0 ? fill : load<u32>(source + <usize>(row * width + column) * 3));
      to += 3;
      sx += a0;
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
      const outside = column < 0 || column >= width || row < 0 || row >= height;
      store<u32>(to, outside ? fill : load<u32>(source + <usize>(row * width + column) * 3));
      to += 3;
      fx += xx;
      fy += yx;
    }
  }
}
