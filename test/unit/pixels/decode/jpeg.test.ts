import assert from 'node:assert/strict';
import fc from 'fast-check';
import sharp from 'sharp';
import { test } from 'vitest';
import { Decoder, type ImageHeader } from '../../../../src/pixels/decode/index.ts';
import { JpegDecoder } from '../../../../src/pixels/decode/jpeg.ts';
import { loadTurboJpeg, SUBSAMPLING } from '../../../../src/pixels/decode/turbojpeg.ts';
import { type Box, DECODE_SCALES } from '../../../../src/types.ts';
import {
  decode,
  pixelsOf,
  segmentOf,
  wholeOf,
  withoutSegments,
  withSamplingFactors,
  withSize,
} from '../../../support/decoding.ts';
import { encodeJpeg, type JpegOptions, picture } from '../../../support/pictures.ts';

const decoder = new Decoder({ jpeg: 'turbojpeg' });
const byLibvips = new Decoder({ jpeg: 'sharp' });

/** Every subsampling, baseline and progressive, with and without restart markers. */
const KINDS: JpegOptions[] = SUBSAMPLING.flatMap(({ name }) => [
  { subsampling: name },
  { subsampling: name, progressive: true },
  { subsampling: name, restartRows: 1 },
]);

function headerOf(bytes: Uint8Array): ImageHeader {
  const header = decoder.readHeader(bytes);
  return header instanceof Promise ? assert.fail('turbojpeg reads this header at once') : header;
}

function allocate(width: number, height: number): Uint8Array {
  return new Uint8Array(width * height * 4);
}

/** Of one axis, all spans of whole blocks, the last of which may be cut by the image's edge, and all of one pixel. */
function spansOf(length: number): { start: number; size: number }[] {
  const edges = [...Array.from({ length: Math.ceil(length / 8) }, (_, k) => 8 * k), length];
  const blocks = edges.flatMap((start) =>
    edges.filter((end) => end > start).map((end) => ({ start, size: end - start })),
  );
  return [...blocks, ...Array.from({ length }, (_, start) => ({ start, size: 1 }))];
}

test('every block-aligned and every one-pixel crop should have the pixels of the full decode', async () => {
  for (const [width, height, kinds] of [
    [40, 36, KINDS.filter(({ restartRows }) => restartRows === undefined)],
    [35, 33, KINDS.filter(({ progressive }) => progressive === undefined).filter((_, k) => k % 2 === 0)],
  ] as const) {
    for (const kind of kinds) {
      const bytes = encodeJpeg(picture(width, height), kind);
      const full = await decode(decoder, bytes);
      for (const column of spansOf(width)) {
        for (const row of spansOf(height)) {
          const crop = { x: column.start, y: row.start, width: column.size, height: row.size };
          const part = await decode(decoder, bytes, crop);
          const same = pixelsOf(part, crop).equals(pixelsOf(full, crop));
          assert.ok(same, `${JSON.stringify(kind)} ${width} x ${height} ${JSON.stringify(crop)}`);
        }
      }
    }
  }
});

const crops = fc.tuple(fc.nat(180), fc.nat(180), fc.nat(132), fc.nat(132)).map(
  ([a, b, c, d]): Box => ({
    x: Math.min(a, b),
    y: Math.min(c, d),
    width: Math.abs(a - b) + 1,
    height: Math.abs(c - d) + 1,
  }),
);

test('random crops should have the pixels of the full decode', async () => {
  const image = picture(181, 133);
  const encoded = KINDS.map((kind) => encodeJpeg(image, kind));
  const raw = { raw: { width: 181, height: 133, channels: 3 } } as const;
  // libvips writes optimised Huffman tables.
  for (const chromaSubsampling of ['4:4:4', '4:2:0']) {
    encoded.push(await sharp(image.data, raw).jpeg({ chromaSubsampling, optimiseCoding: true }).toBuffer());
  }
  const full = await Promise.all(encoded.map((bytes) => decode(decoder, bytes)));
  await fc.assert(
    fc.asyncProperty(fc.nat(encoded.length - 1), crops, async (k, crop) => {
      const part = await decode(decoder, encoded[k]!, crop);
      assert.ok(pixelsOf(part, crop).equals(pixelsOf(full[k]!, crop)));
    }),
    { numRuns: 1000 },
  );
});

