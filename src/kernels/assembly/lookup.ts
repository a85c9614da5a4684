/** Operations that are a table of 256 entries for each channel. */

/** Counts the values of each channel: `counts` holds 3 x 256 u32. */
export function histogram(image: usize, pixels: i32, counts: usize): void {
  memory.fill(counts, 0, 3 * 256 * 4);
  const end = image + <usize>pixels * 3;
  for (let at = image; at < end; at += 3) {
    const r = counts + (<usize>load<u8>(at) << 2);
    store<u32>(r, load<u32>(r) + 1);
    const g = counts + 1024 + (<usize>load<u8>(at, 1) << 2);
    store<u32>(g, load<u32>(g) + 1);
    const b = counts + 2048 + (<usize>load<u8>(at, 2) << 2);
    store<u32>(b, load<u32>(b) + 1);
  }
}

/** Replaces every sample by its entry in the table of its channel: `tables` holds 3 x 256 bytes. */
export function applyTables(image: usize, pixels: i32, tables: usize): void {
  const end = image + <usize>pixels * 3;
  for (let at = image; at < end; at += 3) {
    store<u8>(at, load<u8>(tables + <usize>load<u8>(at)));
    store<u8>(at, load<u8>(tables + <usize>load<u8>(at, 1), 256), 1);
    store<u8>(at, load<u8>(tables + <usize>load<u8>(at, 2), 512), 2);
  }
}

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
