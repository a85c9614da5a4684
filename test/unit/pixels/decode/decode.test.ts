import assert from 'node:assert/strict';
import fc from 'fast-check';
import sharp from 'sharp';
import { test } from 'vitest';
import { LIMITS } from '../../../../src/limits.ts';
import {
  type Allocate,
  type DecodedRegion,
  Decoder,
  type ImageHeader,
  scaledBox,
} from '../../../../src/pixels/decode/index.ts';
import type { Box, DecodeScale } from '../../../../src/types.ts';
import { withFewerScans } from '../../../support/decoding.ts';
import { encodeJpeg, type JpegOptions, picture } from '../../../support/pictures.ts';

const turbo = new Decoder();
const vips = new Decoder({ jpeg: 'sharp' });

interface Decoded {
  header: ImageHeader;
  region: DecodedRegion;
  pixels: Uint8Array;
}

async function decode(decoder: Decoder, bytes: Uint8Array, crop?: Box, scale: DecodeScale = 1): Promise<Decoded> {
  const header = await decoder.readHeader(bytes);
  let pixels = new Uint8Array();
  const box = crop ?? { x: 0, y: 0, width: header.width, height: header.height };
  const allocate: Allocate = (width, height) => {
    pixels = new Uint8Array(width * height * 4);
    return pixels;
  };
  const region = await decoder.decodeRegion(bytes, header, box, allocate, scale);
  return { header, region, pixels };
}

/** RGB bytes of a box of the image. */
function cut({ region, pixels }: Decoded, box: Box): Buffer {
  const output = Buffer.alloc(box.width * box.height * 3);
  for (let y = 0; y < box.height; y += 1) {
    for (let x = 0; x < box.width; x += 1) {
      const from = ((box.y + y - region.y) * region.width + box.x + x - region.x) * 4;
      output.set(pixels.subarray(from, from + 3), (y * box.width + x) * 3);
    }
  }
  return output;
}

const whole = ({ header }: Decoded): Box => ({ x: 0, y: 0, width: header.width, height: header.height });

const KINDS: JpegOptions[] = ['4:4:4', '4:2:2', '4:2:0', '4:4:0', '4:1:1', '4:4:1', 'grey'].flatMap((subsampling) => [
  { subsampling },
  { subsampling, progressive: true },
]);

test('every crop of a small JPEG should equal the full decode, in every subsampling', async () => {
  const image = picture(70, 68);
  for (const kind of KINDS) {
    const bytes = encodeJpeg(image, kind);
    const full = await decode(turbo, bytes);
    for (let y = 0; y < 68; y += 3) {
      for (let x = 0; x < 70; x += 3) {
        for (const [w, h] of [
          [1, 1],
          [7, 20],
          [33, 9],
        ] as const) {
          const box = { x, y, width: Math.min(w, 70 - x), height: Math.min(h, 68 - y) };
          const part = await decode(turbo, bytes, box);
          if (!cut(part, box).equals(cut(full, box))) assert.fail(`${JSON.stringify(kind)} ${JSON.stringify(box)}`);
        }
      }
    }
  }
});

test('crops of a progressive JPEG that lacks scans should equal the full decode, which libjpeg smooths', async () => {
  for (const subsampling of ['4:4:4', '4:2:0', 'grey']) {
    const files = withFewerScans(encodeJpeg(picture(90, 70, 5), { subsampling, progressive: true, quality: 40 }));
    for (const [scans, bytes] of files.entries()) {
      for (const scale of [1, 2] as const) {
        const full = await decode(turbo, bytes, undefined, scale);
        for (const crop of [
          { x: 24, y: 20, width: 30, height: 17 },
          { x: 5, y: 48, width: 16, height: 22 },
        ]) {
          const box = scaledBox(crop, scale);
          const part = await decode(turbo, bytes, crop, scale);
          assert.ok(cut(part, box).equals(cut(full, box)), JSON.stringify({ subsampling, scans, scale, crop }));
        }
      }
    }
  }
});

test('random crops of larger JPEGs of odd sizes should equal the full decode', async () => {
  const side = fc.integer({ min: 1, max: 150 });
  const share = fc.double({ min: 0, max: 0.999, noNaN: true });
  const kinds = fc.constantFrom(...KINDS, { subsampling: '4:2:0', restartRows: 1 });
  await fc.assert(
    fc.asyncProperty(side, side, kinds, fc.tuple(share, share, share, share), async (width, height, kind, s) => {
      const bytes = encodeJpeg(picture(width, height, width), kind);
      const box = { x: 0, y: 0, width: 1 + Math.floor(s[0] * width), height: 1 + Math.floor(s[1] * height) };
      box.x = Math.floor(s[2] * (width - box.width + 1));
      box.y = Math.floor(s[3] * (height - box.height + 1));
      const [full, part] = [await decode(turbo, bytes), await decode(turbo, bytes, box)];
      assert.ok(cut(part, box).equals(cut(full, box)), JSON.stringify({ kind, width, height, box }));
    }),
    { numRuns: 300 },
  );
});

