import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { test } from 'vitest';
import { type Executor, executeSample } from '../../../src/make/execute.ts';
import { Decoder } from '../../../src/pixels/decode/index.ts';
import { PixelEngine } from '../../../src/pixels/kernels/engine.ts';
import { loadKernels } from '../../../src/pixels/kernels/module.ts';
import { OPERATION_RULES } from '../../../src/pixels/ops/index.ts';
import { planSample, type SamplingPlan } from '../../../src/plan/sampling/recipe.ts';
import { workingSide } from '../../../src/plan/sampling/working-grid.ts';
import { IMAGENET_MEAN, IMAGENET_STD, type LowFrequencyOperator } from '../../../src/types.ts';
import { encodeJpeg, picture } from '../../support/pictures.ts';

const executor: Executor = { engine: new PixelEngine(loadKernels()), decoder: new Decoder() };
/** A photograph's size and more, so that all scales of decoding occur. */
const IMAGE = picture(1300, 1000, 3);
const JPEG = encodeJpeg(IMAGE, { subsampling: '4:2:0', quality: 90 });
const CROPS = 40;

function planOf(bandwidth: number, lowFrequency: LowFrequencyOperator = 'spectral'): SamplingPlan {
  return {
    seed: 5,
    baseSize: 224,
    scale: [0.02, 1],
    ratio: [3 / 4, 4 / 3],
    interpolation: 'bicubic',
    horizontalFlip: 0.5,
    bandwidth,
    lowFrequency,
    dtype: 'uint8',
    augmentInterpolation: 'random',
    mean: IMAGENET_MEAN,
    std: IMAGENET_STD,
  };
}

const run = async (plan: SamplingPlan, index: number, file: Uint8Array = JPEG): Promise<Uint8Array> =>
  (
    await executeSample(executor, file, ({ width, height }) =>
      planSample(OPERATION_RULES, plan, 0, index, width, height),
    )
  ).slice();

/** PSNR in dB over several crops, from the mean of their squared errors. */
async function psnr(exact: SamplingPlan, other: SamplingPlan, file: Uint8Array = JPEG): Promise<number> {
  let [sum, count] = [0, 0];
  for (let index = 0; index < CROPS; index += 1) {
    const [a, b] = [await run(exact, index, file), await run(other, index, file)];
    for (const [k, value] of a.entries()) sum += (value - b[k]!) ** 2;
    count += a.length;
  }
  return 10 * Math.log10((255 ** 2 * count) / sum);
}

test('matched fidelity should be close to exact at every side, whatever the scale of decoding', async () => {
  for (const bandwidth of [64, 96, 128, 160, 192, 224]) {
    const plan = planOf(bandwidth);
    const scales = Array.from({ length: CROPS }, (_, k) => {
      const recipe = planSample(
        OPERATION_RULES,
        { ...plan, workingSide: workingSide(bandwidth, 224) },
        0,
        k,
        1300,
        1000,
      );
      return recipe.scale;
    });
    assert.ok(new Set(scales).size >= 2, `${bandwidth}: ${scales.join(' ')}`);
    const fidelity = await psnr(plan, { ...plan, workingSide: workingSide(bandwidth, 224) });
    assert.ok(fidelity >= 40, `${bandwidth}: ${fidelity.toFixed(1)} dB`);
  }
});

test('vertical flips should be matched as well', async () => {
  const plan = { ...planOf(96), verticalFlip: 1 };
  const fidelity = await psnr(plan, { ...plan, workingSide: workingSide(96, 224) });
  assert.ok(fidelity >= 40, `${fidelity.toFixed(1)} dB`);
  // And it is the other image upside down.
  const whole = { ...planOf(224), verticalFlip: 1 };
  const [up, down] = [await run(planOf(224), 3), await run(whole, 3)];
  const row = 224 * 3;
  for (let y = 0; y < 224; y += 1) {
    assert.ok(Buffer.from(up.subarray(y * row, (y + 1) * row)).equals(down.subarray((223 - y) * row, (224 - y) * row)));
  }
});

test('the lanczos operator should be matched as well', async () => {
  for (const bandwidth of [96, 160]) {
    const plan = planOf(bandwidth, 'lanczos');
    const fidelity = await psnr(plan, { ...plan, workingSide: workingSide(bandwidth, 224) });
    assert.ok(fidelity >= 40, `${bandwidth}: ${fidelity.toFixed(1)} dB`);
  }
});

test('with the base size as its grid and no scaled decoding, matched should be exact to the bit', async () => {
  const { data, width, height } = IMAGE;
  const png = await sharp(data, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 1 })
    .toBuffer();
  for (let index = 0; index < 8; index += 1) {
    const plan = planOf(96);
    assert.deepEqual(await run({ ...plan, workingSide: 224 }, index, png), await run(plan, index, png));
  }
});

test('the bytes should be the same on every platform', async () => {
  const hash = createHash('sha256');
  for (const bandwidth of [64, 96, 160, 224]) {
    const plan = {
      ...planOf(bandwidth),
      workingSide: workingSide(bandwidth, 224),
      randaugment: 'rand-m9-mstd0.5-inc1',
    };
    for (let index = 0; index < 8; index += 1) hash.update(await run(plan, index));
  }
  assert.equal(hash.digest('hex'), '9c4ee9bf36daf3c571270b78fe4eb66be977be5a2f8272eb2027b1270b9b8567');
});
