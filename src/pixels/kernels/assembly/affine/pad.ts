/** Pixels by which the padded image is wider on every side: as far as the taps of a position inside can reach. */
// @ts-ignore: decorator
@inline
export const MARGIN: i32 = 2;

/** Bytes of a row of the padded image. */
// @ts-ignore: decorator
@inline
export function paddedStride(width: i32): usize {
  return <usize>(width + 2 * MARGIN) * 3;
}

/** Copies the image with its outermost pixels repeated around it, so that taps outside need no test. */
export function padImage(source: usize, target: usize, width: i32, height: i32): void {
  const stride = <usize>width * 3;
  const padded = paddedStride(width);
  for (let y = -MARGIN; y < height + MARGIN; y++) {
    const row = <usize>max(0, min(height - 1, y));
    padRow(source + row * stride, target + <usize>(y + MARGIN) * padded, width);
  }
}

/** The same of one row. Vectors are written past its end. */
export function padRow(source: usize, target: usize, width: i32): void {
  const stride = <usize>width * 3;
  const to = target + <usize>MARGIN * 3;
  for (let k: usize = 0; k < stride; k += 16) v128.store(to + k, v128.load(source + k));
  for (let k: usize = 0; k < <usize>MARGIN * 3; k += 3) {
    copyPixel(source, target + k);
    copyPixel(source + stride - 3, to + stride + k);
  }
}

// @ts-ignore: decorator
@inline
function copyPixel(from: usize, to: usize): void {
  store<u16>(to, load<u16>(from));
  store<u8>(to, load<u8>(from, 2), 2);
}
