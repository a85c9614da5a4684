/** The first frame of a GIF file (GIF89a specification, CompuServe 1990), found in the way of Pillow's reader. */
import type { Box } from '../../../types.ts';
import { badImage } from '../header.ts';

const [EXTENSION, IMAGE, TRAILER] = [0x21, 0x2c, 0x3b];
const [GRAPHIC_CONTROL, COMMENT] = [0xf9, 0xfe];
const SCREEN_BYTES = 13;
const DESCRIPTOR_BYTES = 9;
const HAS_TABLE = 0x80;
const INTERLACED = 0x40;
const TRANSPARENT = 1;
const COLOURS = 256;

/** A frame on its canvas. */
export interface GifFrame {
  /** Pixels of the canvas: the logical screen, enlarged if the frame does not fit. */
  width: number;
  height: number;
  /** Where the frame lies on the canvas. */
  box: Box;
  interlaced: boolean;
  /** Index that the frame calls transparent. */
  transparent?: number;
  /** Red, green and blue of each index; undefined if the file has none, and then an index is a level of grey. */
  table?: Uint8Array;
  /** The compressed indices: the size of the first codes, then the sub-blocks of data with their end. */
  data: Uint8Array;
}

/** Throws BAD_IMAGE if there is no frame. */
export function firstFrame(bytes: Uint8Array): GifFrame {
  const global = tableAt(bytes, SCREEN_BYTES, bytes[10]!);
  let at = SCREEN_BYTES + (global?.length ?? 0);
  let transparent: number | undefined;
  while (at < bytes.length && bytes[at] !== TRAILER) {
    const kind = bytes[at];
    at += 1;
    if (kind === EXTENSION) {
      const label = bytes[at];
      const first = at + 1;
      const size = bytes[first] ?? 0;
      if (label === GRAPHIC_CONTROL && size > 0) {
        transparent = (bytes[first + 1]! & TRANSPARENT) === 0 ? transparent : bytes[first + 4]!;
      }
      // Only in comments does Pillow see that the first block may be the end.
      at = size === 0 ? first + 1 : endOfBlocks(bytes, first + 1 + size);
      if (size === 0 && label !== COMMENT) at = endOfBlocks(bytes, at);
    } else if (kind === IMAGE) {
      return frameAt(bytes, at, { global, transparent });
    }
  }
  throw badImage('the GIF file has no frame');
}

function frameAt(
  bytes: Uint8Array,
  at: number,
  { global, transparent }: { global: Uint8Array | undefined; transparent: number | undefined },
): GifFrame {
  const flags = bytes[at + 8];
  if (flags === undefined) throw badImage('the file is truncated');
  const box = {
    x: uint16(bytes, at),
    y: uint16(bytes, at + 2),
    width: uint16(bytes, at + 4),
    height: uint16(bytes, at + 6),
  };
  const local = tableAt(bytes, at + DESCRIPTOR_BYTES, flags);
  const start = at + DESCRIPTOR_BYTES + (local?.length ?? 0);
  const table = local ?? global;
  return {
    width: Math.max(uint16(bytes, 6), box.x + box.width),
    height: Math.max(uint16(bytes, 8), box.y + box.height),
    box,
    interlaced: (flags & INTERLACED) !== 0,
    ...(transparent === undefined ? {} : { transparent }),
    ...(table === undefined ? {} : { table }),
    data: bytes.subarray(start, endOfBlocks(bytes, start + 1)),
  };
}

function tableAt(bytes: Uint8Array, start: number, flags: number): Uint8Array | undefined {
  return (flags & HAS_TABLE) === 0 ? undefined : bytes.subarray(start, start + 3 * (2 << (flags & 7)));
}

/** Behind the empty sub-block that ends a sequence of them, or behind the file if nothing ends it. */
function endOfBlocks(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length && bytes[at] !== 0) at += 1 + bytes[at]!;
  return Math.min(at + 1, bytes.length);
}

function uint16(bytes: Uint8Array, at: number): number {
  return bytes[at]! | (bytes[at + 1]! << 8);
}

/** A file of the frame only, whose colours are its indices as levels of grey. */
export function indexFile({ box, interlaced, data }: GifFrame): Uint8Array {
  const size = [box.width & 255, box.width >> 8, box.height & 255, box.height >> 8];
  const header = [...Buffer.from('GIF89a', 'latin1'), ...size, HAS_TABLE | 7, 0, 0];
  const table = Array.from({ length: COLOURS }, (_, index) => [index, index, index]).flat();
  const descriptor = [IMAGE, 0, 0, 0, 0, ...size, interlaced ? INTERLACED : 0];
  return Buffer.concat([Uint8Array.of(...header, ...table, ...descriptor), data, Uint8Array.of(TRAILER)]);
}

/**
 * The colour of each index as 0xBBGGRR. An index beyond the table is black, and a level of grey if there is no table or if
 * each colour of it is the level of its index.
 */
export function coloursOf({ table = new Uint8Array() }: GifFrame): Uint32Array {
  const isRamp = table.every((level, at) => level === Math.floor(at / 3));
  return Uint32Array.from({ length: COLOURS }, (_, index) => {
    if (isRamp) return index * 0x010101;
    const at = index * 3;
    return at >= table.length ? 0 : table[at]! | (table[at + 1]! << 8) | (table[at + 2]! << 16);
  });
}
