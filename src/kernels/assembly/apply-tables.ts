/** Replaces every sample by its entry in the table of its channel: `tables` holds 3 x 256 bytes. */
export function applyTables(image: usize, pixels: i32, tables: usize): void {
  const end = image + <usize>pixels * 3;
  for (let at = image; at < end; at += 3) {
    store<u8>(at, load<u8>(tables + <usize>load<u8>(at)));
    store<u8>(at, load<u8>(tables + <usize>load<u8>(at, 1), 256), 1);
    store<u8>(at, load<u8>(tables + <usize>load<u8>(at, 2), 512), 2);
  }
}
