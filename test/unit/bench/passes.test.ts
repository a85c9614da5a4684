import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { benchExecutor, cutRecipe, type Pass, passOf, passVariant, type Until } from '../../../src/bench/passes.ts';
import { BENCH_MODES, combinations, stagePlan } from '../../../src/bench/stage.ts';
import { executeSample } from '../../../src/make/execute.ts';
import { Decoder } from '../../../src/pixels/decode/index.ts';
import { PixelEngine } from '../../../src/pixels/kernels/engine.ts';
import { loadKernels } from '../../../src/pixels/kernels/module.ts';
import { OPERATION_RULES } from '../../../src/pixels/ops/index.ts';
import { planSample, type SampleRecipe } from '../../../src/plan/sampling/recipe.ts';
import { encodeJpeg, picture } from '../../support/pictures.ts';

const engine = new PixelEngine(loadKernels());
const executor = benchExecutor({ engine, decoder: new Decoder() });
const bytes = encodeJpeg(picture(300, 220), { subsampling: '4:2:0' });
const UNTIL = ['decode', 'resize', 'augment', 'total'] as const satisfies Until[];
const augmented = (randaugment: string, pass: Until): Pass => {
  const plan = { ...stagePlan({ mode: 'exact', bandwidth: 96, magnitude: 9 }), randaugment };
  return { ...passOf(plan, pass), plan };
};
const stages = BENCH_MODES.flatMap((mode) =>
  combinations([64, 96, 146, 156, 224], [null, 0, 9]).map((work) => ({ mode, ...work })),
);
/** Of a large photograph, so that the side can decide how it is decoded: 146 and 156 have the same working side. */
const recipesOf = ({ plan, until }: Pass): SampleRecipe[] =>
  Array.from({ length: 200 }, (_, index) =>
    cutRecipe(planSample(OPERATION_RULES, plan, 3, index, 1600, 1200), until as 'total'),
  );

describe('the passes', () => {
  test('passes of one name should do the same work, and others should not', () => {
    const byName = new Map<string, SampleRecipe[]>();
    for (const stage of stages) {
      for (const until of UNTIL.filter((step) => step !== 'decode')) {
        const pass = passOf(stagePlan(stage), until);
        const known = byName.get(pass.key);
        if (known !== undefined) assert.deepEqual(recipesOf(pass), known, `${pass.key} of ${JSON.stringify(stage)}`);
        else byName.set(pass.key, recipesOf(pass));
      }
    }
    const distinct = new Set([...byName.values()].map((recipes) => JSON.stringify(recipes)));
    assert.equal(distinct.size, byName.size);
  });

  test('a resize should be the same with any augmentation, AugMix too', () => {
    const resized = ['rand-m9', 'augmix-m3', '3a'].map((text) => recipesOf(augmented(text, 'resize')));
    assert.deepEqual(resized[1], resized[0]);
    assert.deepEqual(resized[2], resized[0]);
    assert.ok(recipesOf(augmented('augmix-m3', 'augment')).every(({ augmix }) => augmix !== undefined));
  });

  test('decoding should be one pass of all stages that draw the same crops', () => {
    const names = new Map<string, object[]>();
    for (const stage of stages) {
      const plan = stagePlan(stage);
      const decoded = recipesOf({ ...passOf(plan, 'total'), plan }).map(({ crop, scale }) => ({ crop, scale }));
      const { key } = passOf(plan, 'decode');
      assert.deepEqual(decoded, names.get(key) ?? decoded);
      names.set(key, decoded);
    }
    const exact = stages.filter(({ mode }) => mode === 'exact').map((stage) => passOf(stagePlan(stage), 'decode').key);
    assert.equal(new Set(exact).size, 1);
  });

  test('what a pass leaves out, done after it, should give the pixels of the whole', async () => {
    for (const stage of stages) {
      const recipe = planSample(OPERATION_RULES, stagePlan(stage), 0, 7, 300, 220);
      const whole = (await executeSample(executor, bytes, () => recipe)).slice();
      await executeSample(executor, bytes, () => cutRecipe(recipe, 'augment'));
      const again = engine.lowFrequency(recipe.bandwidth, recipe.lowFrequency, recipe.dtype);
      assert.ok(Buffer.from(again).equals(whole), JSON.stringify(stage));
    }
  });

  test('a pass that ends after decoding should touch no kernel of what follows', async () => {
    await executeSample(executor, bytes, () => planSample(OPERATION_RULES, stagePlan(stages[0]!), 0, 1, 300, 220));
    const before = engine.image.data.slice();
    const recipe = cutRecipe(planSample(OPERATION_RULES, stagePlan(stages.at(-1)!), 0, 2, 300, 220), 'decode');
    assert.deepEqual(recipe.operations, []);
    assert.equal((await executeSample(executor.decodeOnly, bytes, () => recipe)).length, 0);
    assert.ok(Buffer.from(engine.image.data).equals(before));
  });

  test('a pass should cost something, and the floor be decoding alone', async () => {
    const sample = { index: 0, bytes, header: await executor.decoder.readHeader(bytes) };
    const samples = Array.from({ length: 40 }, () => sample);
    for (const until of ['floor', ...UNTIL] as const) {
      assert.ok((await passVariant(executor, samples, passOf(stagePlan(stages[1]!), until))(0)) > 0, until);
    }
    const keys = stages.map((stage) => passOf(stagePlan(stage), 'floor').key);
    assert.equal(new Set(keys).size, 1);
  });
});
