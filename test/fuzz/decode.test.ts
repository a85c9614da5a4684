import assert from 'node:assert/strict';
import sharp from 'sharp';
import { test } from 'vitest';
import { isBadSample } from '../../src/errors.ts';
import { executeSample } from '../../src/make/execute.ts';
import { Decoder } from '../../src/pixels/decode/index.ts';
import { PixelEngine } from '../../src/pixels/kernels/engine.ts';
import { loadKernels } from '../../src/pixels/kernels/module.ts';
import { OPERATION_RULES } from '../../src/pixels/ops/index.ts';
import { drawBelow, PURPOSE, RandomStream } from '../../src/plan/sampling/random-stream.ts';
import { planSample } from '../../src/plan/sampling/recipe.ts';
import { encodeJpeg, picture } from '../support/pictures.ts';

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

async function seeds(): Promise<Record<string, Buffer>> {
  const image = picture(75, 61);
  const raw = { raw: { width: 75, height: 61, channels: 3 as const } };
  return {
    baseline: encodeJpeg(image, { subsampling: '4:2:0' }),
    progressive: encodeJpeg(image, { subsampling: '4:4:4', progressive: true }),
    restarts: encodeJpeg(image, { subsampling: '4:2:2', restartRows: 1 }),
    grey: encodeJpeg(image, { subsampling: 'grey' }),
    png: await sharp(image.data, raw).png().toBuffer(),
    webp: await sharp(image.data, raw).webp({ quality: 60 }).toBuffer(),
    gif: await sharp(image.data, raw).gif().toBuffer(),
    tiff: await sharp(image.data, raw).tiff({ compression: 'lzw' }).toBuffer(),
  };
}

/** Runs a whole sample; anything other than pixels or a bad sample fails the test. */
async function survives(bytes: Uint8Array, what: string): Promise<boolean> {
  try {
    const pixels = await executeSample(executor, bytes, ({ width, height }) =>
      planSample(OPERATION_RULES, plan, 0, 1, width, height),
    );
    assert.equal(pixels.length, 32 * 32 * 3);
    return true;
  } catch (error) {
    assert.ok(isBadSample(error), `${what}: ${String(error)}`);
    return false;
  }
}

test('truncated files should be decoded or condemned, never more', async () => {
  for (const [name, bytes] of Object.entries(await seeds())) {
    for (let length = 0; length < bytes.length; length += 61)
      await survives(bytes.subarray(0, length), `${name} ${length}`);
    assert.ok(await survives(bytes, name));
  }
});

test('flipped, inserted and deleted bytes should be decoded or condemned, never more', async () => {
  const random = new RandomStream(2026, 0, 0, PURPOSE.crop);
  let decoded = 0;
  for (const [name, bytes] of Object.entries(await seeds())) {
    for (let round = 0; round < 800; round += 1) {
      let mutated = Buffer.from(bytes);
      for (let edits = 1 + drawBelow(random, 4); edits > 0; edits -= 1) {
        // Half of the edits go to the header, which contains the structure.
        const at = drawBelow(random, drawBelow(random, 2) === 0 ? Math.min(700, mutated.length) : mutated.length);
        const kind = drawBelow(random, 3);
        if (kind === 0) mutated[at] = drawBelow(random, 256);
        else if (kind === 1) mutated = Buffer.concat([mutated.subarray(0, at), mutated.subarray(at + 1)]);
        else
          mutated = Buffer.concat([mutated.subarray(0, at), Buffer.of(drawBelow(random, 256)), mutated.subarray(at)]);
      }
      if (await survives(mutated, `${name} round ${round}`)) decoded += 1;
    }
  }
  assert.ok(decoded > 1000, `only ${decoded} mutants were still images: the fuzzing is too coarse to test decoding`);
});
