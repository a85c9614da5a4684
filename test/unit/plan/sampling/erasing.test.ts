import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { test } from 'vitest';
import { drawErasedBox, planErasing } from '../../../../src/plan/sampling/erasing.ts';
import { ERASING_MODES, type ErasingConfig } from '../../../../src/spec/augmentation.ts';

interface ScriptedErasing {
  w: number;
  h: number;
  count: number;
  /** Uniform doubles, and integers where timm draws an integer. */
  draws: number[];
  boxes_top_left_h_w: [number, number, number, number][];
}

const golden = new URL('../../../golden/pillow/sampling.json', import.meta.url);
const { erase } = JSON.parse(readFileSync(golden, 'utf8')) as { erase: ScriptedErasing[] };
const CONFIG: ErasingConfig = {
  probability: 0.25,
  mode: 'pixel',
  count: [1, 1],
  area: [0.02, 1 / 3],
  ratio: [0.3, 1 / 0.3],
};

test("erased boxes should follow timm's rule on all scripted draws", () => {
  assert.equal(erase.length, 84);
  for (const { w, h, count, draws, boxes_top_left_h_w: expected } of erase) {
    const script = [...draws];
    const next = (): number => script.shift() ?? assert.fail('more draws than timm makes');
    const boxes = Array.from({ length: count }, () =>
      drawErasedBox(CONFIG, w, h, count, { nextDouble: next, nextUint32: next }),
    ).filter((box) => box !== undefined);
    assert.deepEqual(
      boxes.map((box) => [box.y, box.x, box.height, box.width]),
      expected,
      `${w} x ${h}`,
    );
    assert.equal(script.length, 0, 'fewer draws than timm makes');
  }
});

test('boxes should lie inside the image and leave a part of it, for any configuration', () => {
  const pair = (low: number, high: number) =>
    fc
      .tuple(fc.double({ min: low, max: high, noNaN: true }), fc.double({ min: low, max: high, noNaN: true }))
      .map(([a, b]): [number, number] => [Math.min(a, b), Math.max(a, b)]);
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 256 }),
      pair(0.001, 1),
      pair(0.1, 10),
      fc.integer({ min: 1, max: 5 }),
      fc.constantFrom(...ERASING_MODES),
      fc.nat(1e6),
      (side, area, ratio, most, mode, index) => {
        const plan = planErasing({ probability: 1, mode, count: [1, most], area, ratio }, 7, 1, index, side);
        if (plan === undefined) return;
        assert.ok(plan.boxes.length >= 1 && plan.boxes.length <= most);
        for (const { x, y, width, height } of plan.boxes) {
          assert.ok(x >= 0 && y >= 0 && width < side && height < side && x + width <= side && y + height <= side);
        }
        assert.equal(plan.colours?.length, mode === 'rand' ? plan.boxes.length : undefined);
        assert.deepEqual(plan.noise, mode === 'pixel' ? { seed: 7, epoch: 1, index } : undefined);
      },
    ),
    { numRuns: 2000 },
  );
});

test('the share of erased images, and of erased area, should be the configured ones', () => {
  const plans = Array.from({ length: 20_000 }, (_, index) => planErasing(CONFIG, 3, 0, index, 224));
  const erased = plans.filter((plan) => plan !== undefined);
  // Five standard deviations of a binomial count: 5 * sqrt(0.25 * 0.75 / 20,000).
  assert.ok(Math.abs(erased.length / plans.length - 0.25) < 0.0153, String(erased.length));
  const areas = erased.map(({ boxes }) => boxes.reduce((sum, box) => sum + (box.width * box.height) / 224 ** 2, 0));
  const mean = areas.reduce((sum, area) => sum + area, 0) / areas.length;
  // Uniform in 0.02..1/3: mean 0.1767, standard deviation 0.0905; tall boxes of a large area are refused now and then.
  assert.ok(mean > 0.165 && mean < 0.18, String(mean));
});

test('probabilities of 0 and 1 should erase none and all, and moving one should not move the boxes', () => {
  for (let index = 0; index < 200; index += 1) {
    assert.equal(planErasing({ ...CONFIG, probability: 0 }, 1, 0, index, 96), undefined);
    const always = planErasing({ ...CONFIG, probability: 1 }, 1, 0, index, 96);
    assert.ok(always !== undefined);
    const sometimes = planErasing({ ...CONFIG, probability: 0.5 }, 1, 0, index, 96);
    if (sometimes !== undefined) assert.deepEqual(sometimes, always);
  }
});

test('the number of boxes should be uniform between its bounds', () => {
  const counts = new Map<number, number>();
  for (let index = 0; index < 6000; index += 1) {
    // Small boxes always fit.
    const plan = planErasing({ ...CONFIG, probability: 1, count: [2, 4], area: [0.02, 0.05] }, 1, 0, index, 224);
    counts.set(plan!.boxes.length, (counts.get(plan!.boxes.length) ?? 0) + 1);
  }
  assert.deepEqual([...counts.keys()].sort(), [2, 3, 4]);
  // Five standard deviations: 5 * sqrt(6000 * 2 / 9).
  for (const count of counts.values()) assert.ok(Math.abs(count - 2000) < 183, String(count));
});
