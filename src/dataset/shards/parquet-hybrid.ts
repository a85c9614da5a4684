/**
 * Decodes numbers in Parquet's hybrid of run lengths and bit packing. Unlike a general decoder it never writes beyond the
 * numbers that are expected, however damaged the bytes are.
 *
 * Format: parquet-format, Encodings.md, "Run Length Encoding / Bit-Packing Hybrid".
 *
 * @param width bits of each number, at most 32
 * @returns undefined if the bytes do not hold `count` numbers
 */
export function decodeHybrid(bytes: Uint8Array, width: number, count: number): Uint32Array | undefined {
  const numbers = new Uint32Array(count);
  if (width > 32) return undefined;
  let [at, done] = [0, 0];
  while (done < count) {
    const header = varint(bytes, at);
    if (header === undefined) return undefined;
    at = header.end;
    const run = Math.floor(header.value / 2);
    if (run === 0) return undefined;
    if (header.value % 2 === 0) {
      const size = Math.ceil(width / 8);
      if (at + size > bytes.length) return undefined;
      const end = Math.min(count, done + run);
      numbers.fill(littleEndian(bytes, at, size), done, end);
      done = end;
      at += size;
    } else {
      // The last group of eight may be cut off after the numbers that count.
      const wanted = Math.min(run * 8, count - done);
      if (at + Math.ceil((wanted * width) / 8) > bytes.length) return undefined;
      for (let k = 0; k < wanted; k += 1) numbers[done + k] = packed(bytes, at, k * width, width);
      done += wanted;
      at += run * width;
    }
  }
  return numbers;
}

function varint(bytes: Uint8Array, start: number): { value: number; end: number } | undefined {
  let value = 0;
  for (let k = 0; k < 5; k += 1) {
    const byte = bytes[start + k];
    if (byte === undefined) return undefined;
    value += (byte & 0x7f) * 2 ** (7 * k);
    if (byte < 0x80) return { value, end: start + k + 1 };
  }
  return undefined;
}

function littleEndian(bytes: Uint8Array, at: number, size: number): number {
  let value = 0;
  for (let k = 0; k < size; k += 1) value += bytes[at + k]! * 2 ** (8 * k);
  return value;
}

function packed(bytes: Uint8Array, start: number, bit: number, width: number): number {
  let value = 0;
  for (let k = 0; k < width; k += 1) {
    const at = bit + k;
    if (((bytes[start + (at >> 3)]! >> (at & 7)) & 1) === 1) value += 2 ** k;
  }
  return value;
}
