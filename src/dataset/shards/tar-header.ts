/** Bytes of a header, and the unit in which bodies are padded. */
export const TAR_BLOCK = 512;

const CHECKSUM = { start: 148, end: 156 };
const SPACE = 32;

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
  const bytes = Buffer.from(block.buffer, block.byteOffset, TAR_BLOCK);
  if (bytes.every((byte) => byte === 0)) return undefined;
  const stated = octal(bytes, CHECKSUM.start, CHECKSUM.end);
  const sums = checksums(bytes);
  if (stated === undefined || !sums.includes(stated)) {
    return `the checksum of the header is ${sums[0]}, and it says ${stated ?? 'no number'}`;
  }
  const size = numeric(bytes, 124, 136);
  if (size === undefined) return 'the size of the entry is no number';
  const type = bytes[156] === 0 ? '0' : String.fromCharCode(bytes[156]!);
  const name = text(bytes, 0, 100);
  // GNU's old format has other fields at the place of the prefix, and the magic "ustar  ".
  const prefix = bytes.toString('latin1', 257, 263) === 'ustar\0' ? text(bytes, 345, 500) : Buffer.alloc(0);
  const path = prefix.length === 0 ? name : Buffer.concat([prefix, Buffer.from('/'), name]);
  return { path: Buffer.from(path), size, type };
}

/** The sum of all bytes, with spaces for the checksum: of unsigned bytes, and of signed ones as some old programs add them. */
function checksums(bytes: Buffer): [number, number] {
  let sum = SPACE * (CHECKSUM.end - CHECKSUM.start);
  let signed = sum;
  for (let at = 0; at < TAR_BLOCK; at += 1) {
    if (at >= CHECKSUM.start && at < CHECKSUM.end) continue;
    sum += bytes[at]!;
    signed += bytes.readInt8(at);
  }
  return [sum, signed];
}

function text(bytes: Buffer, start: number, end: number): Buffer {
  const field = bytes.subarray(start, end);
  const zero = field.indexOf(0);
  return zero === -1 ? field : field.subarray(0, zero);
}

/** A number in octal, or in base 256 if its first bit is set. */
function numeric(bytes: Buffer, start: number, end: number): number | undefined {
  const first = bytes[start]!;
  if ((first & 0x80) === 0) return octal(bytes, start, end);
  // Negative numbers have more bits set.
  if (first !== 0x80) return undefined;
  let value = 0;
  for (let at = start + 1; at < end; at += 1) value = value * 256 + bytes[at]!;
  return Number.isSafeInteger(value) ? value : undefined;
}

function octal(bytes: Buffer, start: number, end: number): number | undefined {
  const digits = /^[ ]*([0-7]+)[ \0]*$/.exec(bytes.toString('latin1', start, end));
  return digits === null ? undefined : Number.parseInt(digits[1]!, 8);
}
