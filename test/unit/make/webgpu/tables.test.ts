import assert from 'node:assert/strict';
import { test } from 'vitest';
import { checkerboardScalars, cropTables } from '../../../../src/make/webgpu/tables.ts';
import { quantise, spectralWeight } from '../../../../src/pixels/kernels/spectral-table.ts';

test('the folded weights should give back those of the definition, each within its quantum', () => {
  for (const [size, bandwidth] of [
    [8, 4],
    [10, 6],
    [30, 14],
    [32, 18],
  ] as const) {
    const { weights, terms, sets } = cropTables(size, bandwidth);
    assert.equal(weights.length, (sets + 1) * terms * 4);
    for (let i = 0; i < sets; i += 1) {
      for (let j = 0; j <= size / 4; j += 1) {
        const groups = Array.from(weights.subarray((i * terms + j) * 4, (i * terms + j) * 4 + 4));
        const sum = groups.reduce((total, value) => total + value, 0);
        // Four groups, each rounded by half a quantum at most.
        const error = Math.abs(sum - quantise(1) * spectralWeight(size, bandwidth, i, j));
        assert.ok(error <= 2.5, `${size} -> ${bandwidth}: ${i}, ${j}: ${error}`);
      }
    }
  }
});

test('the scalar of the checkerboard should be the weighted sum of its channel, halves to even', () => {
  const sine = Float64Array.of(0, 1, 0, -1);
  const nyquist = Int32Array.from({ length: 4 * 3 }, (_, k) => k * k);
  const sums = [0, 1, 2].map((c) => (3 + c) ** 2 - (9 + c) ** 2);
  const integers = new Int32Array(3);
  checkerboardScalars(nyquist, sine, integers);
  assert.deepEqual([...integers], sums);
  // 16 / N^2 = 1/4 for N = 8: 2 and 6 become 0.5 and 1.5.
  const halves = new Int32Array(3);
  const wave = Float64Array.of(1, 0, 0, 0, 0, 0, 0, 0);
  checkerboardScalars(
    Int32Array.from({ length: 24 }, (_, k) => [2, 6, -2][k] ?? 0),
    wave,
    halves,
  );
  assert.deepEqual([...halves], [0, 2, 0]);
});
