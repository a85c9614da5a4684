/** Sum over all pixels of the grey value (L), rounded for each pixel as Pillow's convert('L') does. */
export function greySum(image: usize, pixels: i32): u32 {
  let sum: u32 = 0;
  const end = image + <usize>pixels * 3;
  for (let at = image; at < end; at += 3) {
    const weighted = 19595 * <u32>load<u8>(at) + 38470 * <u32>load<u8>(at, 1) + 7471 * <u32>load<u8>(at, 2);
    sum += (weighted + 32768) >> 16;
  }
  return sum;
}
