import assert from 'node:assert/strict';
import { test } from 'vitest';
import { registeredFormats, sharpFormats } from '../../../../src/pixels/decode/formats/index.ts';
import { type ByteRange, Decoder, type EncodedImage } from '../../../../src/pixels/decode/index.ts';
import { loadTurboJpeg } from '../../../../src/pixels/decode/turbojpeg.ts';
import { engineVersion } from '../../../../src/pixels/engine-version.ts';
import { decode, pixelsOf } from '../../../support/decoding.ts';
import { encodeJpeg, picture } from '../../../support/pictures.ts';
import { encodeTiled, tiledFormat } from '../../../support/tiled-format.ts';

/** An image that records which ranges were read. */
class Remembering implements EncodedImage {
  readonly length: number;
  readonly ranges: ByteRange[] = [];
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.length = bytes.length;
  }

  async read(range: ByteRange): Promise<Uint8Array> {
    this.ranges.push(range);
    return this.#bytes.subarray(range.offset, range.offset + range.length);
  }
}

const WIDTH = 320;
const IMAGE = picture(WIDTH, 160, 4);
const TILED = encodeTiled(IMAGE, 32);
const TILE_BYTES = 32 * 32 * 3;
const decoder = new Decoder({ formats: [...registeredFormats(), tiledFormat] });

test('the version of the engine should be made of those of the formats, each named once', () => {
  const turbojpeg = loadTurboJpeg() === undefined ? '' : 'jpeg-turbo/3.0.1 ';
  assert.equal(engineVersion(), `2 ${turbojpeg}sharp/0.35.5`);
  assert.equal(engineVersion(sharpFormats()), '2 sharp/0.35.5');
  assert.equal(engineVersion([...sharpFormats(), tiledFormat]), '2 sharp/0.35.5 tiled/1');
});

test('without turbojpeg sharp should decode JPEG', async () => {
  const header = await new Decoder({ formats: sharpFormats() }).readHeader(
    encodeJpeg(picture(20, 10, 1), { subsampling: '4:2:0' }),
  );
  assert.deepEqual([header.format, header.decoder, header.width], ['jpeg', 'sharp', 20]);
});

test('of a format with tiles only the header and the tiles under the crop should be read', async () => {
  assert.equal(decoder.startBytes, 16);
  const image = new Remembering(TILED);
  const header = await decoder.readHeader(image);
  assert.deepEqual(image.ranges, [{ offset: 0, length: 16 }]);
  const crop = { x: 40, y: 70, width: 50, height: 20 };
  let pixels = new Uint8Array();
  const region = await decoder.decodeRegion(image, header, crop, (width, height) => {
    pixels = new Uint8Array(width * height * 4);
    return pixels;
  });
  // Columns 1 and 2 of the third of the rows of 10 tiles.
  assert.deepEqual(image.ranges.slice(1), [
    { offset: 16 + 21 * TILE_BYTES, length: TILE_BYTES },
    { offset: 16 + 22 * TILE_BYTES, length: TILE_BYTES },
  ]);
  const expected = Buffer.alloc(crop.width * crop.height * 4, 255);
  for (let k = 0; k < crop.width * crop.height; k += 1) {
    const at = (crop.y + Math.floor(k / crop.width)) * WIDTH + crop.x + (k % crop.width);
    expected.set(IMAGE.data.subarray(at * 3, at * 3 + 3), k * 4);
  }
  assert.ok(pixelsOf({ region, pixels }, crop).equals(expected));
  // The same from the whole file in memory.
  assert.ok(pixelsOf(await decode(decoder, TILED, crop), crop).equals(expected));
});

test('formats that are read whole should give the same beside one that is not', async () => {
  const file = encodeJpeg(picture(90, 70, 2), { subsampling: '4:2:0' });
  const image = new Remembering(file);
  const header = await decoder.readHeader(image);
  assert.deepEqual(header, await decoder.readHeader(file));
  let pixels = new Uint8Array();
  const crop = { x: 0, y: 0, width: 90, height: 70 };
  const region = await decoder.decodeRegion(image, header, crop, (width, height) => {
    pixels = new Uint8Array(width * height * 4);
    return pixels;
  });
  const expected = await decode(new Decoder(), file);
  assert.ok(pixelsOf({ region, pixels }, crop).equals(pixelsOf(expected, crop)));
});

test('a file that promises tiles beyond its end, or has no header, should be bad', async () => {
  const image = new Remembering(TILED.subarray(0, 16 + 21 * TILE_BYTES));
  const header = await decoder.readHeader(image);
  const below = { x: 40, y: 70, width: 50, height: 20 };
  const allocate = (width: number, height: number): Uint8Array => new Uint8Array(width * height * 4);
  await assert.rejects(async () => decoder.decodeRegion(image, header, below, allocate), {
    reason: 'BAD_IMAGE',
    message: /it needs the bytes \d+\.\.\d+ and has \d+/,
  });
  for (const bytes of [Buffer.alloc(0), Buffer.from('no image')]) {
    await assert.rejects(async () => decoder.readHeader(new Remembering(bytes)), { reason: 'BAD_IMAGE' });
  }
});
