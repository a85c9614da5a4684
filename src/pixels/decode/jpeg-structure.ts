/**
 * The markers of a JPEG file (ITU-T T.81, annex B), read only to find out whether a part of the image may be decoded by
 * itself.
 */

const MARKER = 0xff;
const STUFFED = 0x00;
const TEMPORARY = 0x01;
const SOF_BASELINE = 0xc0;
const SOF_EXTENDED = 0xc1;
const SOF_PROGRESSIVE = 0xc2;
const SOF_LAST = 0xcf;
/** Between the frame headers: Huffman tables, a reserved one, arithmetic conditioning. */
const NO_FRAMES: ReadonlySet<number> = new Set([0xc4, 0xc8, 0xcc]);
/** With Huffman and with arithmetic coding. */
const PROGRESSIVE_FRAMES: ReadonlySet<number> = new Set([SOF_PROGRESSIVE, 0xca]);
const RST0 = 0xd0;
const RST7 = 0xd7;
const END_OF_IMAGE = 0xd9;
const START_OF_SCAN = 0xda;
const RESTART_INTERVAL = 0xdd;
/** Samples on a side of a block. */
const BLOCK = 8;
/** Stands for all bits of a coefficient of which no scan has brought any. */
const UNSEEN = 255;

/** Pixels of a minimum coded unit: the grid on which libjpeg can begin to decode. */
export interface McuSize {
  width: number;
  height: number;
}

/**
 * The MCU size of a file whose parts may be decoded by themselves; undefined if the whole image must be decoded.
 *
 * Once libjpeg has the last requested row, it does not look at the rest of the file. So a file may be truncated or
 * contain a marker that makes it unreadable, and this would show only if the crop reached down to it. Whether an image
 * is bad must not depend on the crop. So this function reads ahead and returns undefined for a file in which anything
 * is unusual; libjpeg then reads all of it and decides. Files of several scans, such as progressive ones, are read to
 * their end before the first row comes out, and need no such check.
 *
 * A progressive file that lacks scans is decoded whole for another reason: libjpeg then smooths over the edges of blocks,
 * from coefficients of blocks that a part does not have.
 */
export function partialMcu(bytes: Uint8Array): McuSize | undefined {
  let frame: { mcu: McuSize; components: number; progressive: boolean } | undefined;
  // Behind the start-of-image marker.
  let at = 2;
  while (at + 4 <= bytes.length) {
    const code = bytes[at + 1]!;
    const length = (bytes[at + 2]! << 8) | bytes[at + 3]!;
    const next = at + 2 + length;
    const isSegment = bytes[at] === MARKER && code >= SOF_BASELINE && (code < RST0 || code > END_OF_IMAGE);
    if (!isSegment || length < 2 || next > bytes.length) return undefined;
    if (code === START_OF_SCAN) {
      if (frame === undefined) return undefined;
      if (frame.progressive) return hasAllBits(bytes, at, frame.components) ? frame.mcu : undefined;
      const single = bytes[at + 4] === frame.components;
      return !single || scanEndsImage(bytes, next) ? frame.mcu : undefined;
    }
    if (code === SOF_BASELINE || code === SOF_EXTENDED || code === SOF_PROGRESSIVE) {
      const mcu = frame === undefined ? mcuOfFrame(bytes, at + 4, length - 2) : undefined;
      if (mcu === undefined) return undefined;
      frame = { mcu, components: bytes[at + 9]!, progressive: code === SOF_PROGRESSIVE };
    }
    at = next;
  }
  return undefined;
}

/** Of a frame header without marker and length: precision, height, width, then (id, sampling factors, table) each. */
function mcuOfFrame(bytes: Uint8Array, start: number, length: number): McuSize | undefined {
  const components = bytes[start + 5] ?? 0;
  if (components === 0 || length !== 6 + 3 * components) return undefined;
  let [horizontal, vertical] = [1, 1];
  for (let k = 0; k < components; k += 1) {
    const factors = bytes[start + 7 + 3 * k]!;
    horizontal = Math.max(horizontal, factors >> 4);
    vertical = Math.max(vertical, factors & 15);
  }
  return { width: BLOCK * horizontal, height: BLOCK * vertical };
}

/**
 * True if the scans of a progressive file, of which `start` is the first, bring every bit of every coefficient (T.81,
 * G.1.1.1: Ss and Se are the first and the last coefficient of a scan, Al is the number of bits that it leaves out).
 */