test('turbojpeg and sharp should give the same pixels', async () => {
  for (const kind of KINDS) {
    for (const [width, height] of [
      [1, 1],
      [1, 37],
      [50, 1],
      [67, 45],
    ] as const) {
      // libvips has no name for 4:1:1 and 4:4:1 either, but still decodes them.
      const bytes = encodeJpeg(picture(width, height, 3), kind);
      const [a, b] = [await decode(turbo, bytes), await decode(vips, bytes)];
      assert.equal(a.header.decoder, 'turbojpeg');
      assert.equal(b.header.decoder, 'sharp');
      assert.ok(cut(a, whole(a)).equals(cut(b, whole(b))), `${JSON.stringify(kind)} ${width} x ${height}`);
    }
  }
});

test('a region should be read straight into WebAssembly memory', async () => {
  const memory = new WebAssembly.Memory({ initial: 4, maximum: 4 });
  const bytes = encodeJpeg(picture(64, 48), { subsampling: '4:4:4' });
  const header = await turbo.readHeader(bytes);
  await turbo.decodeRegion(
    bytes,
    header,
    { x: 0, y: 0, width: 64, height: 48 },
    (width, height) => new Uint8Array(memory.buffer, 1024, width * height * 4),
  );
  const expected = await decode(turbo, bytes);
  const actual = new Uint8Array(memory.buffer, 1024, 64 * 48 * 4);
  assert.deepEqual(Buffer.from(actual), Buffer.from(expected.pixels));
});

test('other formats should give the pixels that they hold', async () => {
  const image = picture(37, 29);
  const raw = { raw: { width: 37, height: 29, channels: 3 as const } };
  const expected = Buffer.from(image.data);
  const lossless: [string, Buffer][] = [
    ['png', await sharp(image.data, raw).png().toBuffer()],
    ['webp', await sharp(image.data, raw).webp({ lossless: true }).toBuffer()],
    ['tiff', await sharp(image.data, raw).tiff({ compression: 'lzw' }).toBuffer()],
  ];
  for (const [format, bytes] of lossless) {
    const decoded = await decode(turbo, bytes);
    assert.equal(decoded.header.format, format);
    assert.ok(cut(decoded, whole(decoded)).equals(expected), format);
    const box = { x: 5, y: 7, width: 11, height: 13 };
    assert.ok(cut(await decode(turbo, bytes, box), box).equals(cut(decoded, box)), format);
  }
  for (const format of ['gif', 'avif'] as const) {
    const decoded = await decode(turbo, await sharp(image.data, raw).toFormat(format).toBuffer());
    assert.deepEqual(whole(decoded), { x: 0, y: 0, width: 37, height: 29 });
  }
});

test('alpha should be dropped without compositing, and grey repeated', async () => {
  const rgba = Buffer.from([10, 20, 30, 0, 200, 100, 50, 128]);
  const png = await sharp(rgba, { raw: { width: 2, height: 1, channels: 4 } })
    .png()
    .toBuffer();
  const a = await decode(turbo, png);
  assert.deepEqual([...cut(a, whole(a))], [10, 20, 30, 200, 100, 50]);
  const grey = await sharp(Buffer.from([7, 250]), { raw: { width: 2, height: 1, channels: 1 } })
    .toColourspace('b-w')
    .png()
    .toBuffer();
  const b = await decode(turbo, grey);
  assert.deepEqual([...cut(b, whole(b))], [7, 7, 7, 250, 250, 250]);
});

test("16-bit grey should be clipped and CMYK converted by Pillow's formula", async () => {
  const words = Uint16Array.from([0, 200, 255, 256, 65535]);
  const png = await sharp(words, { raw: { width: 5, height: 1, channels: 1 } })
    .toColourspace('grey16')
    .png()
    .toBuffer();
  const a = await decode(turbo, png);
  if (a.header.depth === 'ushort')
    assert.deepEqual(
      [...cut(a, whole(a))].filter((_, k) => k % 3 === 0),
      [0, 200, 255, 255, 255],
    );
  else assert.fail(`the test's PNG has depth ${a.header.depth}`);
  const cmyk = await sharp(picture(32, 24).data, { raw: { width: 32, height: 24, channels: 3 } })
    .toColourspace('cmyk')
    .jpeg({ quality: 100, chromaSubsampling: '4:4:4' })
    .toBuffer();
  const b = await decode(turbo, cmyk);
  assert.equal(b.header.decoder, 'sharp');
  assert.equal(b.header.space, 'cmyk');
  assert.ok(new Set(cut(b, whole(b))).size > 20);
});

