import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { budgetFraction, buildSchedule, stageAt, totalSteps } from '../../../../src/plan/curriculum/schedule.ts';
import { PRESET_NAMES } from '../../../../src/spec/presets.ts';
import { presetStages } from '../../../../src/spec/stage-definition.ts';

const quadratic = { kind: 'quadratic' } as const;
const epochs = (amount: number) => ({ unit: 'equivalent_epochs', amount }) as const;
const IMAGENET = {
  ...{ budget: epochs(200), cost: quadratic, baseSize: 224 },
  ...{ sampleCount: 1_281_167, globalBatch: 4096 },
};

const imagenet = (preset: (typeof PRESET_NAMES)[number]) =>
  buildSchedule({ ...IMAGENET, stages: presetStages(preset, 224) });

test('presets should have the published sides by share of the budget', () => {
  const sides = (preset: (typeof PRESET_NAMES)[number]): number[] => presetStages(preset, 224).map((s) => s.bandwidth);
  assert.deepEqual(sides('efficienttrain++'), [96, 96, 160, 160, 160, 160, 224, 224, 224, 224]);
  assert.deepEqual(sides('efficienttrain++deit'), [96, 96, 160, 160, 160, 160, 192, 192, 224, 224]);
  assert.deepEqual(sides('efficienttrain++convnext'), [160, 160, 160, 160, 160, 160, 224, 224, 224, 224]);
  assert.deepEqual(sides('constant'), [224]);
  assert.deepEqual(
    presetStages('efficienttrain++', 224).map((s) => s.until),
    [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1],
  );
});

test('totals at E = 200 on ImageNet should be those of the method, up to its rounding to whole epochs', () => {
  for (const [preset, published] of [
    ['efficienttrain++', 141_648],
    ['efficienttrain++deit', 146_328],
    ['efficienttrain++convnext', 98_280],
  ] as const) {
    const steps = totalSteps(imagenet(preset));
    assert.ok(Math.abs(steps / published - 1) < 0.004, `${preset}: ${steps}, published ${published}`);
  }
});

test('efficienttrain by epochs should cost 0.653 of its epochs: the published speed-up of 1.531', () => {
  const stages = buildSchedule({
    ...IMAGENET,
    budget: epochs(300 / 1.5313),
    stages: presetStages('efficienttrain', 224),
  });
  const drawn = stages.map((stage) => (stage.steps * stage.globalBatch) / IMAGENET.sampleCount);
  const sum = drawn.reduce((a, b) => a + b, 0);
  assert.ok(Math.abs(sum - 300) < 0.2, `${sum} epochs`);
  for (const share of drawn) assert.ok(Math.abs(share - 60) < 0.1, `${drawn}`);
  assert.deepEqual(
    stages.map((stage) => stage.bandwidth),
    [160, 160, 160, 192, 224],
  );
});

test('other base sizes should scale the sides to even numbers', () => {
  assert.deepEqual(
    presetStages('efficienttrain++', 384)
      .map((s) => s.bandwidth)
      .slice(0, 3),
    [164, 164, 274],
  );
  for (const preset of PRESET_NAMES) {
    for (let base = 8; base <= 512; base += 2) {
      const stages = presetStages(preset, base);
      assert.ok(stages.every(({ bandwidth }) => bandwidth % 2 === 0 && bandwidth >= 2 && bandwidth <= base));
      assert.equal(stages.at(-1)?.bandwidth, base);
      assert.equal(stages.at(-1)?.until, 1);
    }
  }
});

test("a side multiple should give the multiples whose area is nearest the preset's", () => {
  const sides = (base: number, multiple: number): number[] => [
    ...new Set(presetStages('efficienttrain++deit', base, multiple).map((stage) => stage.bandwidth)),
  ];
  assert.deepEqual(sides(224, 16), [96, 160, 192, 224], 'as published');
  assert.deepEqual(sides(384, 16), [160, 272, 336, 384]);
  // The exact side is 274.3: the area of 288 is nearer than that of 256.
  assert.deepEqual(sides(384, 32), [160, 288, 320, 384]);
  assert.deepEqual(sides(224, 14), [98, 154, 196, 224]);
  assert.deepEqual(sides(224, 7), [98, 154, 196, 224], 'sides stay even');
  for (const preset of PRESET_NAMES) {
    for (const [base, multiple] of [
      [224, 16],
      [224, 32],
      [384, 16],
      [518, 14],
      [448, 64],
      [256, 256],
    ] as const) {
      for (const [k, { bandwidth }] of presetStages(preset, base, multiple).entries()) {
        assert.equal(bandwidth % multiple, 0);
        const exact = (presetStages(preset, 224)[k]!.bandwidth * base) / 224;
        const candidates = Array.from({ length: base / multiple }, (_, n) => (n + 1) * multiple);
        const nearest = candidates
          .filter((side) => side % 2 === 0)
          .sort((a, b) => Math.abs(a * a - exact * exact) - Math.abs(b * b - exact * exact))[0];
        assert.equal(bandwidth, nearest, `${preset} ${base} ${multiple}`);
      }
    }
  }
});

test('every step should belong to one stage, and the budget should rise from 0 to 1 without a gap', () => {
  const share = fc.double({ min: 0.01, max: 1, noNaN: true });
  const stage = fc.record({
    share,
    bandwidth: fc.integer({ min: 1, max: 112 }),
    batch: fc.integer({ min: 1, max: 50 }),
  });
  const input = fc.tuple(fc.array(stage, { minLength: 1, maxLength: 8 }), fc.integer({ min: 1, max: 500 }), share);
  fc.assert(
    fc.property(input, ([parts, sampleCount, amount]) => {
      const total = parts.reduce((sum, part) => sum + part.share, 0);
      let spent = 0;
      const definitions = parts.map((part, k) => {
        spent += part.share;
        const until = k === parts.length - 1 ? 1 : spent / total;
        return { until, bandwidth: 2 * part.bandwidth, globalBatch: part.batch };
      });
      const stages = buildSchedule({
        stages: definitions,
        baseSize: 224,
        budget: epochs(amount),
        cost: quadratic,
        sampleCount,
        globalBatch: 1,
      });
      let [step, position, budget] = [0, 0, 0];
      for (const s of stages) {
        assert.deepEqual([s.firstStep, s.firstPosition, s.budgetStart], [step, position, budget]);
        assert.ok(s.steps >= 1);
        assert.equal(stageAt(stages, s.firstStep), s);
        assert.equal(stageAt(stages, s.firstStep + s.steps - 1), s);
        assert.equal(budgetFraction(s, s.firstStep), s.budgetStart);
        assert.equal(budgetFraction(s, s.firstStep + s.steps), s.budgetEnd);
        step += s.steps;
        position += s.steps * s.globalBatch;
        budget = s.budgetEnd;
      }
      assert.equal(budget, 1);
      assert.equal(totalSteps(stages), step);
      assert.equal(stageAt(stages, step), undefined);
    }),
    { numRuns: 300 },
  );
});