function hasAllBits(bytes: Uint8Array, start: number, components: number): boolean {
  const data = asBuffer(bytes);
  /** Bits that a coefficient still lacks, by the component's identifier. */
  const missing = new Map<number, Uint8Array>();
  let at = start;
  while (at + 2 <= data.length) {
    const code = data[at + 1]!;
    if (code === END_OF_IMAGE) return missing.size === components && [...missing.values()].every(isZero);
    const next = at + 2 + uint16(data, at + 2);
    if (data[at] !== MARKER || code < SOF_BASELINE || next > data.length) return false;
    if (code !== START_OF_SCAN) {
      at = next;
      continue;
    }
    const [first, last, approximation] = data.subarray(next - 3, next);
    for (let k = at + 5; k + 1 < next - 3; k += 2) {
      const bits = missing.get(data[k]!) ?? new Uint8Array(BLOCK * BLOCK).fill(UNSEEN);
      missing.set(data[k]!, bits.fill(approximation! & 15, first!, last! + 1));
    }
    at = endOfScan(data, next);
  }
  return false;
}

function isZero(bits: Uint8Array): boolean {
  return bits.every((value) => value === 0);
}

/** Position of the first marker that ends entropy-coded data; the length of the file if there is none. */
function endOfScan(data: Buffer, start: number): number {
  let at = data.indexOf(MARKER, start);
  while (at >= 0 && (data[at + 1] === STUFFED || isRestart(data[at + 1]!))) at = data.indexOf(MARKER, at + 2);
  return at < 0 ? data.length : at;
}

/** True if nothing but entropy-coded data and restart markers lies between `start` and an end-of-image marker. */
function scanEndsImage(bytes: Uint8Array, start: number): boolean {
  const data = asBuffer(bytes);
  let at = data.indexOf(MARKER, start);
  while (at >= 0 && at + 1 < data.length) {
    const code = data[at + 1]!;
    if (code === END_OF_IMAGE) return true;
    if (code !== STUFFED && !isRestart(code)) return false;
    at = data.indexOf(MARKER, at + 2);
  }
  return false;
}

/**
 * True if the bytes end before libjpeg has everything that it needs for the last row (Pillow calls this a truncated
 * file); for files that libjpeg can decode, whatever damage it warned of.
 *
 * With several scans it needs all of them, and so the end-of-image marker. Within a single scan it accepts any marker,
 * because entropy-coded data ends there, and missing parts become grey. This follows libjpeg's reader: bytes before a
 * marker are skipped, and a marker other than those of the entropy-coded data begins a segment with a length.
 *
 * Unlike this function, Pillow accepts a few files that lack only the end-of-image marker, namely those whose last bits
 * happen to lie in a word that libjpeg has already read.
 */
export function isTruncated(bytes: Uint8Array): boolean {
  const data = asBuffer(bytes);
  let single = false;
  let components = 0;
  let progressive = false;
  let restartInterval = 0;
  let at = data.indexOf(MARKER, 2);
  while (at >= 0 && at + 1 < data.length) {
    const code = data[at + 1]!;
    if (code === END_OF_IMAGE) return false;
    let next = at + 2;
    if (code === MARKER) next = at + 1;
    else if (isRestart(code)) {
      if (single && restartInterval === 0) return false;
    } else if (code !== STUFFED && code !== TEMPORARY) {
      if (single) return false;
      next += uint16(data, at + 2);
      if (isFrame(code)) {
        components = data[at + 9] ?? 0;
        progressive = PROGRESSIVE_FRAMES.has(code);
      } else if (code === RESTART_INTERVAL) restartInterval = uint16(data, at + 4);
      else if (code === START_OF_SCAN) single = !progressive && data[at + 4] === components;
    }
    at = data.indexOf(MARKER, next);
  }
  return true;
}

function isFrame(code: number): boolean {
  return code >= SOF_BASELINE && code <= SOF_LAST && !NO_FRAMES.has(code);
}

function uint16(data: Buffer, at: number): number {
  return ((data[at] ?? 0) << 8) | (data[at + 1] ?? 0);
}

function isRestart(code: number): boolean {
  return code >= RST0 && code <= RST7;
}

/** Buffer's search is native: ten times as fast as a loop. */
function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
