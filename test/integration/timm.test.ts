/** Crescendo against an installed timm: the same plans give the same pixels, and plans the same distributions. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { preparePhotos } from '../../scripts/photos.ts';
import { clientEnvironment, pillowEnvironment } from '../../scripts/python-env.ts';
import { openSource } from '../../src/dataset/folder-source.ts';
import { openFolder } from '../../src/dataset/open-folder.ts';
import { Decoder } from '../../src/image/decode/index.ts';
import { executeSample } from '../../src/image/execute.ts';
import { IMAGENET_MEAN, IMAGENET_STD } from '../../src/image/types.ts';
import { PixelEngine } from '../../src/kernels/engine.ts';
import { loadKernels } from '../../src/kernels/module.ts';
import { MIXING_MODES, planMixing } from '../../src/sampling/mixing/plan.ts';
import { parseRandAugment } from '../../src/sampling/randaugment/config.ts';
import {
  type AugmentInterpolation,
  type PlannedOperation,
  planRandAugment,
} from '../../src/sampling/randaugment/plan.ts';
import { PURPOSE, RandomStream } from '../../src/sampling/random-stream.ts';
import { planSample, type SampleRecipe, type SamplingPlan } from '../../src/sampling/recipe.ts';
import { assertSameCounts, assertSameDistribution, countsOf } from '../support/statistics.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-timm-'));
const script = fileURLToPath(new URL('../support/timm_pipeline.py', import.meta.url));
after(() => rmSync(work, { recursive: true }));

/** Has timm's own code do a command for each item. */
function timm<Result>(command: 'execute' | 'draw' | 'parse', items: readonly unknown[]): Result[] {
  const [input, output] = [join(work, `${command}.json`), join(work, `${command}-results.json`)];
  writeFileSync(input, JSON.stringify(items));
  execFileSync(pillowEnvironment(), [script, command, input, output], { stdio: 'inherit' });
  return JSON.parse(readFileSync(output, 'utf8')) as Result[];
}

const CONFIGS = [
  ...Array.from({ length: 10 }, (_, m) => `rand-m${m}-mstd0.5-inc1`),
  'rand-m9-n4-p1',
  'rand-m10-n3-mstd2-inc1',
  'rand-m6-n1-t3a-p1',
  'rand-m9-n3-t3aw',
  'rand-m7-n3-tweights',
];
const SIDES = [96, 128, 160, 192];

const plan = (k: number, bandwidth: number): SamplingPlan => ({
  seed: 20_261_124,
  baseSize: 224,
  scale: [0.08, 1],
  ratio: [3 / 4, 4 / 3],
  interpolation: 'random',
  horizontalFlip: 0.5,
  bandwidth,
  lowFrequency: 'lanczos',
  dtype: 'uint8',
  randaugment: CONFIGS[k % CONFIGS.length]!,
  augmentInterpolation: 'random',
  colorJitter: [0.4, 0.4, 0.4],
  mean: IMAGENET_MEAN,
  std: IMAGENET_STD,
});

test('the same plans should give the same pixels on 600 crops of real photographs, whole and as Lanczos crops', async () => {
  const folder = await preparePhotos();
  const { manifest, source } = await openFolder('photos', folder, undefined);
  const reader = openSource(source);
  const executor = { engine: new PixelEngine(loadKernels()), decoder: new Decoder() };
  const recipes: (SampleRecipe & { file: string })[] = [];
  const ours: { full: string; small: string }[] = [];
  for (let k = 0; k < 600; k += 1) {
    const index = k % manifest.sampleCount;
    const bytes = await reader.read(index);
    let recipe: SampleRecipe | undefined;
    const digest = async (bandwidth: number): Promise<string> => {
      const pixels = await executeSample(executor, bytes, ({ width, height }) => {
        recipe = planSample(plan(k, bandwidth), k, index, width, height);
        return recipe;
      });
      return createHash('sha256').update(pixels).digest('hex');
    };
    ours.push({ full: await digest(224), small: await digest(SIDES[k % SIDES.length]!) });
    recipes.push({ ...recipe!, file: join(folder, manifest.key(index)) });
  }
  const theirs = timm<{ full: string; small: string }>('execute', recipes);
  const wrong = recipes.filter((_, k) => ours[k]!.full !== theirs[k]!.full || ours[k]!.small !== theirs[k]!.small);
  assert.deepEqual(wrong, []);
  // The plans did something: on average more than one operation an image.
  const operations = recipes.flatMap((recipe) => recipe.operations.map(({ name }) => name));
  assert.ok(operations.length > 600 && new Set(operations).size === 23, `${operations.length} operations`);
});

const DRAWS = 10_000;
const STATISTICS: { config: string; interpolation: AugmentInterpolation }[] = [
  { config: 'rand-m9-mstd0.5-inc1', interpolation: 'random' },
  { config: 'rand-m5-n3-p0.7', interpolation: 'bicubic' },
  { config: 'rand-m9-mstd101-inc1', interpolation: 'random' },
  { config: 'rand-m7-mmax8-mstd2', interpolation: 'bilinear' },
  { config: 'rand-m9-n2-tweights', interpolation: 'random' },
  { config: 'rand-m9-n3-t3aw-mstd1', interpolation: 'random' },
  { config: 'rand-m6-n1-t3a-mstd1', interpolation: 'random' },
];

