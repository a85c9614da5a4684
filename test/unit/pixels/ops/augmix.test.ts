/** AugMix against stored results of timm, and against its oracle. */

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { test } from 'vitest';
import { PixelEngine } from '../../../../src/pixels/kernels/engine.ts';
import { loadKernels } from '../../../../src/pixels/kernels/module.ts';
import { applyAugMix } from '../../../../src/pixels/ops/augmix.ts';
import { OPERATION_RULES } from '../../../../src/pixels/ops/index.ts';
import { augmix } from '../../../../src/pixels/oracle/augmix.ts';
import type { RgbImage } from '../../../../src/pixels/oracle/image.ts';
import { type PlannedAugMix, planAugMix } from '../../../../src/plan/sampling/auto-augment/augmix.ts';
import { PURPOSE, RandomStream } from '../../../../src/plan/sampling/random-stream.ts';
import { parseAugMix } from '../../../../src/spec/auto-augment/augmix.ts';

const golden = new URL('../../../golden/', import.meta.url);
const read = (name: string): Buffer => readFileSync(new URL(name, golden));
const { inputs } = JSON.parse(read('pillow/index.json').toString()) as {
  inputs: Record<string, { w: number; h: number; file: string }>;
};
const cases = JSON.parse(read('augmix/cases.json').toString()) as (PlannedAugMix & {
  config: string;
  input: string;
  sha256: string;
})[];

const FILL = [124, 116, 104] as const;
const engine = new PixelEngine(loadKernels());
const sha256 = (pixels: Uint8Array): string => createHash('sha256').update(pixels).digest('hex');

function applied({ data, width, height }: RgbImage, plan: PlannedAugMix): Uint8Array {
  engine.loadImage(data, width, height);
  applyAugMix(engine, plan, FILL);
  return engine.image.data;
}

/** The largest square at the top left of a stored input. */
function square(name: string): RgbImage {
  const { w, h, file } = inputs[name]!;
  const side = Math.min(w, h);
  const pixels = read(`pillow/${file}`);
  const rows = Array.from({ length: side }, (_, y) => pixels.subarray(y * w * 3, (y * w + side) * 3));
  return { width: side, height: side, data: new Uint8Array(Buffer.concat(rows)) };
}

for (const config of new Set(cases.map((one) => one.config))) {
  test(`${config} and its oracle should equal timm's stored results, bit for bit`, () => {
    const own = cases.filter((one) => one.config === config);
    assert.equal(own.length, Object.keys(inputs).length);
    for (const { input, sha256: expected, ...plan } of own) {
      const image = square(input);
      assert.equal(sha256(applied(image, plan)), expected, input);
      assert.equal(sha256(augmix(image, plan, FILL).data), expected, `oracle, ${input}`);
    }
  });
}

test('any plan on an image of any shape should give the pixels of the oracle', () => {
  const side = fc.integer({ min: 1, max: 40 });
  const text = fc.constantFrom('augmix-m10-w3', 'augmix-m3-w5-a0.2', 'augmix-m9-w3-b1', 'augmix-m5-w2-d4-a5-b1');
  fc.assert(
    fc.property(side, side, text, fc.nat(), (width, height, config, seed) => {
      const stream = (purpose: typeof PURPOSE.augment | typeof PURPOSE.augmix) => new RandomStream(seed, 0, 0, purpose);
      const context = { translateConst: 10, translatePct: 0.45, interpolation: 'random' } as const;
      const random = stream(PURPOSE.augment);
      const plan = planAugMix(OPERATION_RULES, parseAugMix(config), context, random, stream(PURPOSE.augmix));
      const data = Uint8Array.from({ length: width * height * 3 }, () => random.nextUint32() & 255);
      const image = { width, height, data };
      assert.deepEqual(applied(image, plan), augmix(image, plan, FILL).data);
    }),
    { numRuns: 60 },
  );
});

test('a share of 0 should be the image, and one chain of weight 1 with a share of 1 that chain', () => {
  const image = square('fractal');
  const operations = [{ name: 'Solarize', argument: 100 }];
  assert.deepEqual(applied(image, { chains: [{ weight: 1, operations }], blend: 0 }), image.data);
  const solarized = image.data.map((value) => (value < 100 ? value : 255 - value));
  assert.deepEqual(applied(image, { chains: [{ weight: 1, operations }], blend: 1 }), solarized);
  assert.deepEqual(applied(image, { chains: [{ weight: 1, operations }] }), solarized);
});
