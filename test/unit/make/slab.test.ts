import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Slab } from '../../../src/make/slab.ts';

const MIB = 1024 * 1024;

test('slots should be used again and not allocated anew', () => {
  const slab = new Slab(16 * MIB);
  const first = slab.reserve(3 * MIB, 2);
  const [a, b] = [first.take(), first.take()];
  assert.notEqual(a, b);
  first.give(a);
  assert.equal(first.take(), a);
  first.give(a);
  first.give(b);
  first.close();
  const second = slab.reserve(3 * MIB - 5, 2);
  assert.ok([a, b].includes(second.take()));
  assert.equal(slab.allocatedBytes, 6 * MIB);
});

test('a reservation past the budget should be refused with the option and the numbers', () => {
  const slab = new Slab(8 * MIB);
  const held = slab.reserve(2 * MIB, 3);
  assert.throws(() => slab.reserve(MIB, 3), {
    reason: 'LIMIT',
    message: /need 3 MiB, other streams hold 6 MiB.*8 MiB.*--memory/,
  });
  held.close();
  slab.reserve(MIB, 3).close();
});

test('a reservation that never fits should be refused for another reason, so that nobody waits for it', () => {
  const slab = new Slab(8 * MIB);
  const held = slab.reserve(MIB, 1);
  assert.throws(() => slab.reserve(3 * MIB, 3), {
    reason: 'BATCH_TOO_LARGE',
    message: /^3 batches of this run need 9 MiB, and the server has 8 MiB.*--memory/,
    metadata: { option: '--memory', value: String(9 * MIB), bound: String(8 * MIB) },
  });
  held.close();
});

test('a reservation should end only when its last slot is back, and only once', () => {
  const slab = new Slab(8 * MIB);
  const held = slab.reserve(4 * MIB, 2);
  const slot = held.take();
  held.close();
  assert.equal(slab.reservedBytes, 8 * MIB);
  held.give(slot);
  assert.equal(slab.reservedBytes, 0);
  held.close();
  assert.equal(slab.reservedBytes, 0);
});

test('more slots than reserved, or after the end, should be a fault', () => {
  const slab = new Slab(8 * MIB);
  const held = slab.reserve(MIB, 1);
  held.take();
  assert.throws(() => held.take(), { reason: 'INTERNAL' });
  const closed = slab.reserve(MIB, 1);
  closed.close();
  assert.throws(() => closed.take(), { reason: 'INTERNAL' });
});

test('memory should stay within the budget when sizes change', () => {
  const slab = new Slab(8 * MIB);
  for (const size of [1, 2, 3, 4, 8, 1, 5]) {
    const count = Math.floor(8 / size);
    const held = slab.reserve(size * MIB, count);
    const slots = Array.from({ length: count }, () => held.take());
    assert.ok(slab.allocatedBytes <= 8 * MIB, `${slab.allocatedBytes} at ${size} MiB`);
    for (const slot of slots) held.give(slot);
    held.close();
  }
});
