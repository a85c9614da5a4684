/**
 * CPU time of decoding, on one core: `node test/bench/decode.ts FOLDER [IMAGES]`.
 *
 * Decodes the JPEG files below FOLDER (500 x 375 pixels are like ImageNet) whole, the region of a random resized crop
 * and at 1/8 scale, which is little more than entropy decoding. Each figure is the median of the passes, divided by the
 * number of images, in milliseconds of user and system time.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Decoder, type ImageHeader } from '../../src/pixels/decode/index.ts';
import { drawCropBox } from '../../src/plan/sampling/crop-box.ts';
import { PURPOSE, RandomStream } from '../../src/plan/sampling/random-stream.ts';
import type { Box } from '../../src/types.ts';

const PASSES = 7;
/** The defaults of ImageNet training. */
const CROP_BOUNDS = { scale: [0.08, 1], ratio: [3 / 4, 4 / 3] } as const;

interface Sample {
  bytes: Buffer;
  header: ImageHeader;
  crop: Box;
}

const [folder, count = '200'] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: node test/bench/decode.ts FOLDER [IMAGES]');

const turbojpeg = new Decoder();
const byLibvips = new Decoder({ jpeg: 'sharp' });
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.jpe?g$/i.test(name));
const samples: Sample[] = [];
for (const [index, name] of files.sort().slice(0, Number(count)).entries()) {
  const bytes = readFileSync(join(folder, name));
  const header = await turbojpeg.readHeader(bytes);
  const crop = drawCropBox(header.width, header.height, CROP_BOUNDS, new RandomStream(0, 0, index, PURPOSE.crop));
  samples.push({ bytes, header, crop });
}
if (samples.length === 0) throw new Error(`no .jpg or .jpeg below ${folder}`);

let pixels = new Uint8Array();
/** One buffer for all images, as in the pixel engine. */
function allocate(width: number, height: number): Uint8Array {
  const bytes = width * height * 4;
  if (pixels.length < bytes) pixels = new Uint8Array(bytes);
  return pixels;
}

const whole = ({ width, height }: ImageHeader): Box => ({ x: 0, y: 0, width, height });
const libvipsHeaders = new Map<Buffer, ImageHeader>();
for (const { bytes } of samples) libvipsHeaders.set(bytes, await byLibvips.readHeader(bytes));

const MEASURES: Record<string, (sample: Sample) => unknown> = {
  header: ({ bytes }) => turbojpeg.readHeader(bytes),
  'whole image': ({ bytes, header }) => turbojpeg.decodeRegion(bytes, header, whole(header), allocate),
  'region of a random resized crop': ({ bytes, header, crop }) => turbojpeg.decodeRegion(bytes, header, crop, allocate),
  'whole image at 1/8': ({ bytes, header }) => turbojpeg.decodeRegion(bytes, header, whole(header), allocate, 8),
  'whole image with sharp': ({ bytes, header }) =>
    byLibvips.decodeRegion(bytes, libvipsHeaders.get(bytes)!, whole(header), allocate),
};

const mean = (value: (sample: Sample) => number): number =>
  samples.reduce((sum, sample) => sum + value(sample), 0) / samples.length;
const kilobytes = mean(({ bytes }) => bytes.length) / 1000;
const megapixels = mean(({ header }) => header.width * header.height) / 1e6;
console.log(`${samples.length} images, mean ${kilobytes.toFixed(1)} kB, ${megapixels.toFixed(3)} megapixels`);

for (const [name, measure] of Object.entries(MEASURES)) {
  const times: number[] = [];
  for (let pass = -1; pass < PASSES; pass += 1) {
    const start = process.cpuUsage();
    for (const sample of samples) await measure(sample);
    const { user, system } = process.cpuUsage(start);
    // The first pass warms caches and the compiler.
    if (pass >= 0) times.push((user + system) / 1000 / samples.length);
  }
  times.sort((a, b) => a - b);
  console.log(`${name.padEnd(34)} ${times[PASSES >> 1]!.toFixed(3)} ms`);
}
