import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { Permutation } from '../../../../src/plan/sampling/permutation.ts';
import { SampleOrder } from '../../../../src/plan/sampling/position.ts';

const seeds = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });

test('a permutation should be a bijection for any size, seed and epoch', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), seeds, fc.integer({ min: 0, max: 1e6 }), (size, seed, epoch) => {
      const permutation = new Permutation(size, seed, epoch);
      const seen = new Uint8Array(size);
      for (let k = 0; k < size; k += 1) seen[permutation.at(k)]! += 1;
      assert.ok(seen.every((count) => count === 1));
    }),
    { numRuns: 200 },
  );
});

test('every small size should be a bijection', () => {
  for (let size = 1; size <= 130; size += 1) {
    const permutation = new Permutation(size, 5, 3);
    const seen = new Set(Array.from({ length: size }, (_, k) => permutation.at(k)));
    assert.equal(seen.size, size);
  }
});

test('sizes of millions and billions should stay in range and distinct', () => {
  for (const size of [1_281_167, 14_197_122, 2 ** 31 + 11, 2 ** 32]) {
    const permutation = new Permutation(size, 42, 0);
    const positions = Array.from({ length: 2000 }, (_, k) => Math.floor((k * (size - 1)) / 1999));
    const found = new Set(positions.map((position) => permutation.at(position)));
    assert.equal(found.size, positions.length);
    for (const index of found) assert.ok(index >= 0 && index < size);
  }
});

test('positions should land everywhere with equal frequency, even for a few elements', () => {
  const size = 5;
  const counts = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  const epochs = 20_000;
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    const permutation = new Permutation(size, 11, epoch);
    for (let k = 0; k < size; k += 1) counts[k]![permutation.at(k)]! += 1;
  }
  for (const row of counts) for (const count of row) assert.ok(Math.abs(count / epochs - 0.2) < 0.015, `${counts}`);
});

test('each epoch should visit each sample exactly once, in an order of its own', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 300 }), seeds, (size, seed) => {
      const order = new SampleOrder(size, seed);
      const orders = [0, 1, 2].map((epoch) =>
        Array.from({ length: size }, (_, k) => {
          const sample = order.at(epoch * size + k);
          assert.equal(sample.epoch, epoch);
          return sample.index;
        }),
      );
      for (const indices of orders) {
        const sorted = [...indices].sort((a, b) => a - b);
        assert.deepEqual(
          sorted,
          Array.from({ length: size }, (_, k) => k),
        );
      }
      if (size > 30) assert.notDeepEqual(orders[0], orders[1]);
    }),
    { numRuns: 100 },
  );
});

test('positions outside the range should be refused', () => {
  const permutation = new Permutation(10, 0, 0);
  for (const position of [-1, 10, 1.5, Number.NaN]) assert.throws(() => permutation.at(position), RangeError);
  for (const size of [0, -1, 1.5, 2 ** 32 + 1]) assert.throws(() => new Permutation(size, 0, 0), RangeError);
});
