/** Shared parts of the decoding tests: whole decodes, comparisons inside a crop, and files that no encoder writes. */

import assert from 'node:assert/strict';
import { crc32, deflateSync } from 'node:zlib';
import type { Decoder } from '../../src/pixels/decode/index.ts';
import type { Box } from '../../src/types.ts';

/** RGBX pixels and the rectangle of the image that they show. */
export interface Decoded {
  region: Box;
  pixels: Uint8Array;
}

/** A byte that no decoder may leave as the fourth byte of a pixel, which must be 255. */
const UNTOUCHED = 0x5a;

/** Decodes `crop`, by default the whole image, into new memory; fails if a pixel of it was not written. */
export async function decode(decoder: Decoder, bytes: Uint8Array, crop?: Box): Promise<Decoded> {
  const header = await decoder.readHeader(bytes);
  let pixels = new Uint8Array();
  const region = await decoder.decodeRegion(bytes, header, crop ?? wholeOf(header), (width, height) => {
    pixels = new Uint8Array(width * height * 4).fill(UNTOUCHED);
    return pixels;
  });
  assert.equal(pixels.length, region.width * region.height * 4);
  for (let at = 3; at < pixels.length; at += 4) assert.equal(pixels[at], 255, `pixel ${at >> 2} was not written`);
  return { region, pixels };
}

export function wholeOf({ width, height }: { width: number; height: number }): Box {
  return { x: 0, y: 0, width, height };
}

/** The RGBX rows of `crop`, which must lie inside what was decoded. */
export function pixelsOf({ region, pixels }: Decoded, crop: Box): Buffer {
  assert.ok(contains(region, crop), `${JSON.stringify(region)} does not contain ${JSON.stringify(crop)}`);
  const rows = Array.from({ length: crop.height }, (_, row) => {
    const start = ((crop.y - region.y + row) * region.width + (crop.x - region.x)) * 4;
    return pixels.subarray(start, start + crop.width * 4);
  });
  return Buffer.concat(rows);
}

export function contains(outer: Box, inner: Box): boolean {
  return (
    outer.x <= inner.x &&
    outer.y <= inner.y &&
    outer.x + outer.width >= inner.x + inner.width &&
    outer.y + outer.height >= inner.y + inner.height
  );
}

/** The red, green and blue of one pixel. */
export function colourAt({ region, pixels }: Decoded, x: number, y: number): number[] {
  const at = ((y - region.y) * region.width + (x - region.x)) * 4;
  return [...pixels.subarray(at, at + 3)];
}

/** A copy of a JPEG with other sampling factors in its frame header, given as 0xHV for each component. */
export function withSamplingFactors(jpeg: Buffer, factors: readonly number[]): Buffer {
  const copy = Buffer.from(jpeg);
  const frame = segmentOf(copy, 0xc0);
  for (const [k, factor] of factors.entries()) copy[frame + 11 + 3 * k] = factor;
  return copy;
}

/** A copy of a JPEG with another size in its frame header. */
export function withSize(jpeg: Buffer, width: number, height: number, frameMarker = 0xc0): Buffer {
  const copy = Buffer.from(jpeg);
  const frame = segmentOf(copy, frameMarker);
  copy.writeUInt16BE(height, frame + 5);
  copy.writeUInt16BE(width, frame + 7);
  return copy;
}

/** A copy of a JPEG without the segments of one marker before its scan. */
export function withoutSegments(jpeg: Buffer, marker: number): Buffer {
  const kept = [jpeg.subarray(0, 2)];
  let at = 2;
  while (jpeg[at + 1] !== 0xda) {
    const next = at + 2 + jpeg.readUInt16BE(at + 2);
    if (jpeg[at + 1] !== marker) kept.push(jpeg.subarray(at, next));
    at = next;
  }
  return Buffer.concat([...kept, jpeg.subarray(at)]);
}

/** Copies of a progressive JPEG that end behind its first scan, behind its second, and so on; the last one is missing. */
export function withFewerScans(jpeg: Buffer): Buffer[] {
  const end = Buffer.of(0xff, 0xd9);
  const scan = Buffer.of(0xff, 0xda);
  const files: Buffer[] = [];
  for (let at = jpeg.indexOf(scan, segmentOf(jpeg, 0xda) + 2); at > 0; at = jpeg.indexOf(scan, at + 2)) {
    files.push(Buffer.concat([jpeg.subarray(0, at), end]));
  }
  return files;
}

/** Index of the first segment with that marker, which must come before the first scan. */
export function segmentOf(jpeg: Buffer, marker: number): number {
  let at = 2;
  while (jpeg[at + 1] !== marker) {
    assert.equal(jpeg[at], 0xff);
    at += 2 + jpeg.readUInt16BE(at + 2);
  }
  return at;
}

/** A PNG of raw samples, most significant byte first; sharp cannot write every kind. */
export function png(width: number, height: number, depth: number, colourType: number, samples: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, colourType], 8);
  const stride = samples.length / height;
  const rows = Array.from({ length: height }, (_, y) =>
    Buffer.concat([Buffer.of(0), samples.subarray(y * stride, (y + 1) * stride)]),
  );
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  const data = deflateSync(Buffer.concat(rows));
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  framed.set(body, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
