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
