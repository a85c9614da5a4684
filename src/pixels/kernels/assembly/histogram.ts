/** Bytes of the counts of 256 values. */
const COUNTS: usize = 1024;

/**
 * Counts the values of each channel. Neighbouring pixels are often equal, and an addition to a count waits for the one
 * before it: so four pixels in turn have counts of their own, which are added up at the end.
 *
 * @param counts 3 x 256 u32 for each channel in turn; 12 KiB are written
 */
export function histogram(image: usize, pixels: i32, counts: usize): void {
  memory.fill(counts, 0, 12 * COUNTS);
  const end = image + <usize>pixels * 3;
  let at = image;
  let slot: usize;
  for (; at + 12 <= end; at += 12) {
    slot = counts + (<usize>load<u8>(at) << 2);
    store<u32>(slot, load<u32>(slot) + 1);
    slot = counts + (<usize>load<u8>(at, 1) << 2);
    store<u32>(slot, load<u32>(slot, COUNTS) + 1, COUNTS);
    slot = counts + (<usize>load<u8>(at, 2) << 2);
    store<u32>(slot, load<u32>(slot, 2 * COUNTS) + 1, 2 * COUNTS);
    slot = counts + (<usize>load<u8>(at, 3) << 2);
    store<u32>(slot, load<u32>(slot, 3 * COUNTS) + 1, 3 * COUNTS);
    slot = counts + (<usize>load<u8>(at, 4) << 2);
    store<u32>(slot, load<u32>(slot, 4 * COUNTS) + 1, 4 * COUNTS);
    slot = counts + (<usize>load<u8>(at, 5) << 2);
    store<u32>(slot, load<u32>(slot, 5 * COUNTS) + 1, 5 * COUNTS);
    slot = counts + (<usize>load<u8>(at, 6) << 2);
    store<u32>(slot, load<u32>(slot, 6 * COUNTS) + 1, 6 * COUNTS);
    slot = counts + (<usize>load<u8>(at, 7) << 2);
    store<u32>(slot, load<u32>(slot, 7 * COUNTS) + 1, 7 * COUNTS);
    slot = counts + (<usize>load<u8>(at, 8) << 2);
    store<u32>(slot, load<u32>(slot, 8 * COUNTS) + 1, 8 * COUNTS);
    slot = counts + (<usize>load<u8>(at, 9) << 2);
    store<u32>(slot, load<u32>(slot, 9 * COUNTS) + 1, 9 * COUNTS);
    slot = counts + (<usize>load<u8>(at, 10) << 2);
    store<u32>(slot, load<u32>(slot, 10 * COUNTS) + 1, 10 * COUNTS);
    slot = counts + (<usize>load<u8>(at, 11) << 2);
    store<u32>(slot, load<u32>(slot, 11 * COUNTS) + 1, 11 * COUNTS);
  }
  for (; at < end; at += 3) {
    slot = counts + (<usize>load<u8>(at) << 2);
    store<u32>(slot, load<u32>(slot) + 1);
    slot = counts + (<usize>load<u8>(at, 1) << 2);
    store<u32>(slot, load<u32>(slot, COUNTS) + 1, COUNTS);
    slot = counts + (<usize>load<u8>(at, 2) << 2);
    store<u32>(slot, load<u32>(slot, 2 * COUNTS) + 1, 2 * COUNTS);
  }
  for (let k: usize = 0; k < 3 * COUNTS; k += 16) {
    const to = counts + k;
    const even = i32x4.add(v128.load(to), v128.load(to, 3 * COUNTS));
    const odd = i32x4.add(v128.load(to, 6 * COUNTS), v128.load(to, 9 * COUNTS));
    v128.store(to, i32x4.add(even, odd));
  }
}
