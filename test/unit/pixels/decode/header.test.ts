import assert from 'node:assert/strict';
import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { test } from 'vitest';
import { LIMITS } from '../../../../src/limits.ts';
import { Decoder } from '../../../../src/pixels/decode/index.ts';
import { png, segmentOf, withSize } from '../../../support/decoding.ts';
import { encodeJpeg, picture } from '../../../support/pictures.ts';

const IMAGE = picture(61, 47);
const RAW = { raw: { width: 61, height: 47, channels: 3 } } as const;
const JPEG = encodeJpeg(IMAGE, { subsampling: '4:2:0' });
const decoder = new Decoder();

/** Awaits an error that may be thrown synchronously or later. */
async function readHeader(bytes: Uint8Array): Promise<unknown> {
  return decoder.readHeader(bytes);
}

test('the format should be told by content', async () => {
  const image = sharp(IMAGE.data, RAW);
  for (const format of ['png', 'webp', 'gif', 'tiff', 'avif'] as const) {
    const header = await decoder.readHeader(await image.clone().toFormat(format).toBuffer());
    const { width, height, decoder: library } = header;
    assert.deepEqual([header.format, width, height, library], [format, 61, 47, 'sharp']);
  }
});

test('the header of a JPEG should be read at once', () => {
  const expected = {
    format: 'jpeg',
    width: 61,
    height: 47,
    decoder: 'turbojpeg',
    subsampling: 2,
    progressive: false,
    scratchBytes: 6 * 61 * 47,
  };
  assert.deepEqual(decoder.readHeader(JPEG), expected);
  const progressive = encodeJpeg(IMAGE, { subsampling: '4:4:4', progressive: true });
  assert.deepEqual(decoder.readHeader(progressive), { ...expected, subsampling: 0, progressive: true });
});

test('what is no image should be refused with its first bytes in the message', async () => {
  const files = {
    'the file is empty': Buffer.alloc(0),
    '%PDF-1.7': Buffer.from('%PDF-1.7\n%%EOF'),
    '<svg xmlns=': Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>'),
    '<!DOCTYPE html>': Buffer.from('<!DOCTYPE html><title>404</title>'),
    'not an image of a known format': Buffer.of(0xff),
  };
  for (const [text, bytes] of Object.entries(files)) {
    await assert.rejects(readHeader(bytes), { reason: 'BAD_IMAGE', message: new RegExp(text) });
  }
});

test('a header that is cut off should be refused', async () => {
  const files = [JPEG.subarray(0, segmentOf(JPEG, 0xc0) + 6), JPEG.subarray(0, 3), png(3, 3, 8, 0, Buffer.alloc(9))];
  files[2] = files[2]!.subarray(0, 20);
  for (const bytes of files) await assert.rejects(readHeader(bytes), { reason: 'BAD_IMAGE' });
});

test('an image of no pixels should be refused', async () => {
  await assert.rejects(readHeader(withSize(JPEG, 0, 47)), { reason: 'BAD_IMAGE' });
});

test('an image beyond a limit should be refused by its header, with the limit in the error', async () => {
  const tooLarge = (limit: keyof typeof LIMITS): object => ({
    reason: 'IMAGE_TOO_LARGE',
    message: new RegExp(`limit ${limit} is ${LIMITS[limit]}`),
  });
  await assert.rejects(readHeader(withSize(JPEG, 7072, 7072)), tooLarge('imagePixels'));
  assert.equal((await decoder.readHeader(withSize(JPEG, 7071, 7071))).width, 7071);
  const row = Buffer.alloc(LIMITS.imageSide + 1);
  await assert.rejects(readHeader(png(LIMITS.imageSide + 1, 1, 8, 0, row)), tooLarge('imageSide'));
  // More than sharp itself allows.
  const vast = png(1, 1, 8, 0, Buffer.alloc(1));
  vast.writeUInt32BE(60_000, 16);
  vast.writeUInt32BE(60_000, 20);
  await assert.rejects(readHeader(withHeaderChecksum(vast)), tooLarge('imagePixels'));
  const long = Buffer.alloc(LIMITS.imageBytes + 1);
  long.set(JPEG);
  await assert.rejects(readHeader(long), tooLarge('imageBytes'));
});

function withHeaderChecksum(bytes: Buffer): Buffer {
  bytes.writeUInt32BE(crc32(bytes.subarray(12, 29)), 29);
  return bytes;
}
