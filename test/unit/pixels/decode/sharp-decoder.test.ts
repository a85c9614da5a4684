import assert from 'node:assert/strict';
import sharp from 'sharp';
import { test } from 'vitest';
import { Decoder } from '../../../../src/pixels/decode/index.ts';
import { colourAt, decode, pixelsOf, png } from '../../../support/decoding.ts';
import { encodeJpeg, picture } from '../../../support/pictures.ts';

const decoder = new Decoder();
const byLibvips = new Decoder({ jpeg: 'sharp' });
const IMAGE = picture(61, 47);
const RAW = { raw: { width: 61, height: 47, channels: 3 } } as const;

/** Two-byte samples, most significant byte first, as PNG has them. */
function words(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  for (const [k, value] of values.entries()) bytes.writeUInt16BE(value, 2 * k);
  return bytes;
}

test('a crop should be the same part of the picture', async () => {
  const bytes = await sharp(IMAGE.data, RAW).png().toBuffer();
  const crop = { x: 13, y: 7, width: 20, height: 31 };
  const part = await decode(decoder, bytes, crop);
  assert.deepEqual(part.region, { ...crop, scale: 1 });
  for (const [x, y] of [
    [13, 7],
    [32, 37],
    [20, 30],
  ] as const) {
    assert.deepEqual(colourAt(part, x, y), [...IMAGE.data.subarray((y * 61 + x) * 3, (y * 61 + x) * 3 + 3)]);
  }
});

test('alpha should be dropped, without a background', async () => {
  const rgba = png(2, 1, 8, 6, Buffer.of(10, 20, 30, 0, 200, 100, 50, 128));
  const decoded = await decode(decoder, rgba);
  assert.deepEqual(
    [colourAt(decoded, 0, 0), colourAt(decoded, 1, 0)],
    [
      [10, 20, 30],
      [200, 100, 50],
    ],
  );
});

test('16-bit samples should become 8 as in Pillow: grey alone is clipped, all others lose the low byte', async () => {
  const grey = await decode(decoder, png(4, 1, 16, 0, words(0, 200, 256, 65_535)));
  assert.deepEqual(
    [0, 1, 2, 3].map((x) => colourAt(grey, x, 0)[1]),
    [0, 200, 255, 255],
  );
  const greyAlpha = await decode(decoder, png(2, 1, 16, 4, words(200, 65_535, 0x1234, 0)));
  assert.deepEqual(
    [colourAt(greyAlpha, 0, 0), colourAt(greyAlpha, 1, 0)],
    [
      [0, 0, 0],
      [0x12, 0x12, 0x12],
    ],
  );
  const colour = await decode(decoder, png(1, 1, 16, 2, words(0x1234, 0xabcd, 0x00ff)));
  assert.deepEqual(colourAt(colour, 0, 0), [0x12, 0xab, 0]);
});

test('samples of 1 and 4 bits should be spread over the whole range', async () => {
  const bits = await decode(decoder, png(8, 1, 1, 0, Buffer.of(0b0110_0001)));
  assert.deepEqual(
    Array.from({ length: 8 }, (_, x) => colourAt(bits, x, 0)[0]),
    [0, 255, 255, 0, 0, 0, 0, 255],
  );
  const nibbles = await decode(decoder, png(4, 1, 4, 0, Buffer.of(0x0f, 0x73)));
  assert.deepEqual(
    [0, 1, 2, 3].map((x) => colourAt(nibbles, x, 0)[0]),
    [0, 255, 119, 51],
  );
});

test('CMYK JPEG should be converted without a profile, with the polarity of Adobe', async () => {
  for (const background of ['#ffffff', '#e0a040', '#102030']) {
    const bytes = await sharp({ create: { width: 16, height: 16, channels: 3, background } })
      .toColourspace('cmyk')
      .jpeg({ quality: 100 })
      .toBuffer();
    const header = await decoder.readHeader(bytes);
    assert.deepEqual([header.decoder, header.space], ['sharp', 'cmyk']);
    const inks = await sharp(bytes).pipelineColourspace('cmyk').toColourspace('cmyk').raw().toBuffer();
    const key = inks[3]!;
    const colour = colourAt(await decode(decoder, bytes), 5, 5);
    for (const [k, value] of colour.entries()) {
      const exact = ((255 - inks[k]!) * (255 - key)) / 255;
      assert.ok(Math.abs(value - exact) <= 1, `${colour} of ${[...inks.subarray(0, 4)]}`);
    }
    // White paper has no ink, and a dark colour has much.
    if (background === '#ffffff') assert.ok(Math.min(...colour) > 240);
    if (background === '#102030') assert.ok(Math.max(...colour) < 120);
  }
});

