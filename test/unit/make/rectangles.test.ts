/** Rectangles against vectors of timm and Pillow: test/golden/rectangles/make_golden.py. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'vitest';
import { type EvaluationConfig, planEvaluation } from '../../../src/make/evaluation.ts';
import { FILL } from '../../../src/make/execute.ts';
import { PixelEngine } from '../../../src/pixels/kernels/engine.ts';
import { loadKernels } from '../../../src/pixels/kernels/module.ts';
import { applyOperations } from '../../../src/pixels/ops/apply.ts';
import { OPERATION_RULES } from '../../../src/pixels/ops/index.ts';
import type { LevelContext } from '../../../src/plan/sampling/randaugment/levels.ts';
import { planSample, type SampleRecipe } from '../../../src/plan/sampling/recipe.ts';
import { decodeScale, ownWorkingSize, workingSize } from '../../../src/plan/sampling/working-grid.ts';
import { type Size, sidesOf } from '../../../src/types.ts';
import { toRgbx } from '../../support/pictures.ts';
import { SMALL_PLAN } from '../../support/plans.ts';

const read = (name: string): Buffer => readFileSync(new URL(`../../golden/${name}`, import.meta.url));
const { inputs } = JSON.parse(read('pillow/index.json').toString()) as {
  inputs: Record<string, { w: number; h: number; file: string }>;
};
type Drawn = Pick<SampleRecipe, 'crop' | 'size' | 'bandwidth' | 'filter' | 'flip' | 'operations'>;
const { training, evaluation } = JSON.parse(read('rectangles/cases.json').toString()) as {
  training: (Drawn & { input: string; full: string; small: string })[];
  evaluation: (Pick<EvaluationConfig, 'size' | 'cropPct'> & { input: string; sha256: string })[];
};
const engine = new PixelEngine(loadKernels());
const digest = (pixels: Uint8Array): string => createHash('sha256').update(pixels).digest('hex');

/** Loads an input as a decoded region. */
function load(input: string): Size {
  const { w: width, h: height, file } = inputs[input]!;
  engine.region(width, height).set(toRgbx({ data: read(`pillow/${file}`), width, height }));
  return { width, height };
}

test('timm’s training transform should have the same pixels by its draws, and Pillow’s Lanczos of them', () => {
  for (const { input, crop, size, bandwidth, filter, flip, operations, full, small } of training) {
    engine.cropResize(load(input), crop, sidesOf(size), filter, flip);
    applyOperations(engine, operations, FILL);
    assert.equal(digest(engine.pixels('uint8')), full);
    assert.equal(digest(engine.lowFrequency(bandwidth, 'lanczos', 'uint8')), small);
  }
  assert.ok(new Set(training.flatMap(({ operations }) => operations.map(({ name }) => name))).size > 8);
});

test('timm’s evaluation transform should have the same pixels', () => {
  for (const { input, size, cropPct, sha256 } of evaluation) {
    const image = load(input);
    const config = { size, cropPct, filter: 'bilinear', dtype: 'uint8' } as const;
    const { resized, window } = planEvaluation(image.width, image.height, config);
    engine.resizeWindow({ x: 0, y: 0, ...image }, image, resized, window, 'bilinear');
    assert.equal(digest(engine.pixels('uint8')), sha256, `${input} ${size} ${cropPct}`);
  }
});

test('shifts should go by the shorter side, as in timm', () => {
  const plan = { ...SMALL_PLAN, baseSize: [192, 320], bandwidth: [96, 160], randaugment: 'rand-m9-n1-p1' } as const;
  // Every operation is told the shift, whichever is drawn.
  const shift = {
    signed: false,
    argument: (_share: number, _negate: boolean, { translateConst }: LevelContext) => translateConst,
  };
  const rules = new Map([...OPERATION_RULES].map(([name, rule]) => [name, { ...rule, level: shift }]));
  // int(192 * 0.45)
  assert.equal(planSample(rules, plan, 0, 0, 300, 300).operations[0]!.argument, 86);
});

test('the working grid of matched fidelity should follow each axis', () => {
  assert.deepEqual(workingSize([96, 160], [192, 320]), [136, 224]);
  assert.deepEqual(workingSize([192, 320], [192, 320]), [192, 320]);
  assert.deepEqual(ownWorkingSize(128, [96, 160], [192, 320]), [128, 214]);
  assert.deepEqual(ownWorkingSize(96, [96, 160], [192, 320]), [96, 160]);
  assert.deepEqual(ownWorkingSize(192, [96, 160], [192, 320]), [192, 320]);
  const crop = (width: number, height: number) => ({ x: 0, y: 0, width, height });
  // 1.5 pixels for each frequency that is kept, on both axes: 144 and 240 at half size are 288 and 480.
  assert.equal(decodeScale(crop(480, 288), [96, 160]), 2);
  assert.equal(decodeScale(crop(479, 288), [96, 160]), 1);
  assert.equal(decodeScale(crop(480, 287), [96, 160]), 1);
});