test('what is no image should be a bad sample with a clear message', async () => {
  const jpeg = encodeJpeg(picture(64, 64), { subsampling: '4:2:0' });
  const cases: [Uint8Array, RegExp][] = [
    [new Uint8Array(), /empty/],
    [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'), /not an image of a known format/],
    [Buffer.from('%PDF-1.4'), /not an image/],
    [jpeg.subarray(0, 20), /cannot decode/],
    [jpeg.subarray(0, jpeg.length - 40), /truncated/],
    [jpeg.subarray(0, jpeg.length - 2), /truncated/],
    [Buffer.from('\x89PNG\r\n\x1a\nrubbish', 'latin1'), /cannot decode/],
  ];
  for (const [bytes, message] of cases) await assert.rejects(decode(turbo, bytes), { reason: 'BAD_IMAGE', message });
});

test('limits should be checked on the header', async () => {
  const huge = await sharp({ create: { width: 9000, height: 6000, channels: 3, background: 'red' } })
    .png()
    .toBuffer();
  const expected = { reason: 'IMAGE_TOO_LARGE', message: /9000 x 6000 pixels; the limit imagePixels is 50000000/ };
  await assert.rejects(decode(turbo, huge), expected);
  const header = encodeJpeg(picture(16, 16), { subsampling: '4:4:4' });
  // The frame header states the size: 65500 x 65500.
  const frame = header.indexOf(Buffer.from([0xff, 0xc0]));
  header.writeUInt16BE(65500, frame + 5);
  header.writeUInt16BE(65500, frame + 7);
  await assert.rejects(decode(turbo, header), { reason: 'IMAGE_TOO_LARGE' });
  const long = new Uint8Array(LIMITS.imageBytes + 1);
  await assert.rejects(decode(turbo, long), { reason: 'IMAGE_TOO_LARGE', message: /imageBytes/ });
});

test('one decoder should go from image to image without memory of the last', async () => {
  const large = encodeJpeg(picture(200, 150), { subsampling: '4:2:0' });
  const small = encodeJpeg(picture(20, 30), { subsampling: '4:4:4' });
  const fresh = await decode(new Decoder(), small);
  await decode(turbo, large, { x: 50, y: 50, width: 60, height: 40 });
  await decode(turbo, large, { x: 50, y: 50, width: 60, height: 40 }, 8);
  assert.deepEqual(await decode(turbo, small), fresh);
});

test('a scaled decode should have the size of the scale, rounded up', async () => {
  const bytes = encodeJpeg(picture(101, 75), { subsampling: '4:2:0' });
  for (const [scale, width, height] of [
    [2, 51, 38],
    [4, 26, 19],
    [8, 13, 10],
  ] as const) {
    assert.deepEqual((await decode(turbo, bytes, undefined, scale)).region, { x: 0, y: 0, width, height, scale });
  }
});

test('a crop at a smaller scale should equal the whole image at that scale, in every subsampling', async () => {
  const side = fc.integer({ min: 1, max: 150 });
  const share = fc.double({ min: 0, max: 0.999, noNaN: true });
  const kinds = fc.constantFrom(...KINDS, { subsampling: '4:2:0', restartRows: 1 });
  await fc.assert(
    fc.asyncProperty(
      ...[side, side, kinds, fc.constantFrom(2, 4, 8), fc.tuple(share, share, share, share)],
      async (width, height, kind, scale, s) => {
        const bytes = encodeJpeg(picture(width, height, width), kind);
        const [x, y] = [Math.floor(s[0] * width), Math.floor(s[1] * height)];
        const crop = { x, y, width: 1 + Math.floor(s[2] * (width - x)), height: 1 + Math.floor(s[3] * (height - y)) };
        const part = await decode(turbo, bytes, crop, scale);
        const full = await decode(turbo, bytes, undefined, scale);
        const box = scaledBox(crop, scale);
        assert.ok(cut(part, box).equals(cut(full, box)), `${JSON.stringify({ kind, crop, scale })}`);
      },
    ),
    { numRuns: 400 },
  );
});

test('what turbojpeg does not decode should be decoded at full scale, and say so', async () => {
  const { data, width, height } = picture(40, 30);
  const png = await sharp(data, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
  const crop = { x: 8, y: 4, width: 20, height: 10 };
  assert.deepEqual((await decode(turbo, png, crop, 4)).region, { ...crop, scale: 1 });
});
