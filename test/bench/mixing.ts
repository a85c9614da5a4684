/** CPU time of erasing and mixing at 224 x 224: `node test/bench/mixing.ts`. Medians, milliseconds per image. */

import { packedLayout } from '../../src/make/layout.ts';
import { newClaims } from '../../src/make/workers/claims.ts';
import { mixPairs, type PairTask } from '../../src/make/workers/phases/mix.ts';
import { PixelEngine } from '../../src/pixels/kernels/engine.ts';
import { loadKernels } from '../../src/pixels/kernels/module.ts';
import { erase, sampleValues } from '../../src/pixels/ops/erase.ts';
import { planErasing } from '../../src/plan/sampling/erasing.ts';
import { planMixing } from '../../src/plan/sampling/mixing/plan.ts';
import { imageTensor } from '../../src/plan/tensors.ts';
import { ERASING_MODES } from '../../src/spec/augmentation.ts';
import { DTYPES, IMAGENET_MEAN, IMAGENET_STD } from '../../src/types.ts';

const SIDE = 224;
const COUNT = 64;
const PASSES = 9;
const engine = new PixelEngine(loadKernels());
const NORMALIZATION = { mean: IMAGENET_MEAN, std: IMAGENET_STD };

function measure(images: number, work: (pass: number) => void): number {
  work(0);
  const times = Array.from({ length: PASSES }, (_, pass) => {
    const start = process.cpuUsage();
    work(pass);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000 / images;
  });
  return times.sort((a, b) => a - b)[Math.floor(PASSES / 2)]!;
}

for (const dtype of DTYPES) {
  const pixels = sampleValues(new Uint8Array(SIDE * SIDE * 3 * (dtype === 'uint8' ? 1 : 4)), dtype);
  for (const mode of ERASING_MODES) {
    const config = { probability: 1, mode, count: [1, 1], area: [0.02, 1 / 3], ratio: [0.3, 1 / 0.3] } as const;
    const time = measure(400, (pass) => {
      for (let index = 0; index < 400; index += 1) {
        const plan = planErasing(config, pass, 0, index, SIDE);
        if (plan !== undefined) erase(engine, pixels, SIDE, plan, NORMALIZATION);
      }
    });
    console.log(`erase ${mode} ${dtype}, of an erased image`.padEnd(42), `${time.toFixed(3)} ms`);
  }
}

for (const dtype of DTYPES) {
  const layout = packedLayout(imageTensor(SIDE, dtype), COUNT);
  const batch = { buffer: new SharedArrayBuffer(layout.byteLength), layout };
  const plan = { seed: 0, baseSize: SIDE, scale: [0.08, 1], ratio: [0.75, 4 / 3], interpolation: 'bicubic' } as const;
  const rest = {
    horizontalFlip: 0.5,
    bandwidth: SIDE,
    lowFrequency: 'spectral',
    augmentInterpolation: 'random',
  } as const;
  for (const [kind, mixupAlpha, cutmixAlpha] of [
    ['mixup', 0.8, 0],
    ['cutmix', 0, 1],
  ] as const) {
    const time = measure(COUNT * 8, (pass) => {
      for (let step = 8 * pass; step < 8 * pass + 8; step += 1) {
        const mixes = planMixing(
          { mode: 'batch', mixupAlpha, cutmixAlpha, probability: 1, switchProbability: 0.5, correctLambda: true },
          { seed: 0, step, rank: 0, count: COUNT, size: SIDE },
        );
        const positions = Array.from({ length: COUNT / 2 }, (_, k) => [k, COUNT - 1 - k]).flat();
        const task: PairTask = {
          phase: { per: 'pair', reads: 'batch', writes: 'batch', steps: ['mix'] },
          claims: newClaims(2),
          positions: Uint32Array.from(positions),
          epochs: new Float64Array(COUNT),
          indices: new Float64Array(COUNT),
          repeats: new Uint8Array(COUNT),
          mixes: positions.map((k) => mixes[k]!),
          batch,
        };
        mixPairs(engine, task, { ...plan, ...rest, dtype, ...NORMALIZATION });
      }
    });
    console.log(`${kind} ${dtype}`.padEnd(42), `${time.toFixed(3)} ms`);
  }
}
