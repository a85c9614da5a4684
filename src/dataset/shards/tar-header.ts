/** Bytes of a header, and the unit in which bodies are padded. */
export const TAR_BLOCK = 512;

const CHECKSUM = { start: 148, end: 156 };
const SPACE = 32;
const ZERO = 48;
/** Where "ustar" and a zero byte are, in the format that has a prefix of the path. */
const MAGIC = { start: 257, bytes: Buffer.from('ustar\0') };

/** The header of one entry of a tar archive (POSIX.1-1988 ustar, with GNU's numbers in base 256). */
export interface TarHeader {
  /** Its path as this header has it: up to 100 bytes, or 255 with ustar's prefix. */
  path: Buffer;
  /** Bytes of its body. */
  size: number;
  /** `0` for a file; see POSIX.1 pax, "ustar Interchange Format". */
  type: string;
}

/** Parses a block of 512 bytes. Returns undefined for a block of zeros, or says in words what is wrong. */
export function parseTarHeader(block: Uint8Array): TarHeader | undefined | string {
  if (block[0] === 0 && block.every((byte) => byte === 0)) return undefined;
  const stated = octal(block, CHECKSUM.start, CHECKSUM.end);
  const sum = checksum(block);
  if (stated !== sum && stated !== sum - signedDifference(block)) {
    return `the checksum of the header is ${sum}, and it says ${stated ?? 'no number'}`;
  }
  const size = numeric(block, 124, 136);
  if (size === undefined) return 'the size of the entry is no number';
  const type = block[156] === 0 ? '0' : String.fromCharCode(block[156]!);
  const name = Buffer.from(text(block, 0, 100));
  // GNU's old format has other fields at the place of the prefix, and the magic "ustar  ".
  if (block[345] === 0 || !MAGIC.bytes.every((byte, k) => block[MAGIC.start + k] === byte))
    return { path: name, size, type };
  return { path: Buffer.concat([text(block, 345, 500), Buffer.from('/'), name]), size, type };
}

/** The sum of all bytes, with spaces for the checksum itself. */
function checksum(block: Uint8Array): number {
  let sum = SPACE * (CHECKSUM.end - CHECKSUM.start);
  for (let at = 0; at < CHECKSUM.start; at += 1) sum += block[at]!;
  for (let at = CHECKSUM.end; at < TAR_BLOCK; at += 1) sum += block[at]!;
  return sum;
}

/** What the sum is smaller by if bytes are signed, as some old programs add them. */
function signedDifference(block: Uint8Array): number {
  let difference = 0;
  for (let at = 0; at < TAR_BLOCK; at += 1) {
    if (block[at]! >= 128 && (at < CHECKSUM.start || at >= CHECKSUM.end)) difference += 256;
  }
  return difference;
}

function text(block: Uint8Array, start: number, end: number): Uint8Array {
  let zero = start;
  while (zero < end && block[zero] !== 0) zero += 1;
  return block.subarray(start, zero);
}

/** A number in octal, or in base 256 if its first bit is set. */
function numeric(block: Uint8Array, start: number, end: number): number | undefined {
  const first = block[start]!;
  if ((first & 0x80) === 0) return octal(block, start, end);
  // Negative numbers have more bits set.
  if (first !== 0x80) return undefined;
  let value = 0;
  for (let at = start + 1; at < end; at += 1) value = value * 256 + block[at]!;
  return Number.isSafeInteger(value) ? value : undefined;
}

/** Octal digits, with spaces before them and spaces or zero bytes after them. */
function octal(block: Uint8Array, start: number, end: number): number | undefined {
  let at = start;
  while (at < end && block[at] === SPACE) at += 1;
  const first = at;
  let value = 0;
  while (at < end && block[at]! >= ZERO && block[at]! < ZERO + 8) {
    value = value * 8 + block[at]! - ZERO;
    at += 1;
  }
  if (at === first) return undefined;
  while (at < end && (block[at] === SPACE || block[at] === 0)) at += 1;
  return at === end ? value : undefined;
}
