/** The first directory of a TIFF or BigTIFF file (TIFF 6.0, section 2). */

/** Bytes of a value, by the number of its type: BYTE, SHORT, LONG and LONG8. Others are not read. */
const VALUE_BYTES: Readonly<Record<number, 1 | 2 | 4 | 8>> = { 1: 1, 3: 2, 4: 4, 16: 8 };
/** Values of an entry that are read: more than any of a pixel's description has. */
const VALUES_MAX = 64;
const BIG_TIFF = 43;

/**
 * The values of each tag that holds whole numbers, at most 64 of each; undefined if the file ends before its directory
 * does.
 */
export function readTags(bytes: Uint8Array): ReadonlyMap<number, readonly number[]> | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return directoryOf(view, bytes[0] === 0x49);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function directoryOf(view: DataView, little: boolean): Map<number, number[]> {
  const big = view.getUint16(2, little) === BIG_TIFF;
  const [word, entryBytes] = big ? ([8, 20] as const) : ([4, 12] as const);
  const first = uint(view, big ? 8 : 4, word, little);
  const count = uint(view, first, big ? 8 : 2, little);
  const tags = new Map<number, number[]>();
  for (let k = 0; k < count; k += 1) {
    const at = first + (big ? 8 : 2) + k * entryBytes;
    const size = VALUE_BYTES[view.getUint16(at + 2, little)];
    if (size === undefined) continue;
    const values = uint(view, at + 4, word, little);
    const field = at + 4 + word;
    const start = values * size <= word ? field : uint(view, field, word, little);
    const read = Array.from({ length: Math.min(values, VALUES_MAX) }, (_, n) =>
      uint(view, start + n * size, size, little),
    );
    tags.set(view.getUint16(at, little), read);
  }
  return tags;
}

/** Throws a RangeError beyond the end. */
function uint(view: DataView, at: number, size: 1 | 2 | 4 | 8, little: boolean): number {
  if (size === 1) return view.getUint8(at);
  if (size === 2) return view.getUint16(at, little);
  return size === 4 ? view.getUint32(at, little) : Number(view.getBigUint64(at, little));
}
