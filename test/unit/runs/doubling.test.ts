import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Doubling } from '../../../src/runs/doubling.ts';

test('a count should be told at each power of two, once', () => {
  const doubling = new Doubling();
  const told = Array.from({ length: 20 }, (_, k) => k).filter((count) => doubling.reached(count));
  assert.deepEqual(told, [1, 2, 4, 8, 16]);
  assert.equal(doubling.reached(20), false);
});

test('a count that jumps should be told once', () => {
  const doubling = new Doubling();
  assert.deepEqual(
    [6, 6, 7, 8, 40, 63, 64].map((count) => doubling.reached(count)),
    [true, false, false, true, true, false, true],
  );
});
