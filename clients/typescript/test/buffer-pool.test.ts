import assert from 'node:assert/strict';
import { test } from 'vitest';
import { BufferPool } from '../src/buffer-pool.ts';

test('no more than the capacity should be out, and what comes back be used again', () => {
  const pool = new BufferPool(2, 100, true);
  const [first, second] = [pool.take(10)!, pool.take(10)!];
  assert.deepEqual([first.byteLength, second.byteLength], [100, 100], 'made for the largest batch to come');
  assert.equal(pool.take(10), undefined);
  pool.give(first);
  assert.equal(pool.take(100), first);
});

test('a buffer that is too small should be replaced and not be kept', () => {
  const pool = new BufferPool(1, 0, true);
  const small = pool.take(10)!;
  pool.give(small);
  const large = pool.take(20)!;
  assert.equal(large.byteLength, 20);
  pool.give(large);
  assert.equal(pool.take(10), large);
});

test('in checked mode, the memory should be used again and the old views of it be empty', () => {
  const pool = new BufferPool(1, 100, 'checked');
  const first = pool.take(100)!;
  const view = new Uint8Array(first).fill(7);
  pool.give(first);
  assert.equal(view.length, 0);
  assert.throws(() => view.subarray(), TypeError);
  const second = pool.take(100)!;
  assert.notEqual(second, first);
  assert.equal(new Uint8Array(second)[99], 7, 'the same memory');
});

test.each(['checked', true] as const)('a buffer that its user has given away should be replaced (%s)', (reuse) => {
  const pool = new BufferPool(1, 100, reuse);
  const first = pool.take(100)!;
  const moved = first.transfer();
  pool.give(first);
  assert.notEqual(pool.take(100), moved);
});

test('without reuse every buffer should be new, of its batch’s size, and still count', () => {
  const pool = new BufferPool(1, 100, false);
  const first = pool.take(10)!;
  assert.equal(first.byteLength, 10);
  assert.equal(pool.take(10), undefined);
  pool.give(first);
  assert.notEqual(pool.take(10), first);
});
