import assert from 'node:assert/strict';
import { test } from 'vitest';
import { PixelEngine } from '../../../../src/pixels/kernels/engine.ts';
import { loadKernels } from '../../../../src/pixels/kernels/module.ts';
import { applyOperation } from '../../../../src/pixels/ops/apply.ts';
import { OPERATION_NAMES, OPERATIONS, operationNamed } from '../../../../src/pixels/ops/index.ts';
import { ORACLES } from '../../../../src/pixels/oracle/apply-op.ts';
import { OPERATION_SETS } from '../../../../src/spec/randaugment/operations.ts';

test('every operation should have one oracle, and every oracle its operation', () => {
  assert.deepEqual([...ORACLES.keys()].sort(), OPERATIONS.map(({ name }) => name).sort());
});

test('names should be unique, and those of all sets should have a record', () => {
  const names = OPERATIONS.flatMap(({ name, levels = {} }) => [...new Set([name, ...Object.keys(levels)])]);
  assert.equal(new Set(names).size, names.length);
  for (const { operations } of Object.values(OPERATION_SETS)) {
    for (const name of operations) assert.ok(OPERATION_NAMES.includes(name), name);
  }
});

test('an unknown operation and an argument outside the bounds should be refused by name, value and bound', () => {
  const engine = new PixelEngine(loadKernels());
  engine.loadImage(new Uint8Array(12), 2, 2);
  const apply = (name: string, argument: number) => () => applyOperation(engine, { name, argument }, [0, 0, 0]);
  assert.throws(() => operationNamed('Rotated'), { reason: 'INVALID_FIELD', message: /Rotated; there are .*Rotate/ });
  assert.throws(apply('Color', Number.NaN), {
    reason: 'INVALID_FIELD',
    message: /Color takes any finite number .*NaN/,
  });
  assert.throws(apply('GaussianBlur', 0), { reason: 'INVALID_FIELD', message: /GaussianBlur takes .*0\.001.* not 0/ });
});
