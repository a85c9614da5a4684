import assert from 'node:assert/strict';
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, test } from 'vitest';
import type { Piece } from '../../../src/delivery/chunk-layout.ts';
import { Ring, ringShape } from '../../../src/delivery/ring.ts';

const folder = mkdtempSync(join(tmpdir(), 'crescendo-ring-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Pieces one after the other. */
function inOrder(pieces: readonly Uint8Array[]): Piece[] {
  let end = 0;
  return pieces.map((bytes) => {
    const offset = end;
    end += bytes.length;
    return { offset, bytes };
  });
}

let count = 0;
function makeRing(slots: number, batchBytes: number): Ring {
  count += 1;
  return new Ring(join(folder, `${count}.ring`), ringShape(slots, batchBytes));
}

test('slots should begin at pages, behind a table that has room for all of them', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2000 }), fc.integer({ min: 1, max: 1e8 }), (slots, bytes) => {
      const shape = ringShape(slots, bytes);
      assert.ok(shape.slotsOffset >= 64 + 8 * slots && shape.slotsOffset % 4096 === 0);
      assert.ok(shape.slotBytes >= bytes && shape.slotBytes < bytes + 4096 && shape.slotBytes % 4096 === 0);
      assert.equal(shape.byteLength, shape.slotsOffset + slots * shape.slotBytes);
    }),
  );
});

test('a file should be open to its owner alone, and begin as the contract says', () => {
  const ring = makeRing(3, 10_000);
  const status = statSync(ring.path);
  assert.equal(status.mode & 0o777, 0o600);
  assert.equal(status.size, ring.shape.byteLength);
  const bytes = readFileSync(ring.path);
  assert.equal(bytes.subarray(0, 8).toString(), 'crsc-shm');
  assert.notDeepEqual(bytes.subarray(8, 40), Buffer.alloc(32));
  assert.deepEqual(bytes.subarray(64, 64 + 24), Buffer.alloc(24));
  ring.close();
  assert.equal(existsSync(ring.path), false);
  ring.close();
});

test('an existing file should not be taken over', () => {
  const path = join(folder, 'there');
  writeFileSync(path, 'mine');
  assert.throws(() => new Ring(path, ringShape(1, 1)), { code: 'EEXIST' });
  assert.equal(readFileSync(path, 'utf8'), 'mine');
});

test('only what was read from the file should be a proof; then its name is gone and the ring is not', () => {
  const ring = makeRing(1, 100);
  const fd = openSync(ring.path, 'r');
  const proof = readFileSync(ring.path).subarray(8, 40);
  const wrong = Buffer.from(proof);
  wrong[31]! ^= 1;
  for (const guess of [new Uint8Array(), new Uint8Array(32), proof.subarray(1), Buffer.concat([proof, proof]), wrong]) {
    assert.equal(ring.prove(guess), false);
    assert.ok(existsSync(ring.path));
  }
  assert.equal(ring.prove(proof), true);
  assert.equal(existsSync(ring.path), false);
  ring.write({ slot: 0, generation: 5 }, [{ offset: 0, bytes: new Uint8Array([9]) }]);
  const byte = Buffer.alloc(1);
  readSync(fd, byte, 0, 1, ring.shape.slotsOffset);
  assert.equal(byte[0], 9);
  closeSync(fd);
  ring.close();
});

test('a batch of any pieces should lie in its slot under its generation, and touch no other slot', () => {
  const pieces = fc.array(fc.uint8Array({ maxLength: 3000 }), { minLength: 1, maxLength: 4 });
  const write = fc.record({ slot: fc.integer({ min: 0, max: 2 }), pieces });
  fc.assert(
    fc.property(fc.array(write, { minLength: 1, maxLength: 12 }), (writes) => {
      const ring = makeRing(3, 12_000);
      const last = new Map<number, { generation: number; bytes: Buffer }>();
      for (const [k, { slot, pieces }] of writes.entries()) {
        ring.write({ slot, generation: k + 1 }, inOrder(pieces));
        last.set(slot, { generation: k + 1, bytes: Buffer.concat(pieces) });
      }
      const file = readFileSync(ring.path);
      const { slotsOffset, slotBytes } = ring.shape;
      for (let slot = 0; slot < 3; slot += 1) {
        const { generation, bytes } = last.get(slot) ?? { generation: 0, bytes: Buffer.alloc(0) };
        assert.equal(file.readBigUInt64LE(64 + 8 * slot), BigInt(generation));
        const start = slotsOffset + slot * slotBytes;
        assert.ok(file.subarray(start, start + bytes.length).equals(bytes));
      }
      ring.close();
    }),
    { numRuns: 40 },
  );
});
