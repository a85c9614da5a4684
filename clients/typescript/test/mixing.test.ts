import assert from 'node:assert/strict';
import { test } from 'vitest';
import { readMixing, softTargets } from '../src/mixing.ts';

const MESSAGE = { applied: true, partners: [3, 2, 1, 0], lambdas: [0.25, 1, 0.5, 0.25], boxes: [] };

test('mixing should be read as typed arrays', () => {
  const mixing = readMixing({ ...MESSAGE, boxes: Array.from({ length: 16 }, (_, k) => k) }, 4);
  assert.ok(typeof mixing !== 'string');
  assert.equal(mixing.applied, true);
  assert.deepEqual([...mixing.partners], MESSAGE.partners);
  assert.deepEqual([...mixing.lambdas], MESSAGE.lambdas);
  assert.deepEqual([...mixing.boxes!.subarray(4, 8)], [4, 5, 6, 7]);
});

test('lists that do not fit the batch should be refused by name', () => {
  assert.equal(readMixing({ ...MESSAGE, partners: [3, 2, 1] }, 4), 'mixing.partners');
  assert.equal(readMixing({ ...MESSAGE, partners: [3, 2, 1, 4] }, 4), 'mixing.partners');
  assert.equal(readMixing({ ...MESSAGE, lambdas: [] }, 4), 'mixing.lambdas');
  assert.equal(readMixing({ ...MESSAGE, boxes: [1, 2, 3, 4] }, 4), 'mixing.boxes');
});

test('targets should be smoothed one-hot rows without mixing', () => {
  const targets = softTargets(Uint32Array.of(2, 0), undefined, 4, 0.1);
  const [off, on] = [Math.fround(0.025), Math.fround(0.925)];
  assert.deepEqual([...targets], [off, off, on, off, on, off, off, off]);
});

test('targets should be mixed like the images', () => {
  const partners = Uint32Array.of(3, 2, 1, 0);
  const lambdas = Float64Array.of(0.25, 1, 0.5, 0.25);
  const targets = softTargets(Uint32Array.of(0, 1, 1, 2), { partners, lambdas }, 3);
  assert.deepEqual([...targets], [0.25, 0, 0.75, 0, 1, 0, 0, 1, 0, 0.75, 0, 0.25]);
});

test('rows of targets should sum to one', () => {
  const lambdas = Float64Array.from({ length: 10 }, (_, k) => k / 9);
  const partners = Uint32Array.from(lambdas, (_, k) => 9 - k);
  const targets = softTargets(
    Uint32Array.from(partners, (k) => k % 7),
    { partners, lambdas },
    7,
    0.1,
  );
  for (let k = 0; k < 10; k += 1) {
    const sum = targets.subarray(k * 7, (k + 1) * 7).reduce((total, value) => total + value, 0);
    assert.ok(Math.abs(sum - 1) < 1e-6, String(sum));
  }
});

test('an image without a label should have targets of 0', () => {
  assert.deepEqual([...softTargets(Int32Array.of(-100, 1), undefined, 2)], [0, 0, 0, 1]);
});

test('a label that is no class, and a smoothing that is no share, should be refused by name', () => {
  assert.throws(() => softTargets(Uint32Array.of(0, 3), undefined, 3), /labels must be below the number of classes, 3/);
  assert.throws(() => softTargets(Uint32Array.of(0), undefined, 0), /classes must be a whole number/);
  assert.throws(() => softTargets(Uint32Array.of(0), undefined, 3, 1.5), /smoothing must be a share in 0\.\.1/);
});
