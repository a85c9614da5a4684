/** One pass of Pillow's box blur with a fractional radius (libImaging/BoxBlur.c), over the lines of one direction. */

/**
 * @param length pixels of a line
 * @param step bytes between the pixels of a line
 * @param lines number of lines, `lineStep` bytes apart
 * @param radius whole part of the radius
 * @param inner weight of the taps inside the radius, 24 fractional bits
 * @param outer weight of the two taps at radius + 1
 */
export function boxBlur(
  source: usize, target: usize, length: i32, step: usize, lines: i32, lineStep: usize,
  radius: i32, inner: u32, outer: u32,
): void {
  for (let line = 0; line < lines; line++) {
    for (let channel: usize = 0; channel < 3; channel++) {
      const offset = <usize>line * lineStep + channel;
      blurLine(source + offset, target + offset, length, step, radius, inner, outer);
    }
  }
}

// @ts-ignore: decorator
@inline
function tap(line: usize, x: i32, length: i32, step: usize): u32 {
  const at = x < 0 ? 0 : x >= length ? length - 1 : x;
  return <u32>load<u8>(line + <usize>at * step);
}

function blurLine(source: usize, target: usize, length: i32, step: usize, radius: i32, inner: u32, outer: u32): void {
  let sum: u32 = 0;
  for (let k = -radius; k <= radius; k++) sum += tap(source, k, length, step);
  for (let x = 0; x < length; x++) {
    const left = tap(source, x - radius - 1, length, step);
    const right = tap(source, x + radius + 1, length, step);
    store<u8>(target + <usize>x * step, <u8>((inner * sum + outer * (left + right) + (1 << 23)) >> 24));
    sum += right - tap(source, x - radius, length, step);
  }
}
