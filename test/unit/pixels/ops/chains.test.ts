import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { PixelEngine } from '../../../../src/pixels/kernels/engine.ts';
import { loadKernels } from '../../../../src/pixels/kernels/module.ts';
import { applyOperation, applyOperations } from '../../../../src/pixels/ops/apply.ts';
import { OPERATION_NAMES } from '../../../../src/pixels/ops/index.ts';
import type { PlannedOperation } from '../../../../src/plan/sampling/randaugment/operation.ts';
import { planned } from '../../../support/operations.ts';
import { noise, picture } from '../../../support/pictures.ts';

const engine = new PixelEngine(loadKernels());
const FILL = [124, 116, 104] as const;

const TABLES = OPERATION_NAMES.filter((name) =>
  ['AutoContrast', 'Equalize', 'Invert', 'Posterize', 'Solarize', 'SolarizeAdd', 'Contrast', 'Brightness'].includes(
    name,
  ),
);

const chain = (names: readonly string[]): fc.Arbitrary<PlannedOperation[]> =>
  fc.array(
    fc
      .tuple(
        fc.constantFrom(...names),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom('nearest' as const, 'bilinear' as const, 'bicubic' as const),
      )
      .map(([name, share, mode]) => planned(name, share, mode)),
    { maxLength: 5 },
  );

function run(image: { width: number; height: number; data: Uint8Array }, work: () => void): Buffer {
  engine.loadImage(image.data, image.width, image.height);
  work();
  return Buffer.from(engine.image.data);
}

for (const [title, names] of [
  ['any operations', OPERATION_NAMES],
  ['tables', TABLES],
] as const) {
  test(`a chain of ${title} should give the same pixels at once and one by one`, () => {
    const side = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(side, side, chain(names), fc.nat(), (w, h, operations, seed) => {
        const image = seed % 2 === 0 ? picture(w, h, seed) : noise(w, h, seed, seed % 3 === 0);
        const expected = run(image, () => {
          for (const operation of operations) applyOperation(engine, operation, FILL);
        });
        const actual = run(image, () => applyOperations(engine, operations, FILL));
        assert.ok(actual.equals(expected), `${w} x ${h} ${JSON.stringify(operations)}`);
      }),
      { numRuns: 3000 },
    );
  });
}

test('a chain with an operation that lacks its argument should leave the image as it was', () => {
  const image = picture(9, 7);
  const after = run(image, () => {
    const operations: PlannedOperation[] = [{ name: 'Invert' }, { name: 'Rotate' }];
    assert.throws(() => applyOperations(engine, operations, FILL), { reason: 'INVALID_FIELD', message: /Rotate/ });
  });
  assert.ok(after.equals(Buffer.from(image.data)));
});
