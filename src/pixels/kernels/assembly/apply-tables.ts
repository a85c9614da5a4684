/**
 * Operations that are a table of 256 entries for each channel.
 *
 * Single bytes make the processor's stores the bottleneck. So the tables are first spread to words, one for each of the
 * four places that a sample can have in a word, with the entries already in place: four loads then make a word, with
 * nothing to shift. Pixels of three bytes begin at all four places in turn: twelve bytes are one round.
 */

/** Bytes of a spread table. */
const SPREAD: usize = 1024;

/**
 * Replaces every sample by its entry in the table of its channel; also up to three pixels past the end.
 *
 * @param tables 3 x 256 bytes
 * @param scratch 12 KiB for the spread tables
 */
export function applyTables(image: usize, pixels: i32, tables: usize, scratch: usize): void {
  spread(tables, scratch);
  spread(tables + 256, scratch + 4 * SPREAD);
  spread(tables + 512, scratch + 8 * SPREAD);
  const end = image + <usize>pixels * 3;
  for (let at = image; at < end; at += 12) {
    store<u32>(
      at,
      load<u32>(slot(scratch, load<u8>(at)), 0 * SPREAD)
        | load<u32>(slot(scratch, load<u8>(at, 1)), 5 * SPREAD)
        | load<u32>(slot(scratch, load<u8>(at, 2)), 10 * SPREAD)
        | load<u32>(slot(scratch, load<u8>(at, 3)), 3 * SPREAD),
    );
    store<u32>(
      at,
      load<u32>(slot(scratch, load<u8>(at, 4)), 4 * SPREAD)
        | load<u32>(slot(scratch, load<u8>(at, 5)), 9 * SPREAD)
        | load<u32>(slot(scratch, load<u8>(at, 6)), 2 * SPREAD)
        | load<u32>(slot(scratch, load<u8>(at, 7)), 7 * SPREAD),
      4,
    );
    store<u32>(
      at,
      load<u32>(slot(scratch, load<u8>(at, 8)), 8 * SPREAD)
        | load<u32>(slot(scratch, load<u8>(at, 9)), 1 * SPREAD)
        | load<u32>(slot(scratch, load<u8>(at, 10)), 6 * SPREAD)
        | load<u32>(slot(scratch, load<u8>(at, 11)), 11 * SPREAD),
      8,
    );
  }
}

/** Spreads the table of a channel: four tables, whose entries are shifted by 0, 8, 16 and 24 bits. */
function spread(table: usize, target: usize): void {
  for (let k: usize = 0; k < 256; k += 4) {
    const entries = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(table + k)));
    const to = target + (k << 2);
    v128.store(to, entries);
    v128.store(to, i32x4.shl(entries, 8), SPREAD);
    v128.store(to, i32x4.shl(entries, 16), 2 * SPREAD);
    v128.store(to, i32x4.shl(entries, 24), 3 * SPREAD);
  }
}

/** Where a value's word is in the first spread table; that of a channel c and a place p is 4 c + p tables further. */
// @ts-ignore: decorator
@inline
function slot(spread: usize, value: u8): usize {
  return spread + (<usize>value << 2);
}
