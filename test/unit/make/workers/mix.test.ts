import assert from 'node:assert/strict';
import { test } from 'vitest';
import { chunkLayout } from '../../../../src/delivery/chunk-layout.ts';
import { sampleOf } from '../../../../src/make/layout.ts';
import { newClaims } from '../../../../src/make/workers/claims.ts';
import { mixPairs } from '../../../../src/make/workers/phases/mix.ts';
import { PixelEngine } from '../../../../src/pixels/kernels/engine.ts';
import { loadKernels } from '../../../../src/pixels/kernels/module.ts';
import { erase } from '../../../../src/pixels/ops/erase.ts';
import { planErasing } from '../../../../src/plan/sampling/erasing.ts';
import { planMixing, type SampleMix } from '../../../../src/plan/sampling/mixing/plan.ts';
import type { SamplingPlan } from '../../../../src/plan/sampling/recipe.ts';
import { roundHalfEven } from '../../../../src/plan/sampling/round-half-even.ts';
import { imageTensor } from '../../../../src/plan/tensors.ts';
import { type ErasingConfig, MIXING_MODES, type MixingConfig } from '../../../../src/spec/augmentation.ts';
import { type Dtype, IMAGENET_MEAN, IMAGENET_STD } from '../../../../src/types.ts';

const engine = new PixelEngine(loadKernels());
const SIDE = 16;
const COUNT = 6;
const VALUES = SIDE * SIDE * 3;
const MIXING: MixingConfig = {
  mode: 'elem',
  mixupAlpha: 0.8,
  cutmixAlpha: 1,
  probability: 0.8,
  switchProbability: 0.5,
  correctLambda: true,
};
const ERASING: ErasingConfig = { probability: 0.5, mode: 'pixel', count: [1, 2], area: [0.1, 0.3], ratio: [0.5, 2] };

function plan(dtype: Dtype, erasing?: ErasingConfig): SamplingPlan {
  return {
    seed: 4,
    baseSize: SIDE,
    scale: [0.08, 1],
    ratio: [0.75, 4 / 3],
    interpolation: 'bicubic',
    horizontalFlip: 0.5,
    bandwidth: SIDE,
    lowFrequency: 'spectral',
    dtype,
    augmentInterpolation: 'random',
    mean: IMAGENET_MEAN,
    std: IMAGENET_STD,
    ...(erasing === undefined ? {} : { erasing }),
  };
}

type Image = Uint8Array | Float32Array;

/** Image k of a made-up batch. */
function image(dtype: Dtype, k: number): Image {
  const values = Array.from({ length: VALUES }, (_, at) => (at * (2 * k + 3) + 41 * k) % 256);
  return dtype === 'uint8' ? Uint8Array.from(values) : Float32Array.from(values, (value) => value * 1.1 - 7);
}

/** timm's rule, pixel by pixel, from the unmixed images. */
function reference(originals: Image[], mixes: SampleMix[], erasing: ErasingConfig | undefined): number[][] {
  return originals.map((own, k) => {
    const { partner, lambda, box } = mixes[k]!;
    const other = originals[partner]!;
    const mixed = own.map((value, at) => {
      const [x, y] = [Math.floor(at / 3) % SIDE, Math.floor(at / 3 / SIDE)];
      if (box !== undefined) {
        const inside = x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height;
        return inside ? other[at]! : value;
      }
      const sum = Math.fround(value * Math.fround(lambda)) + Math.fround(other[at]! * Math.fround(1 - lambda));
      return own instanceof Uint8Array ? roundHalfEven(Math.fround(sum)) : Math.fround(sum);
    });
    const boxes = erasing && planErasing(erasing, 4, 2, 100 + k, SIDE);
    if (boxes !== undefined) erase(engine, mixed, SIDE, boxes, { mean: IMAGENET_MEAN, std: IMAGENET_STD });
    return [...mixed];
  });
}

for (const dtype of ['uint8', 'float32'] as const) {
  for (const mode of MIXING_MODES) {
    test(`${mode} mixing of ${dtype} batches should follow the rule, with erasing after it`, () => {
      const sampleBytes = VALUES * (dtype === 'uint8' ? 1 : 4);
      // Two samples a chunk: partners lie in different chunks.
      const layout = chunkLayout([imageTensor(SIDE, dtype)], COUNT, 2 * sampleBytes);
      let kinds = 0;
      for (let step = 0; step < 40; step += 1) {
        const erasing = step % 2 === 0 ? ERASING : undefined;
        const mixes = planMixing({ ...MIXING, mode }, { seed: 4, step, rank: 0, count: COUNT, size: SIDE });
        kinds += mixes[0]!.box === undefined ? 1 : 0;
        const originals = Array.from({ length: COUNT }, (_, k) => image(dtype, k));
        const slot = new SharedArrayBuffer(layout.byteLength);
        const view = (k: number): Uint8Array => sampleOf(slot, layout.tensors[0], k);
        for (const [k, { buffer }] of originals.entries()) view(k).set(new Uint8Array(buffer));
        const positions = Uint32Array.from([0, 5, 1, 4, 2, 3]);
        const steps = erasing === undefined ? (['mix'] as const) : (['mix', 'erase'] as const);
        const task = {
          phase: { per: 'pair', reads: 'batch', writes: 'batch', steps },
          claims: newClaims(2),
          positions,
          epochs: new Float64Array(COUNT).fill(2),
          indices: Float64Array.from(positions, (k) => 100 + k),
          repeats: new Uint8Array(COUNT),
          mixes: Array.from(positions, (k) => mixes[k]!),
          batch: { buffer: slot, layout },
        } as const;
        mixPairs(engine, task, plan(dtype, erasing));
        const mixed = originals.map((_, k) => {
          const bytes = view(k).slice();
          return dtype === 'uint8' ? [...bytes] : [...new Float32Array(bytes.buffer)];
        });
        assert.deepEqual(mixed, reference(originals, mixes, erasing), `step ${step}`);
      }
      assert.ok(kinds > 5 && kinds < 35, 'mixup and cutmix should both occur');
    });
  }
}