test('a colour profile should be ignored', async () => {
  for (const format of ['jpeg', 'png'] as const) {
    const plain = await sharp(IMAGE.data, RAW).toFormat(format).toBuffer();
    const tagged = await sharp(IMAGE.data, RAW).toFormat(format).withIccProfile('p3', { attach: true }).toBuffer();
    assert.ok(tagged.length > plain.length);
    const stripped = await sharp(tagged, { ignoreIcc: true }).raw().toBuffer();
    const decoded = await decode(byLibvips, tagged);
    const rgb = decoded.pixels.filter((_, k) => k % 4 !== 3);
    assert.deepEqual(Buffer.from(rgb), stripped);
    const managed = await sharp(tagged).toColourspace('srgb').raw().toBuffer();
    assert.ok(!managed.equals(stripped), 'the profile changes nothing');
  }
});

test('orientation should be ignored, but for TIFF, where Pillow applies it', async () => {
  for (const format of ['jpeg', 'png', 'webp', 'tiff'] as const) {
    const options = format === 'webp' ? { lossless: true } : {};
    const upright = await sharp(IMAGE.data, RAW).toFormat(format, options).toBuffer();
    const turned = await sharp(IMAGE.data, RAW).toFormat(format, options).withMetadata({ orientation: 6 }).toBuffer();
    const [a, b] = [await decode(decoder, upright), await decode(decoder, turned)];
    if (format !== 'tiff') {
      assert.deepEqual(b, a, format);
      continue;
    }
    assert.deepEqual(b.region, { x: 0, y: 0, width: 47, height: 61, scale: 1 });
    // Turned a quarter clockwise: the lower left corner comes to the upper left.
    assert.deepEqual(colourAt(b, 0, 0), colourAt(a, 0, 46));
    assert.deepEqual(colourAt(b, 46, 60), colourAt(a, 60, 0));
  }
});

test('of an animation and of a file of pages the first should be shown', async () => {
  const frames = Buffer.concat([Buffer.alloc(300, 250), Buffer.alloc(300, 9)]);
  const raw = { raw: { width: 10, height: 20, channels: 3, pageHeight: 10 } } as const;
  for (const format of ['gif', 'webp', 'tiff'] as const) {
    const bytes = await sharp(frames, raw).toFormat(format).toBuffer();
    const decoded = await decode(decoder, bytes);
    assert.deepEqual(decoded.region, { x: 0, y: 0, width: 10, height: 10, scale: 1 }, format);
    assert.ok(
      colourAt(decoded, 9, 9).every((value) => Math.abs(value - 250) <= 2),
      format,
    );
  }
});

test('a truncated file should be refused', async () => {
  for (const format of ['png', 'webp', 'gif', 'tiff'] as const) {
    const bytes = await sharp(IMAGE.data, RAW).toFormat(format).toBuffer();
    await assert.rejects(decode(decoder, bytes.subarray(0, bytes.length >> 1)), { reason: 'BAD_IMAGE' }, format);
  }
  const jpeg = encodeJpeg(IMAGE, { subsampling: '4:2:0' });
  await assert.rejects(decode(byLibvips, jpeg.subarray(0, jpeg.length >> 1)), { reason: 'BAD_IMAGE' });
});

test('after the first image libvips should open nothing but image bytes', async () => {
  await decode(decoder, await sharp(IMAGE.data, RAW).png().toBuffer());
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>');
  await assert.rejects(sharp(svg).metadata());
  await assert.rejects(sharp(new URL(import.meta.url).pathname).metadata());
});

test('both ways to decode JPEG should give the same pixels', async () => {
  const bytes = encodeJpeg(IMAGE, { subsampling: '4:2:0' });
  const [a, b] = [await decode(decoder, bytes), await decode(byLibvips, bytes)];
  assert.ok(pixelsOf(a, a.region).equals(pixelsOf(b, b.region)));
});
