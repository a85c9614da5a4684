/**
 * The least and the greatest value of each channel.
 *
 * @param result 6 bytes: the least red, green and blue, then the greatest; up to 112 bytes are written
 */
export function extremes(image: usize, pixels: i32, result: usize): void {
  store<u32>(result, 0x00ffffff);
  store<u16>(result, 0, 4);
  const end = image + <usize>pixels * 3;
  let at = image;
  if (at + 48 <= end) {
    at = wholeRounds(image, end, result + 16);
    // What the lanes hold are values of the image, whether least or greatest.
    fold(result + 16, result + 112, result);
  }
  fold(at, end, result);
}

/**
 * Three vectors hold sixteen whole pixels, so every lane has a channel of its own: stores the least and the greatest
 * values of the 48 lanes, and returns where the last round ended.
 */
function wholeRounds(image: usize, end: usize, lanes: usize): usize {
  let low0 = i8x16.splat(-1);
  let low1 = low0;
  let low2 = low0;
  let high0 = i8x16.splat(0);
  let high1 = high0;
  let high2 = high0;
  let at = image;
  for (; at + 48 <= end; at += 48) {
    const a = v128.load(at);
    const b = v128.load(at, 16);
    const c = v128.load(at, 32);
    low0 = i8x16.min_u(low0, a);
    low1 = i8x16.min_u(low1, b);
    low2 = i8x16.min_u(low2, c);
    high0 = i8x16.max_u(high0, a);
    high1 = i8x16.max_u(high1, b);
    high2 = i8x16.max_u(high2, c);
  }
  v128.store(lanes, low0);
  v128.store(lanes, low1, 16);
  v128.store(lanes, low2, 32);
  v128.store(lanes, high0, 48);
  v128.store(lanes, high1, 64);
  v128.store(lanes, high2, 80);
  return at;
}

/** Takes the pixels from `at` to `end` into the extremes at `result`. */
function fold(at: usize, end: usize, result: usize): void {
  for (; at < end; at += 3) {
    for (let channel: usize = 0; channel < 3; channel++) {
      const value = load<u8>(at + channel);
      if (value < load<u8>(result + channel)) store<u8>(result + channel, value);
      if (value > load<u8>(result + channel, 3)) store<u8>(result + channel, value, 3);
    }
  }
}
