import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { test } from 'vitest';
import { drawCropBox } from '../../../../src/plan/sampling/crop-box.ts';
import { PURPOSE, RandomStream } from '../../../../src/plan/sampling/random-stream.ts';
import { roundHalfEven } from '../../../../src/plan/sampling/round-half-even.ts';

interface ScriptedCrop {
  w: number;
  h: number;
  scale: [number, number];
  ratio: [number, number];
  /** Uniform doubles, and integers where timm draws an integer. */
  draws: number[];
  out_top_left_h_w: [number, number, number, number];
}

const golden = new URL('../../../golden/pillow/sampling.json', import.meta.url);
const { rrc } = JSON.parse(readFileSync(golden, 'utf8')) as { rrc: ScriptedCrop[] };
const BOUNDS = { scale: [0.08, 1], ratio: [3 / 4, 4 / 3] } as const;

test("crop boxes should follow timm's rule on all scripted draws", () => {
  assert.equal(rrc.length, 84);
  for (const { w, h, scale, ratio, draws, out_top_left_h_w: expected } of rrc) {
    const script = [...draws];
    const next = (): number => script.shift() ?? assert.fail('more draws than timm makes');
    const box = drawCropBox(w, h, { scale, ratio }, { nextDouble: next, nextUint32: next });
    assert.deepEqual([box.y, box.x, box.height, box.width], expected, `${w} x ${h}`);
    assert.equal(script.length, 0, 'fewer draws than timm makes');
  }
});

test('a crop box should lie in the image and hold pixels, for any image', () => {
  const side = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 65_535 }));
  fc.assert(
    fc.property(side, side, fc.integer({ min: 0, max: 1e9 }), (width, height, index) => {
      const box = drawCropBox(width, height, BOUNDS, new RandomStream(1, 0, index, PURPOSE.crop));
      assert.ok(box.x >= 0 && box.y >= 0 && box.width >= 1 && box.height >= 1, JSON.stringify(box));
      assert.ok(box.x + box.width <= width && box.y + box.height <= height, JSON.stringify(box));
    }),
    { numRuns: 2000 },
  );
});

test('rounding should take halves to the even number, as Python does', () => {
  const pairs = [0.5, 0, 1.5, 2, 2.5, 2, 3.49, 3, 3.51, 4, -0.5, 0, -1.5, -2, 7, 7];
  for (let k = 0; k < pairs.length; k += 2) assert.equal(roundHalfEven(pairs[k]!) + 0, pairs[k + 1]! + 0);
});
