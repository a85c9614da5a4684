import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { test } from 'vitest';
import { drawCutmixBox } from '../../../../../src/plan/sampling/mixing/cutmix-box.ts';
import { planMixing } from '../../../../../src/plan/sampling/mixing/plan.ts';
import { MIXING_MODES, type MixingConfig, mixes } from '../../../../../src/spec/augmentation.ts';

interface ScriptedBox {
  w: number;
  h: number;
  lam: number;
  cy: number;
  cx: number;
  box_yl_yh_xl_xh: [number, number, number, number];
  lam_corrected: number;
}

const golden = new URL('../../../../golden/pillow/sampling.json', import.meta.url);
const { cutmix } = JSON.parse(readFileSync(golden, 'utf8')) as { cutmix: ScriptedBox[] };
const CONFIG: MixingConfig = {
  mode: 'batch',
  mixupAlpha: 0.8,
  cutmixAlpha: 1,
  probability: 1,
  switchProbability: 0.5,
  correctLambda: true,
};
const BATCH = { seed: 5, step: 0, rank: 0, count: 8, size: 224 };
const steps = (count: number, config: Partial<MixingConfig> = {}) =>
  Array.from({ length: count }, (_, step) => planMixing({ ...CONFIG, ...config }, { ...BATCH, step }));

test("cutmix boxes should follow timm's rule on all scripted draws", () => {
  assert.equal(cutmix.length, 60);
  for (const { w, h, lam, cy, cx, box_yl_yh_xl_xh: expected, lam_corrected: corrected } of cutmix) {
    const script = [cy, cx];
    const next = (): number => script.shift() ?? assert.fail('more draws than timm makes');
    const { x, y, width, height } = drawCutmixBox(Math.sqrt(1 - lam), w, h, { nextDouble: next, nextUint32: next });
    assert.deepEqual([y, y + height, x, x + width], expected);
    assert.equal(1 - (width * height) / (w * h), corrected);
  }
});

test('partners should mirror the batch, and boxes lie inside the image, in every mode', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...MIXING_MODES),
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 2, max: 256 }),
      fc.boolean(),
      fc.nat(1e9),
      (mode, pairs, side, minmax, step) => {
        const config = { ...CONFIG, mode, ...(minmax ? { cutmixMinmax: [0.2, 0.8] as const } : {}) };
        const plan = planMixing(config, { seed: 1, step, rank: 3, count: 2 * pairs, size: side });
        assert.equal(plan.length, 2 * pairs);
        for (const [k, { partner, lambda, box }] of plan.entries()) {
          assert.equal(partner, 2 * pairs - 1 - k);
          assert.ok(lambda >= 0 && lambda <= 1);
          if (mode !== 'batch') assert.equal(lambda, Math.fround(lambda));
          if (mode !== 'elem') assert.deepEqual({ ...plan[partner], partner }, plan[k]);
          if (box === undefined) continue;
          assert.ok(box.x >= 0 && box.y >= 0 && box.x + box.width <= side && box.y + box.height <= side);
          const exact = 1 - (box.width * box.height) / side ** 2;
          assert.equal(lambda, mode === 'batch' ? exact : Math.fround(exact));
        }
      },
    ),
    { numRuns: 1000 },
  );
});

test('one draw should serve a batch, a pair or an image', () => {
  for (const [mode, distinct] of [
    ['batch', 1],
    ['pair', 4],
    ['elem', 8],
  ] as const) {
    const plan = planMixing({ ...CONFIG, mode, cutmixAlpha: 0 }, BATCH);
    assert.equal(new Set(plan.map(({ lambda }) => lambda)).size, distinct, mode);
  }
});

test('rates of mixing and of switching should be the configured ones', () => {
  const plans = steps(4000, { probability: 0.6, switchProbability: 0.3 });
  // Lambda is 1 for an unmixed batch; a mixed one has it with probability 0, apart from empty boxes.
  const boxes = plans.filter(([first]) => first!.box !== undefined).length;
  const mixed = plans.filter(([first]) => first!.box !== undefined || first!.lambda !== 1).length;
  // Five standard deviations of the two counts.
  assert.ok(Math.abs(mixed - 2400) < 5 * Math.sqrt(4000 * 0.24), String(mixed));
  assert.ok(Math.abs(boxes - 720) < 5 * Math.sqrt(4000 * 0.18 * 0.82), String(boxes));
});

test('an alpha of 0 should leave its kind out, and bounds of the box should make cutmix without one', () => {
  assert.ok(steps(50, { cutmixAlpha: 0 }).every(([first]) => first!.box === undefined));
  assert.ok(steps(50, { mixupAlpha: 0 }).every(([first]) => first!.box !== undefined));
  const bounded = steps(200, { mixupAlpha: 0, cutmixAlpha: 0, cutmixMinmax: [0.25, 0.5] });
  assert.ok(bounded.every(([first]) => first!.box!.width >= 56 && first!.box!.width < 112));
  assert.equal(mixes({ ...CONFIG, mixupAlpha: 0, cutmixAlpha: 0 }), false);
  assert.equal(mixes({ ...CONFIG, probability: 0 }), false);
  assert.equal(mixes(CONFIG), true);
});

test('without correction lambda should be as drawn', () => {
  const [corrected, plain] = [steps(50, { mixupAlpha: 0 }), steps(50, { mixupAlpha: 0, correctLambda: false })];
  assert.deepEqual(
    corrected.map(([first]) => first!.box),
    plain.map(([first]) => first!.box),
  );
  assert.ok(corrected.some(([first], k) => first!.lambda !== plain[k]![0]!.lambda));
});

test('another step, rank or seed should mix otherwise', () => {
  const lambda = (change: Partial<typeof BATCH>): number => planMixing(CONFIG, { ...BATCH, ...change })[0]!.lambda;
  assert.equal(new Set([lambda({}), lambda({ step: 1 }), lambda({ rank: 1 }), lambda({ seed: 6 })]).size, 4);
  assert.equal(lambda({}), lambda({}));
});
