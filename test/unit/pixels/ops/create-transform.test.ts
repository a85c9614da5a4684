/** The operations of timm's create_transform that RandAugment does not have, against stored results of torchvision. */

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'vitest';
import { PixelEngine } from '../../../../src/pixels/kernels/engine.ts';
import { loadKernels } from '../../../../src/pixels/kernels/module.ts';
import { applyOperation } from '../../../../src/pixels/ops/apply.ts';
import { applyOp } from '../../../../src/pixels/oracle/apply-op.ts';
import type { PlannedOperation } from '../../../../src/plan/sampling/randaugment/operation.ts';

const golden = new URL('../../../golden/', import.meta.url);
const read = (name: string): Buffer => readFileSync(new URL(name, golden));
const { inputs } = JSON.parse(read('pillow/index.json').toString()) as {
  inputs: Record<string, { w: number; h: number; file: string }>;
};
const cases = JSON.parse(read('create_transform/cases.json').toString()) as (PlannedOperation & {
  input: string;
  sha256: string;
})[];
const engine = new PixelEngine(loadKernels());
const sha256 = (pixels: Uint8Array): string => createHash('sha256').update(pixels).digest('hex');

for (const name of new Set(cases.map((one) => one.name))) {
  test(`${name} and its oracle should equal torchvision's stored results, bit for bit`, () => {
    for (const { input, sha256: expected, ...operation } of cases.filter((one) => one.name === name)) {
      const { w: width, h: height, file } = inputs[input]!;
      const data = new Uint8Array(read(`pillow/${file}`));
      engine.loadImage(data, width, height);
      applyOperation(engine, operation, [0, 0, 0]);
      assert.equal(sha256(engine.image.data), expected, `${input} ${operation.argument}`);
      assert.equal(sha256(applyOp({ width, height, data }, operation, [0, 0, 0]).data), expected, `oracle, ${input}`);
    }
  });
}

test('GaussianBlur23 should be within 1 of what torchvision stored, and equal in all but 1 of 1000 samples', () => {
  const blurred = read('create_transform/blur.bin');
  const blurs = JSON.parse(read('create_transform/blur.json').toString()) as (PlannedOperation & { input: string })[];
  assert.equal(blurs.length, 12);
  let [at, different] = [0, 0];
  for (const { input, ...operation } of blurs) {
    const { w, h, file } = inputs[input]!;
    engine.loadImage(new Uint8Array(read(`pillow/${file}`)), w, h);
    applyOperation(engine, operation, [0, 0, 0]);
    for (const value of engine.image.data) {
      const difference = Math.abs(value - blurred[at]!);
      assert.ok(difference <= 1, `${input} ${operation.argument}`);
      different += difference;
      at += 1;
    }
  }
  assert.equal(at, blurred.length);
  assert.ok(different <= at / 1000, `${different} of ${at}`);
});