test('sampling factors that no encoder writes should not matter', async () => {
  // Red, green and blue of equal sampling factors other than 1; 4:2:2 and 4:4:0 written as parts of 2 x 2; 3 to 1.
  const factors = [
    [0x21, 0x21, 0x21],
    [0x12, 0x12, 0x12],
    [0x22, 0x12, 0x12],
    [0x22, 0x21, 0x21],
    [0x31, 0x11, 0x11],
    [0x11, 0x21, 0x11],
    [0x22],
  ];
  for (const list of factors) {
    const subsampling = list.length === 1 ? 'grey' : '4:2:0';
    const bytes = withSamplingFactors(encodeJpeg(picture(181, 133), { subsampling }), list);
    const full = await decode(decoder, bytes);
    const reference = await decode(byLibvips, bytes);
    assert.ok(pixelsOf(full, full.region).equals(pixelsOf(reference, full.region)), String(list));
    await fc.assert(
      fc.asyncProperty(crops, async (crop) => {
        const part = await decode(decoder, bytes, crop);
        assert.ok(pixelsOf(part, crop).equals(pixelsOf(full, crop)), String(list));
      }),
      { numRuns: 40 },
    );
  }
});

test('turbojpeg and libvips should give the same pixels at all sizes', async () => {
  for (const kind of KINDS) {
    for (const [width, height] of [
      [1, 1],
      [1, 40],
      [40, 1],
      [17, 15],
      [97, 61],
    ] as const) {
      const bytes = encodeJpeg(picture(width, height, 2), kind);
      const [a, b] = [await decode(decoder, bytes), await decode(byLibvips, bytes)];
      const same = pixelsOf(a, a.region).equals(pixelsOf(b, a.region));
      assert.ok(same, `${JSON.stringify(kind)} ${width} x ${height}`);
    }
  }
});

test('a crop of a large image should leave most of it undecoded, at once', () => {
  const bytes = encodeJpeg(picture(400, 300), { subsampling: '4:2:0' });
  const crop = { x: 200, y: 100, width: 50, height: 40 };
  const region = decoder.decodeRegion(bytes, headerOf(bytes), crop, allocate);
  assert.deepEqual(region, { x: 176, y: 80, width: 96, height: 80, scale: 1 });
});

test('an image should not depend on the one before', async () => {
  const [coarse, fine] = [20, 95].map((quality) => encodeJpeg(picture(64, 48), { subsampling: '4:2:0', quality })) as [
    Buffer,
    Buffer,
  ];
  const expected = await decode(new Decoder(), fine);
  const withoutTables = withoutSegments(fine, 0xdb);
  const brokenTables = Buffer.from(fine);
  brokenTables.fill(0xff, segmentOf(fine, 0xc4) + 5, segmentOf(fine, 0xc4) + 21);
  for (const before of [coarse, fine]) {
    await decode(decoder, before);
    await assert.rejects(decode(decoder, withoutTables), { reason: 'BAD_IMAGE', message: /table/ });
    await assert.rejects(decode(decoder, brokenTables), { reason: 'BAD_IMAGE', message: /table/ });
  }
  assert.deepEqual(await decode(decoder, fine), expected);
});

test('every handle should be given back, after errors too', async () => {
  const library = loadTurboJpeg() ?? assert.fail('libturbojpeg is missing');
  let open = 0;
  const counting = new JpegDecoder({
    ...library,
    init: (kind) => {
      open += 1;
      return library.init(kind);
    },
    destroy: (handle) => {
      open -= 1;
      library.destroy(handle);
    },
  });
  const bytes = encodeJpeg(picture(64, 48), { subsampling: '4:2:0' });
  const header = counting.header(bytes) ?? assert.fail('the header is not read');
  counting.region(bytes, header, wholeOf(header), allocate);
  counting.region(bytes, header, wholeOf(header), allocate, 8);
  assert.throws(() => counting.header(bytes.subarray(0, 30)));
  assert.throws(() => counting.region(bytes.subarray(0, -50), header, wholeOf(header), allocate));
  assert.throws(() => counting.region(bytes, header, wholeOf(header), () => new Uint8Array()), RangeError);
  assert.equal(open, 0);
});

test('damage that libjpeg decodes should be decoded, by both libraries alike', async () => {
  const bytes = encodeJpeg(picture(181, 133), { subsampling: '4:2:0', restartRows: 2 });
  const scan = segmentOf(bytes, 0xda) + 14;
  const withJunk = Buffer.concat([bytes.subarray(0, scan - 14), Buffer.of(7, 7, 7), bytes.subarray(scan - 14)]);
  const damaged = [withJunk, ...[300, 900, 1500].map((at) => Buffer.from(bytes).fill(0x11, scan + at, scan + at + 20))];
  for (const file of damaged) {
    const [a, b] = [await decode(decoder, file), await decode(byLibvips, file)];
    assert.ok(pixelsOf(a, a.region).equals(pixelsOf(b, a.region)));
  }
});