test("plans should have the distributions of timm's RandAugment", () => {
  const drawn = timm<PlannedOperation[][]>(
    'draw',
    STATISTICS.map((item, seed) => ({ ...item, seed, count: DRAWS })),
  );
  for (const [k, { config, interpolation }] of STATISTICS.entries()) {
    const parsed = parseRandAugment(config);
    const context = { translatePct: 0.45, translateConst: 100, interpolation };
    const ours = Array.from({ length: DRAWS }, (_, index) =>
      planRandAugment(parsed, context, new RandomStream(k, 0, index, PURPOSE.augment)),
    );
    const theirs = drawn[k]!;
    const both = <Value>(value: (plans: PlannedOperation[][]) => Value): [Value, Value] => [value(ours), value(theirs)];
    const names = both((plans) => countsOf(plans.flat().map(({ name }) => name)));
    assertSameCounts(...names, `${config}: operations`);
    assertSameCounts(
      ...both((plans) => countsOf(plans.map((of) => String(of.length)))),
      `${config}: operations of an image`,
    );
    assertSameCounts(
      ...both((plans) =>
        countsOf(plans.flat().flatMap((of) => (of.interpolation ? [`${of.name} ${of.interpolation}`] : []))),
      ),
      `${config}: interpolation`,
    );
    for (const name of names[0].keys()) {
      const [a, b] = both((plans) =>
        plans.flat().flatMap((of) => (of.name === name && of.argument !== undefined ? [of.argument] : [])),
      );
      assert.equal(a.length === 0, b.length === 0, `${config}: ${name}`);
      if (a.length === 0) continue;
      assertSameDistribution(a, b, `${config}: argument of ${name}`);
      assertSameCounts(
        ...([a, b].map((values) => countsOf(values.map((v) => String(v < 0)))) as [
          Map<string, number>,
          Map<string, number>,
        ]),
        `${config}: sign of ${name}`,
      );
    }
  }
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
      return { mode, side, samples: planMixing({ ...config, ...minmax }, { seed: 1, step, rank: 0, count: 6, side }) };
    }),
  );
  const locate = 'import timm_location; print(timm_location.FOLDER)';
  const support = fileURLToPath(new URL('../support', import.meta.url));
  const folder = execFileSync(pillowEnvironment(), ['-c', locate], { cwd: support, encoding: 'utf8' }).trim();
  const env = { ...process.env, PYTHONPATH: fileURLToPath(new URL('../../clients/python/src', import.meta.url)) };
  const options = { env, input: JSON.stringify(plans), encoding: 'utf8' } as const;
  const differences = execFileSync(clientEnvironment(), [join(support, 'timm_mixing.py'), folder], options);
  assert.equal(differences, '');
});

interface Parsed {
  operations: string[];
  weights: number[] | null;
  count: number;
  probability: number;
  magnitude: number;
  std: number | 'inf';
  max: number | null;
}

const KEYS = ['m', 'n', 'p', 'mstd', 'mmax', 'inc', 't', 'w', 'q', 'M', ''];
const VALUES = [
  '0',
  '1',
  '3',
  '10',
  '0.5',
  '1e1',
  '1_0',
  'inf',
  '',
  '3a',
  '3aw',
  'weights',
  '-',
  '.5',
  '7 ',
  '101',
  'x2',
  '2x',
];

test('configuration strings should be read, or refused, as timm does', () => {
  // Every key with every value alone, and beside a section that could clash.
  const strings = KEYS.flatMap((key) => VALUES.map((value) => `rand-${key}${value}`));
  const pairs = strings
    .slice(0, 120)
    .map((text, k) => `${text}-${['m7', 'n3', 'mstd2-mstd3', 'inc0', 't3a-tweights', 'mmax5-mmax6'][k % 6]}`);
  const configs = [...strings, ...pairs, 'rand', 'Rand-m9', 'original', '', 'rand--m9', 'm9-rand'];
  const results = timm<Parsed | { error: string }>('parse', configs);
  const wrong: string[] = [];
  for (const [k, config] of configs.entries()) {
    const expected = results[k]!;
    let found: unknown = 'refused';
    try {
      const { set, operationCount, probability, magnitude, magnitudeStd, magnitudeMax } = parseRandAugment(config);
      const std = magnitudeStd === Number.POSITIVE_INFINITY ? 'inf' : magnitudeStd;
      const max = magnitudeMax ?? null;
      found = [set.operations, operationCount, probability, magnitude, std, max, set.weights !== undefined];
    } catch {
      // Compared below.
    }
    const { operations, count, probability, magnitude, std, max, weights } = expected as Parsed;
    const wanted =
      'error' in expected ? 'refused' : [operations, count, probability, magnitude, std, max, weights !== null];
    if (JSON.stringify(found) !== JSON.stringify(wanted)) wrong.push(`${config}: ${JSON.stringify([found, expected])}`);
  }
  assert.deepEqual(wrong, []);
});
