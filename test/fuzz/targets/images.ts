/** A whole sample from the bytes of an image: pixels or a bad sample, never more. */
import assert from 'node:assert/strict';
import { crc32, deflateSync, inflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { isBadSample } from '../../../src/errors.ts';
import { executeSample } from '../../../src/make/execute.ts';
import { Decoder } from '../../../src/pixels/decode/index.ts';
import { PixelEngine } from '../../../src/pixels/kernels/engine.ts';
import { loadKernels } from '../../../src/pixels/kernels/module.ts';
import { OPERATION_RULES } from '../../../src/pixels/ops/index.ts';
import { drawBelow } from '../../../src/plan/sampling/random-stream.ts';
import { planSample } from '../../../src/plan/sampling/recipe.ts';
import { encodeJpeg, picture } from '../../support/pictures.ts';
import type { FuzzTarget } from '../target.ts';

const IMAGE = picture(75, 61);
const RAW = { raw: { width: 75, height: 61, channels: 3 as const } };
/** A header may promise more; what is decoded then takes seconds, and shows nothing new. */
const PIXELS_MAX = 4_000_000;

const executor = { engine: new PixelEngine(loadKernels()), decoder: new Decoder() };
const plan = {
  seed: 1,
  baseSize: 64,
  scale: [0.08, 1],
  ratio: [3 / 4, 4 / 3],
  interpolation: 'random',
  horizontalFlip: 0.5,
  bandwidth: 32,
  lowFrequency: 'spectral',
  dtype: 'uint8',
  augmentInterpolation: 'random',
  mean: [0.485, 0.456, 0.406],
  std: [0.229, 0.224, 0.225],
} as const;

/** Runs a whole sample; throws if the outcome is neither pixels nor a bad sample. */
export async function accepts(bytes: Uint8Array): Promise<boolean> {
  try {
    const { width, height } = await executor.decoder.readHeader(bytes);
    if (width * height > PIXELS_MAX) return false;
    const pixels = await executeSample(executor, bytes, (size) =>
      planSample(OPERATION_RULES, plan, 0, 1, size.width, size.height),
    );
    assert.equal(pixels.length, 32 * 32 * 3);
    return true;
  } catch (error) {
    if (isBadSample(error)) return false;
    throw error;
  }
}

const image = (): Sharp => sharp(IMAGE.data, RAW);

export const imageTarget: FuzzTarget = {
  name: 'images',
  rounds: 3000,
  async seeds() {
    return {
      baseline: encodeJpeg(IMAGE, { subsampling: '4:2:0' }),
      progressive: encodeJpeg(IMAGE, { subsampling: '4:4:4', progressive: true }),
      restarts: encodeJpeg(IMAGE, { subsampling: '4:2:2', restartRows: 1 }),
      grey: encodeJpeg(IMAGE, { subsampling: 'grey' }),
      cmyk: await image().toColourspace('cmyk').jpeg().toBuffer(),
      webp: await image().webp({ quality: 60 }).toBuffer(),
      'webp lossless': await image().webp({ lossless: true }).toBuffer(),
      gif: await image().gif().toBuffer(),
      tiff: await image().tiff({ compression: 'lzw' }).toBuffer(),
      'tiff tiled': await image().tiff({ compression: 'jpeg', tile: true, tileWidth: 32, tileHeight: 32 }).toBuffer(),
    };
  },
  accepts,
};

/** PNG whose header, palette or filtered rows differ, compressed again with the right checksums. */
export const pngTarget: FuzzTarget = {
  name: 'png',
  rounds: 1200,
  async seeds() {
    return {
      rgb: await image().png().toBuffer(),
      interlaced: await image().png({ progressive: true }).toBuffer(),
      palette: await image().png({ palette: true, colours: 16 }).toBuffer(),
    };
  },
  mutate(seed, random) {
    const chunks = chunksOf(Buffer.from(seed));
    for (let edits = 1 + drawBelow(random, 3); edits > 0; edits -= 1) {
      const { data } = chunks[drawBelow(random, chunks.length - 1)]!;
      if (data.length > 0) data[drawBelow(random, data.length)] = drawBelow(random, 256);
    }
    return Buffer.concat([Buffer.from(seed.subarray(0, 8)), ...chunks.map(chunkBytes)]);
  },
  accepts,
};

interface Chunk {
  type: string;
  /** Of IDAT the rows, decompressed. */
  data: Buffer;
}

function chunksOf(png: Buffer): Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const data = png.subarray(at + 8, at + 8 + length);
    chunks.push({ type: png.toString('latin1', at + 4, at + 8), data: Buffer.from(data) });
    at += 12 + length;
  }
  const rows = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data));
  const before = chunks.filter(({ type }) => type !== 'IDAT' && type !== 'IEND');
  return [...before, { type: 'IDAT', data: inflateSync(rows) }, { type: 'IEND', data: Buffer.alloc(0) }];
}

function chunkBytes({ type, data }: Chunk): Buffer {
  const body = type === 'IDAT' ? deflateSync(data) : data;
  const framed = Buffer.concat([Buffer.alloc(4), Buffer.from(type, 'latin1'), body, Buffer.alloc(4)]);
  framed.writeUInt32BE(body.length, 0);
  framed.writeUInt32BE(crc32(framed.subarray(4, -4)), framed.length - 4);
  return framed;
}

/** AVIF whose boxes keep their lengths and places, so that the properties and the coded image are read. */
export const avifTarget: FuzzTarget = {
  name: 'avif',
  rounds: 600,
  async seeds() {
    return {
      '4:4:4': await image().avif({ effort: 0, chromaSubsampling: '4:4:4' }).toBuffer(),
      '4:2:0': await image().avif({ effort: 0, quality: 30 }).toBuffer(),
      alpha: await image().ensureAlpha(0.5).avif({ effort: 0 }).toBuffer(),
    };
  },
  regions(seed) {
    const bytes = Buffer.from(seed);
    const payload = (type: string, length: number): { start: number; end: number } => {
      const start = bytes.indexOf(type) + 4;
      assert.ok(start > 4, `the AVIF file has no ${type}`);
      return { start, end: Math.min(bytes.length, start + length) };
    };
    const data = payload('mdat', bytes.length);
    // The coded image twice, because it has most of the code; of it, the headers of the first frame.
    return [
      data,
      { start: data.start, end: data.start + 24 },
      payload('ispe', 12),
      payload('av1C', 4),
      payload('pixi', 8),
    ];
  },
  accepts,
};
