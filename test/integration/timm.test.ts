/** Crescendo against an installed timm: the same plans give the same pixels, and mixing the same tensors. */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, test } from 'vitest';
import { preparePhotos } from '../../scripts/photos.ts';
import { clientEnvironment } from '../../scripts/python-env.ts';
import { openFolder } from '../../src/dataset/open-folder.ts';
import { openSource } from '../../src/dataset/open-source.ts';
import { executeSample } from '../../src/make/execute.ts';
import { Decoder } from '../../src/pixels/decode/index.ts';
import { PixelEngine } from '../../src/pixels/kernels/engine.ts';
import { loadKernels } from '../../src/pixels/kernels/module.ts';
import { isGeometric, OPERATION_RULES } from '../../src/pixels/ops/index.ts';
import { planMixing } from '../../src/plan/sampling/mixing/plan.ts';
import { levelArgument, ruleOf } from '../../src/plan/sampling/randaugment/levels.ts';
import { PURPOSE, RandomStream } from '../../src/plan/sampling/random-stream.ts';
import { planSample, type SampleRecipe, type SamplingPlan } from '../../src/plan/sampling/recipe.ts';
import { MIXING_MODES } from '../../src/spec/augmentation.ts';
import { IMAGENET_MEAN, IMAGENET_STD, type ImageSize, type Rgb } from '../../src/types.ts';
import { timm } from '../support/timm.ts';

const CONFIGS = [
  ...Array.from({ length: 10 }, (_, m) => `rand-m${m}-mstd0.5-inc1`),
  'rand-m9-n4-p1',
  'rand-m10-n3-mstd2-inc1',
  'rand-m6-n1-t3a-p1',
  'rand-m9-n3-t3aw',
  'rand-m7-n3-tweights',
];
/** Strings whose plans have AugMix, or an argument that timm draws in the operation itself. */
const OTHERS = [
  ...['v0', 'v0r-mstd1', 'original', 'originalr-mstd0.5', '3a'],
  ...['augmix-m3-w3', 'augmix-m9-w2-d1', 'augmix-m5-w4-d2-b1', 'augmix-m10-w3-a0.3-mstd0.5'],
];
const SIDES = [96, 128, 160, 192];
const FULL = 224;
/** Height and width of the full image and of two stages. */
const RECTANGLE = {
  full: [192, 320],
  stages: [
    [96, 160],
    [128, 214],
  ],
} as const;

const plan = (k: number, bandwidth: ImageSize, baseSize: ImageSize = FULL): SamplingPlan => ({
  seed: 20_261_124,
  baseSize,
  scale: [0.08, 1],
  ratio: [3 / 4, 4 / 3],
  interpolation: 'random',
  horizontalFlip: 0.5,
  verticalFlip: 0.2,
  bandwidth,
  lowFrequency: 'lanczos',
  dtype: 'uint8',
  randaugment: CONFIGS[k % CONFIGS.length]!,
  augmentInterpolation: 'random',
  colorJitter: [0.4, 0.4, 0.4],
  mean: IMAGENET_MEAN,
  std: IMAGENET_STD,
});

/** The pair, or the pair of the upright rectangle. */
function turned([height, width]: readonly [number, number], k: number): readonly [number, number] {
  return k % 8 === 7 ? [width, height] : [height, width];
}

interface Photo {
  index: number;
  file: string;
  bytes: Uint8Array;
}