test('a file that is cut off or unreadable below the crop should be refused all the same', async () => {
  const crop = { x: 0, y: 0, width: 8, height: 8 };
  for (const kind of KINDS) {
    const bytes = encodeJpeg(picture(181, 133), kind);
    for (const end of [bytes.length - 1, bytes.length - 2, bytes.length - 50, Math.floor(bytes.length * 0.8)]) {
      const expected = { reason: 'BAD_IMAGE', message: /truncated/ };
      await assert.rejects(decode(decoder, bytes.subarray(0, end), crop), expected, JSON.stringify(kind));
    }
  }
  const bytes = encodeJpeg(picture(181, 133), { subsampling: '4:2:0' });
  const late = bytes.lastIndexOf(Buffer.of(0xff, 0x00));
  assert.ok(late > bytes.length / 2);
  // A bit flip that turns data into the marker of a second image, after which libjpeg gives up.
  bytes[late + 1] = 0xd8;
  await assert.rejects(decode(decoder, bytes, crop), { reason: 'BAD_IMAGE', message: /two SOI markers/ });
});

test('scans without end should be refused', () => {
  const bytes = encodeJpeg(picture(64, 64), { subsampling: 'grey', progressive: true });
  const scan = segmentOf(bytes, 0xda);
  const empty = bytes.subarray(scan, scan + 2 + bytes.readUInt16BE(scan + 2));
  const withScans = (count: number): Buffer =>
    Buffer.concat([bytes.subarray(0, scan), ...Array.from({ length: count }, () => empty), bytes.subarray(-2)]);
  const run = (file: Buffer): unknown => {
    const header = headerOf(file);
    return decoder.decodeRegion(file, header, { x: 0, y: 0, width: 8, height: 8 }, allocate);
  };
  run(withScans(400));
  assert.throws(() => run(withScans(600)), { reason: 'BAD_IMAGE', message: /more than 500 scans/ });
  // The larger the image, the fewer scans are allowed.
  assert.throws(() => run(withSize(withScans(120), 6000, 4000, 0xc2)), { message: /more than 84 scans/ });
});

test('pixels should be written into WebAssembly and shared memory, and bytes read from there', async () => {
  const bytes = encodeJpeg(picture(64, 48), { subsampling: '4:2:0' });
  const expected = await decode(decoder, bytes);
  const memories = [
    new WebAssembly.Memory({ initial: 4, maximum: 4 }).buffer,
    new WebAssembly.Memory({ initial: 4, maximum: 4, shared: true }).buffer,
    new SharedArrayBuffer(65_536),
  ];
  for (const memory of memories) {
    const input = new Uint8Array(memory, 20_000, bytes.length);
    input.set(bytes);
    const output = new Uint8Array(memory, 4, 64 * 48 * 4);
    for (const each of [decoder, byLibvips]) {
      output.fill(0);
      const header = await each.readHeader(input);
      await each.decodeRegion(input, header, wholeOf(header), () => output);
      assert.deepEqual(Uint8Array.from(output), expected.pixels);
    }
  }
});

test('memory that is too small, a crop outside the image and a header of another image should be refused', () => {
  const bytes = encodeJpeg(picture(64, 48), { subsampling: '4:2:0' });
  const header = headerOf(bytes);
  const whole = wholeOf(header);
  const short = (width: number, height: number): Uint8Array => new Uint8Array(width * height * 4 - 1);
  assert.throws(() => decoder.decodeRegion(bytes, header, whole, short), RangeError);
  assert.throws(() => decoder.decodeRegion(bytes, header, whole, short, 2), RangeError);
  assert.throws(() => decoder.decodeRegion(bytes, header, { ...whole, x: 1 }, allocate), RangeError);
  const larger = encodeJpeg(picture(65, 48), { subsampling: '4:2:0' });
  assert.throws(() => decoder.decodeRegion(larger, header, whole, allocate), RangeError);
});

test('a scaled decode should hold the mean of each block', async () => {
  const image = picture(101, 75);
  const bytes = encodeJpeg(image, { subsampling: '4:4:4', quality: 100 });
  const header = headerOf(bytes);
  const full = await decode(decoder, bytes);
  for (const scale of DECODE_SCALES) {
    let pixels = new Uint8Array();
    const keep = (width: number, height: number): Uint8Array => {
      pixels = allocate(width, height) as Uint8Array<ArrayBuffer>;
      return pixels;
    };
    const region = decoder.decodeRegion(bytes, header, wholeOf(header), keep, scale);
    const size = { width: Math.ceil(101 / scale), height: Math.ceil(75 / scale) };
    assert.deepEqual(region, { x: 0, y: 0, ...size, scale });
    // Only at 1/1 and 1/8 is a scaled pixel exactly the mean of the pixels that it represents.
    if (scale === 1) assert.deepEqual(pixels, full.pixels);
    if (scale !== 8) continue;
    for (let y = 0; y < 9; y += 1) {
      for (let x = 0; x < 12; x += 1) {
        const block = pixelsOf(full, { x: 8 * x, y: 8 * y, width: 8, height: 8 });
        const mean = block.reduce((sum, value, k) => sum + (k % 4 === 1 ? value : 0), 0) / 64;
        assert.ok(Math.abs(pixels[(y * size.width + x) * 4 + 1]! - mean) < 4, `${x}, ${y}`);
      }
    }
  }
});
