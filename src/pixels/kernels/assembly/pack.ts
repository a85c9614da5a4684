/** Between RGBX (4 bytes a pixel) and RGB (3 bytes a pixel). */

/**
 * Copies `height` rows of `width` pixels from RGBX to RGB, mirrored if `flip`. Every store writes one byte past its
 * pixel: rows must be written in order, with a byte to spare after the last.
 */
export function packRgb(
  source: usize,
  sourceStride: usize,
  target: usize,
  targetStride: usize,
  width: i32,
  height: i32,
  flip: bool,
): void {
  for (let y = 0; y < height; y++) {
    let from = source + <usize>y * sourceStride;
    let step: isize = 4;
    if (flip) {
      from += <usize>(width - 1) * 4;
      step = -4;
    }
    let to = target + <usize>y * targetStride;
    for (let x = 0; x < width; x++) {
      store<u32>(to, load<u32>(from));
      from += step;
      to += 3;
    }
  }
}

/** Copies `count` pixels from RGB to RGBX; reads one byte past the last pixel. */
export function expandRgb(source: usize, target: usize, count: i32): void {
  for (let k = 0; k < count; k++) {
    store<u32>(target + ((<usize>k) << 2), load<u32>(source + <usize>k * 3));
  }
}