describe('an installed timm, with Pillow', () => {
  const executor = { engine: new PixelEngine(loadKernels()), decoder: new Decoder() };
  let photographs: (k: number) => Promise<Photo>;

  beforeAll(async () => {
    const folder = await preparePhotos();
    const { manifest, source } = await openFolder('photos', folder, undefined);
    const reader = openSource(source);
    photographs = async (k) => {
      const index = k % manifest.sampleCount;
      return { index, file: join(folder, manifest.key(index)), bytes: await reader.read(index) };
    };
  });

  /** The result of a worker for a photograph. */
  async function execute(photo: Photo, recipeOf: (width: number, height: number) => SampleRecipe) {
    let recipe: SampleRecipe | undefined;
    const pixels = await executeSample(executor, photo.bytes, ({ width, height }) => {
      recipe = recipeOf(width, height);
      return recipe;
    });
    return { recipe: recipe!, sha256: createHash('sha256').update(pixels).digest('hex') };
  }

  test('should give the same pixels by the same plans on 360 crops, whole and as Lanczos crops', async () => {
    const recipes: (SampleRecipe & { file: string })[] = [];
    const ours: { full: string; small: string }[] = [];
    for (let k = 0; k < 360; k += 1) {
      const photo = await photographs(k);
      // Every fourth crop is a rectangle, upright or wide.
      const base = k % 4 === 3 ? turned(RECTANGLE.full, k) : FULL;
      const size = k % 4 === 3 ? turned(RECTANGLE.stages[(k >> 3) % 2]!, k) : SIDES[k % SIDES.length]!;
      const at = (side: ImageSize) =>
        execute(photo, (w, h) => planSample(OPERATION_RULES, plan(k, side, base), k, photo.index, w, h));
      const [full, small] = [await at(base), await at(size)];
      ours.push({ full: full.sha256, small: small.sha256 });
      recipes.push({ ...small.recipe, file: photo.file });
    }
    const theirs = timm<{ full: string; small: string }>('execute', recipes);
    const wrong = recipes.filter((_, k) => ours[k]!.full !== theirs[k]!.full || ours[k]!.small !== theirs[k]!.small);
    assert.deepEqual(wrong, []);
    // The plans do something: more than one operation per image on average.
    const operations = recipes.flatMap((recipe) => recipe.operations.map(({ name }) => name));
    assert.ok(operations.length > 360 && new Set(operations).size === 23, `${operations.length} operations`);
  });

  test('should give the same argument and pixels for every operation at any level, past mmax 10 too', async () => {
    const cases: (SampleRecipe & { file: string })[] = [];
    const ours: { argument: number | null; sha256: string }[] = [];
    // timm draws this one's argument in the operation; the next test compares it.
    const names = [...OPERATION_RULES.keys()].filter((name) => name !== 'GaussianBlurRand');
    for (let k = 0; k < names.length * 9; k += 1) {
      const name = names[k % names.length]!;
      const random = new RandomStream(8, 0, k, PURPOSE.augment);
      // The ends of the range, a level that rounding could hurt, and any level up to 20.
      const level = [0, 10, 0.3, 3][Math.floor(k / names.length)] ?? 20 * random.nextDouble();
      const negate = ruleOf(OPERATION_RULES, name).level?.signed === true && random.nextDouble() < 0.5;
      const argument = levelArgument(ruleOf(OPERATION_RULES, name), level, negate, {
        translateConst: 100,
        translatePct: 0.45,
      });
      const interpolation = (['nearest', 'bilinear', 'bicubic'] as const)[Math.floor(3 * random.nextDouble())]!;
      const operation = {
        name,
        ...(argument === undefined ? {} : { argument }),
        ...(isGeometric(name) ? { interpolation } : {}),
      };
      const photo = await photographs(k);
      const { recipe, sha256 } = await execute(photo, (width, height) => ({
        ...planSample(OPERATION_RULES, plan(k, FULL), k, photo.index, width, height),
        operations: [operation],
      }));
      ours.push({ argument: argument ?? null, sha256 });
      // timm computes the argument by itself.
      const { argument: _, ...bare } = { ...operation, level, negate };
      cases.push({ ...recipe, operations: [bare], file: photo.file });
    }
    const theirs = timm<{ argument: number | null; sha256: string }>('level', cases);
    const wrong = cases.filter(
      (_, k) => ours[k]!.argument !== theirs[k]!.argument || ours[k]!.sha256 !== theirs[k]!.sha256,
    );
    assert.deepEqual(wrong, []);
  });

  test('should make of photographs by create_transform what Crescendo makes by the plans that it drew', async () => {
    const CROPS = 12;
    const { randaugment: _, ...withoutRandAugment } = plan(0, FULL);
    const alone = { ...withoutRandAugment, colorJitter: [0.4, 0.4, 0.4, 0.3] as const, grayscale: 0.5 };
    const files: string[] = [];
    const configs = [...CONFIGS, ...OTHERS];
    for (let k = 0; k < CROPS * (configs.length + 1); k += 1) files.push((await photographs(k)).file);
    const means: Rgb[] = [IMAGENET_MEAN, [0.5, 0.5, 0.5], [0.48145466, 0.4578275, 0.40821073]];
    const interpolations = ['random', 'bilinear', 'bicubic'] as const;
    const kinds = [
      ...configs.map((randaugment, k) => {
        // timm takes the size of the image from the transform: it decides shifts, pivots and the crop's resize.
        // Its AugMix fails for rectangles: it adds up images in an array whose axes are exchanged.
        const turns = k % 3 === 2 && !randaugment.startsWith('augmix');
        const base = turns ? turned(RECTANGLE.full, 4 + 3 * k) : FULL;
        return { ...plan(0, base, base), randaugment };
      }),
      alone,
    ];
    const tasks = kinds.map((kind, seed) => ({
      ...kind,
      seed,
      mean: means[seed % means.length]!,
      interpolation: interpolations[Math.floor(seed / 3) % 3]!,
      files: files.slice(CROPS * seed, CROPS * (seed + 1)),
    }));
    type Drawn = Pick<SampleRecipe, 'crop' | 'filter' | 'flip' | 'flipVertical' | 'operations' | 'augmix'> & {
      sha256: string;
    };
    const drawn = timm<Drawn[]>('transform', tasks);
    const wrong: unknown[] = [];
    for (const [k, task] of tasks.entries()) {
      for (const [at, { sha256, ...draws }] of drawn[k]!.entries()) {
        const photo = await photographs(CROPS * k + at);
        const made = await execute(photo, (width, height) => {
          const { flipVertical: _own, ...planned } = planSample(OPERATION_RULES, task, 0, photo.index, width, height);
          return { ...planned, ...draws };
        });
        if (made.sha256 !== sha256) wrong.push({ file: photo.file, ...made.recipe });
      }
    }
    assert.deepEqual(wrong, []);
    const upsideDown = drawn.flat().filter(({ flipVertical }) => flipVertical).length / drawn.flat().length;
    assert.ok(Math.abs(upsideDown - 0.2) < 0.08, `${upsideDown}`);
    const mixed = OTHERS.map((config) => drawn[configs.indexOf(config)]!.every(({ augmix }) => augmix !== undefined));
    assert.deepEqual(
      mixed,
      OTHERS.map((config) => config.startsWith('augmix')),
    );
    const names = new Set(drawn.at(-1)!.flatMap(({ operations }) => operations.map(({ name }) => name)));
    assert.deepEqual([...names].sort(), ['Brightness', 'Color', 'Contrast', 'Grayscale', 'Hue']);
  });

  test('should blur by the draws of create_transform to within 1, and all but 1 of 1000 samples to the same', async () => {
    const files: string[] = [];
    for (let k = 0; k < 24; k += 1) files.push((await photographs(k)).file);
    const { randaugment: _, ...task } = { ...plan(0, FULL), verticalFlip: 0, grayscale: 0.2, gaussianBlur: 0.8 };
    type Drawn = Pick<SampleRecipe, 'crop' | 'filter' | 'flip' | 'operations'> & { sha256: string; pixels: string };
    const [drawn] = timm<Drawn[]>('transform', [{ ...task, seed: 3, files }]);
    let [different, blurred] = [0, 0];
    for (const [k, { sha256: _sha256, pixels, ...draws }] of drawn!.entries()) {
      const photo = await photographs(k);
      const made = await executeSample(executor, photo.bytes, ({ width, height }) => ({
        ...planSample(OPERATION_RULES, task, 0, photo.index, width, height),
        ...draws,
      }));
      const theirs = Buffer.from(pixels, 'base64');
      assert.equal(theirs.length, made.length);
      const differences = made.map((value, at) => Math.abs(value - theirs[at]!));
      assert.ok(differences.every((difference) => difference <= 1));
      different += differences.reduce((sum, difference) => sum + difference, 0);
      blurred += Number(draws.operations.at(-1)?.name === 'GaussianBlur23');
    }
    assert.ok(blurred > 12, `${blurred} blurred`);
    assert.ok(different <= (files.length * FULL * FULL * 3) / 1000, `${different} differ`);
  });
});

test("mixing on the trainer's tensors, and its targets, should be timm's Mixup and FastCollateMixup to the bit", () => {
  const plans = MIXING_MODES.flatMap((mode) =>
    Array.from({ length: 20 }, (_, step) => {
      const config = {
        mode,
        mixupAlpha: 0.8,
        cutmixAlpha: 1,
        probability: 0.8,
        switchProbability: 0.5,
        correctLambda: true,
      };
      const minmax = step % 5 === 0 ? { cutmixMinmax: [0.2, 0.7] as const } : {};
      const side = 8 + 3 * (step % 4);
      const size = [side, side + (step % 3 === 2 ? 5 : 0)] as const;
      return {
        mode,
        size,
        samples: planMixing({ ...config, ...minmax }, { seed: 1, step, rank: 0, count: 6, size }),
      };
    }),
  );
  const script = fileURLToPath(new URL('../support/timm_mixing.py', import.meta.url));
  const env = { ...process.env, PYTHONPATH: fileURLToPath(new URL('../../clients/python/src', import.meta.url)) };
  const options = { env, input: JSON.stringify(plans), encoding: 'utf8' } as const;
  const differences = execFileSync(clientEnvironment(), [script], options);
  assert.equal(differences, '');
});
