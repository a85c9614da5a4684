/**
 * Damaged images of every common format: the outcome is pixels or one of the two errors of a bad sample, never another
 * error and never a crash. For a damaged JPEG, the outcome must also not depend on the crop or on earlier images.
 */

import assert from 'node:assert/strict';
import sharp from 'sharp';
import { test } from 'vitest';
import { CrescendoError } from '../../../../src/errors.ts';
import { Decoder } from '../../../../src/pixels/decode/index.ts';
import { drawBelow, PURPOSE, RandomStream } from '../../../../src/plan/sampling/random-stream.ts';
import type { Box } from '../../../../src/types.ts';
import { contains, type Decoded, decode, pixelsOf } from '../../../support/decoding.ts';
import { encodeJpeg, picture } from '../../../support/pictures.ts';

const [WIDTH, HEIGHT] = [96, 80];
const IMAGE = picture(WIDTH, HEIGHT);
const RAW = { raw: { width: WIDTH, height: HEIGHT, channels: 3 } } as const;
/** Truncations are this many bytes apart. */
const STRIDE = 97;
/** Bytes in which the header of every format lies; random bytes are put there. */
const HEADER_BYTES = 200;
/** A decoded size that no damage to a header may pass in this test, so that its time is bounded. */
const PIXELS_MAX = 4_000_000;

const decoder = new Decoder();

const FILES: Record<string, Buffer> = {
  'jpeg 4:2:0': encodeJpeg(IMAGE, { subsampling: '4:2:0' }),
  'jpeg 4:4:4 with restart markers': encodeJpeg(IMAGE, { subsampling: '4:4:4', restartRows: 1 }),
  'jpeg progressive': encodeJpeg(IMAGE, { subsampling: '4:2:0', progressive: true }),
  'jpeg cmyk': await sharp(IMAGE.data, RAW).toColourspace('cmyk').jpeg().toBuffer(),
  png: await sharp(IMAGE.data, RAW).png().toBuffer(),
  webp: await sharp(IMAGE.data, RAW).webp().toBuffer(),
  gif: await sharp(IMAGE.data, RAW).gif().toBuffer(),
  tiff: await sharp(IMAGE.data, RAW).tiff({ compression: 'lzw' }).toBuffer(),
};

/** The pixels, or the reason why there are none; undefined for an image too large for this test. */
async function outcome(bytes: Uint8Array, crop?: Box, using = decoder): Promise<Decoded | string | undefined> {
  try {
    const { width, height } = await using.readHeader(bytes);
    if (width * height > PIXELS_MAX) return undefined;
    const fits = crop !== undefined && crop.x + crop.width <= width && crop.y + crop.height <= height;
    return await decode(using, bytes, fits ? crop : undefined);
  } catch (error) {
    if (!(error instanceof CrescendoError)) throw error;
    assert.match(error.reason, /^(BAD_IMAGE|IMAGE_TOO_LARGE)$/, error.message);
    return error.reason;
  }
}

/** How many of the files are bad samples; fails if one has any other error. */
async function countErrors(files: Iterable<Uint8Array>): Promise<number> {
  let errors = 0;
  for (const bytes of files) errors += typeof (await outcome(bytes)) === 'string' ? 1 : 0;
  return errors;
}

function* truncations(bytes: Buffer): Generator<Buffer> {
  for (let end = 0; end < bytes.length; end += STRIDE) yield bytes.subarray(0, end);
}

function* flips(bytes: Buffer, count: number, random: RandomStream): Generator<Buffer> {
  for (let k = 0; k < count; k += 1) {
    const copy = Buffer.from(bytes);
    for (let n = drawBelow(random, 3); n >= 0; n -= 1) {
      copy[drawBelow(random, copy.length)]! ^= 1 << drawBelow(random, 8);
    }
    yield copy;
  }
}

function* deletions(bytes: Buffer, count: number, random: RandomStream): Generator<Buffer> {
  for (let k = 0; k < count; k += 1) {
    const at = drawBelow(random, bytes.length);
    yield Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + drawBelow(random, 20))]);
  }
}

/** Random bytes over a part of the header, behind the signature. */
function* headerGarbage(bytes: Buffer, count: number, random: RandomStream): Generator<Buffer> {
  for (let k = 0; k < count; k += 1) {
    const copy = Buffer.from(bytes);
    const start = 12 + drawBelow(random, HEADER_BYTES);
    const end = Math.min(copy.length, start + 1 + drawBelow(random, 16));
    for (let at = start; at < end; at += 1) copy[at] = drawBelow(random, 256);
    yield copy;
  }
}

for (const [index, [name, bytes]] of Object.entries(FILES).entries()) {
  const random = new RandomStream(1, 0, index, PURPOSE.crop);

  test(`${name}: a file without damage should be decoded`, async () => {
    assert.equal(await countErrors([bytes]), 0);
  });

  test(`${name}: every truncation should be a bad sample`, async () => {
    const files = [...truncations(bytes)];
    // The last truncation may remove only the file's trailer, which some formats do not need.
    assert.ok((await countErrors(files)) >= files.length - 1);
  });

  test(`${name}: flipped, missing and random bytes should give pixels or a bad sample`, async () => {
    let errors = await countErrors(flips(bytes, 120, random));
    errors += await countErrors(deletions(bytes, 60, random));
    errors += await countErrors(headerGarbage(bytes, 120, random));
    assert.ok(errors > 0, 'nothing of this was damage');
  });
}

test('a damaged JPEG should be bad or good whatever the crop, and its pixels those of a fresh decoder', async () => {
  const crop = { x: 5, y: 3, width: 20, height: 9 };
  let [good, bad] = [0, 0];
  for (const [index, name] of ['jpeg 4:2:0', 'jpeg 4:4:4 with restart markers', 'jpeg progressive'].entries()) {
    const random = new RandomStream(2, 0, index, PURPOSE.crop);
    const bytes = FILES[name]!;
    for (const file of [...flips(bytes, 200, random), ...deletions(bytes, 100, random), ...truncations(bytes)]) {
      const full = await outcome(file, undefined, new Decoder());
      if (full === undefined) continue;
      const part = await outcome(file, crop);
      if (typeof full === 'string') {
        assert.equal(part, full);
        bad += 1;
        continue;
      }
      assert.ok(part !== undefined && typeof part !== 'string', 'the part is bad and the whole is not');
      // Damage to the header may have made the image too small for the crop.
      const box = contains(full.region, crop) ? crop : full.region;
      assert.ok(pixelsOf(part, box).equals(pixelsOf(full, box)), name);
      good += 1;
    }
  }
  assert.ok(good > 100 && bad > 100, `${good} good and ${bad} bad`);
});

test('random bytes behind every signature should be a bad sample', async () => {
  const random = new RandomStream(3, 0, 0, PURPOSE.crop);
  const noise = Buffer.from(Array.from({ length: 3000 }, () => drawBelow(random, 256)));
  for (const [name, bytes] of Object.entries(FILES)) {
    for (const kept of [2, 4, 12, 20]) {
      const file = Buffer.concat([bytes.subarray(0, kept), noise]);
      assert.equal(typeof (await outcome(file)), 'string', `${name}, ${kept} bytes kept`);
    }
  }
});
