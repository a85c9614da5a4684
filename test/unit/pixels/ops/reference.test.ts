import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { PixelEngine } from '../../../../src/pixels/kernels/engine.ts';
import { loadKernels } from '../../../../src/pixels/kernels/module.ts';
import { applyOperation } from '../../../../src/pixels/ops/apply.ts';
import { isGeometric, OPERATION_NAMES } from '../../../../src/pixels/ops/index.ts';
import { applyOp } from '../../../../src/pixels/oracle/apply-op.ts';
import { planned } from '../../../support/operations.ts';
import { noise, picture } from '../../../support/pictures.ts';

const engine = new PixelEngine(loadKernels());
const FILL = [124, 116, 104] as const;

test('the kernels should equal the scalar references for any operation, argument and size', () => {
  const side = fc.integer({ min: 1, max: 69 });
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const mode = fc.constantFrom('nearest' as const, 'bilinear' as const, 'bicubic' as const);
  fc.assert(
    fc.property(side, side, fc.constantFrom(...OPERATION_NAMES), share, mode, fc.nat(), (w, h, name, s, m, seed) => {
      const image = seed % 2 === 0 ? picture(w, h, seed) : noise(w, h, seed, seed % 3 === 0);
      const operation = planned(name, s, m);
      engine.loadImage(image.data, w, h);
      applyOperation(engine, operation, FILL);
      const expected = applyOp(image, operation, FILL);
      assert.ok(
        Buffer.from(engine.image.data).equals(Buffer.from(expected.data)),
        `${w} x ${h} ${JSON.stringify(operation)}`,
      );
    }),
    { numRuns: 3000 },
  );
});

test('every operation should be exact at the size of the pipeline', () => {
  const image = picture(224, 224, 4);
  for (const name of OPERATION_NAMES) {
    for (const mode of isGeometric(name) ? (['nearest', 'bilinear', 'bicubic'] as const) : (['bilinear'] as const)) {
      const operation = planned(name, 0.77, mode);
      engine.loadImage(image.data, 224, 224);
      applyOperation(engine, operation, FILL);
      const expected = applyOp(image, operation, FILL);
      assert.ok(Buffer.from(engine.image.data).equals(Buffer.from(expected.data)), JSON.stringify(operation));
    }
  }
});

test('enhancements should be exact for factors far beyond the usual', () => {
  for (const name of ['Brightness', 'Contrast', 'Color', 'Sharpness'] as const) {
    for (const argument of [-1e30, -70_000, -8192.5, -1, 0, 1e-9, 1 - 1e-9, 1, 1 + 1e-7, 300, 8192, 1e6, 3e38]) {
      for (const image of [picture(37, 21, 2), noise(16, 16, 3), noise(5, 4, 6, true)]) {
        engine.loadImage(image.data, image.width, image.height);
        applyOperation(engine, { name, argument }, FILL);
        const expected = applyOp(image, { name, argument }, FILL);
        assert.ok(Buffer.from(engine.image.data).equals(Buffer.from(expected.data)), `${name} ${argument}`);
      }
    }
  }
});

test('a blur should be exact for radii from nothing to far beyond the image', () => {
  for (const argument of [0.001, 0.1, 0.9, 1, 2, 7.3, 40, 150, 1000]) {
    for (const image of [picture(61, 43, 2), noise(16, 70, 3), noise(1, 9, 4), noise(33, 1, 5, true)]) {
      engine.loadImage(image.data, image.width, image.height);
      applyOperation(engine, { name: 'GaussianBlur', argument }, FILL);
      const expected = applyOp(image, { name: 'GaussianBlur', argument }, FILL);
      assert.ok(Buffer.from(engine.image.data).equals(Buffer.from(expected.data)), `${argument}`);
    }
  }
});
