import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { BufferPool } from '../../../src/dataset/fetch/buffer-pool.ts';

const KIB = 1024;

test('a buffer that was given back should be used again for every sample that fits it', () => {
  const pool = new BufferPool(256 * KIB);
  const first = pool.take(40 * KIB)!;
  assert.equal(first.length, 64 * KIB);
  pool.give(first);
  assert.equal(pool.take(33 * KIB), first);
  assert.notEqual(pool.take(64 * KIB), first);
  assert.equal(pool.usedBytes, 128 * KIB);
});

test('what is larger than the limit should be refused for good, and what has no room for now', () => {
  const pool = new BufferPool(64 * KIB);
  assert.throws(() => pool.take(65 * KIB), RangeError);
  const held = pool.take(32 * KIB)!;
  assert.equal(pool.take(64 * KIB), undefined);
  pool.give(held);
  assert.equal(pool.take(64 * KIB)?.length, 64 * KIB);
});

test('all buffers together should never pass the limit, and an empty pool should serve all that fits it', () => {
  const limit = 512 * KIB;
  const steps = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: limit })), { maxLength: 60 });
  fc.assert(
    fc.property(steps, (taken) => {
      const pool = new BufferPool(limit);
      const held: Uint8Array[] = [];
      for (const [gives, length] of taken) {
        if (gives && held.length > 0) {
          pool.give(held.shift()!);
        } else {
          const buffer = pool.take(length);
          if (buffer !== undefined) held.push(buffer);
          else assert.ok(held.length > 0, `nothing is held, and there is no room for ${length} bytes`);
          assert.ok(buffer === undefined || buffer.length >= length);
        }
        assert.equal(
          pool.usedBytes,
          held.reduce((sum, { length: size }) => sum + size, 0),
        );
        assert.ok(pool.heldBytes <= limit, `${pool.heldBytes} bytes`);
      }
    }),
  );
});
