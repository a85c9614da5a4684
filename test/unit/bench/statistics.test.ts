import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { quantile, summarize, summarizeDifferences } from '../../../src/bench/statistics.ts';

// Without -0, which is equal to 0 but not the same.
const value = fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((number) => number + 0);
const values = fc.array(value, { minLength: 1, maxLength: 40 });

test('quantiles should be those that NumPy gives by default', () => {
  const sample = [9.5, 1, 4, 2.5, 7, 3];
  const expected: [number, number][] = [
    [0, 1],
    [0.1, 1.75],
    [0.25, 2.625],
    [0.5, 3.5],
    [0.75, 6.25],
    [1, 9.5],
  ];
  for (const [p, value] of expected) assert.equal(quantile(sample, p), value, `p = ${p}`);
  assert.equal(quantile([42], 0.25), 42);
  assert.deepEqual(summarize([4, 1, 3, 2]), { first_quartile: 1.75, median: 2.5, third_quartile: 3.25 });
  assert.throws(() => quantile([], 0.5), RangeError);
});

test('the quartiles should be in order, inside the values, and know nothing of their order', () => {
  fc.assert(
    fc.property(values, (sample) => {
      const { first_quartile: low, median, third_quartile: high } = summarize(sample);
      assert.ok(Math.min(...sample) <= low && low <= median && median <= high && high <= Math.max(...sample));
      assert.deepEqual(summarize([...sample].reverse()), summarize(sample));
      const [below, above] = [sample.filter((one) => one < median), sample.filter((one) => one > median)];
      assert.ok(Math.max(below.length, above.length) <= sample.length / 2);
    }),
  );
});

test('a difference below zero should be zero, and only that', () => {
  const noisy = { first_quartile: 0, median: 0.5, third_quartile: 2.5, below: 3.25 };
  assert.deepEqual(summarizeDifferences([-3, -1, 2, 4]), noisy);
  assert.deepEqual(summarizeDifferences([-2, -1]), { first_quartile: 0, median: 0, third_quartile: 0, below: 1.75 });
  assert.deepEqual(summarizeDifferences([1, 2, 3]), { first_quartile: 1.5, median: 2, third_quartile: 2.5 });
});

test('a difference should count as lost in noise when a quarter of its values are zero or less', () => {
  fc.assert(
    fc.property(values, (sample) => {
      const { below, median } = summarizeDifferences(sample);
      assert.equal(below === undefined, quantile(sample, 0.25) > 0);
      if (below !== undefined) assert.ok(below >= median);
    }),
  );
});
