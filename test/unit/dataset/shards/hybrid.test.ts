import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { decodeHybrid } from '../../../../src/dataset/shards/parquet-hybrid.ts';

const varint = (value: number): number[] =>
  value < 128 ? [value] : [(value % 128) | 128, ...varint(Math.floor(value / 128))];

/** Eight numbers of `width` bits. */
function packed(numbers: readonly number[], width: number): number[] {
  const bits = numbers.flatMap((number) => Array.from({ length: width }, (_, k) => Math.floor(number / 2 ** k) % 2));
  return Array.from({ length: width }, (_, byte) =>
    bits.slice(8 * byte, 8 * byte + 8).reduce((sum, bit, k) => sum + bit * 2 ** k, 0),
  );
}

test('numbers should be what was encoded, in runs and in packs of eight', () => {
  const width = fc.integer({ min: 0, max: 32 });
  fc.assert(
    fc.property(
      width,
      fc.array(fc.tuple(fc.boolean(), fc.nat(2 ** 32 - 1), fc.integer({ min: 1, max: 300 })), { maxLength: 8 }),
      (bits, runs) => {
        const [bytes, numbers]: [number[], number[]] = [[], []];
        for (const [isRun, seed, count] of runs) {
          const at = (k: number): number => ((seed + k * 7919) % 2 ** 32) % 2 ** bits;
          if (isRun) {
            const size = Math.ceil(bits / 8);
            bytes.push(
              ...varint(count * 2),
              ...Array.from({ length: size }, (_, k) => Math.floor(at(0) / 256 ** k) % 256),
            );
            numbers.push(...new Array<number>(count).fill(at(0)));
          } else {
            const eight = Array.from({ length: 8 }, (_, k) => at(k));
            bytes.push(...varint(3), ...packed(eight, bits));
            numbers.push(...eight);
          }
        }
        assert.deepEqual([...decodeHybrid(Uint8Array.from(bytes), bits, numbers.length)!], numbers);
        // Too few bytes are never read as numbers.
        assert.equal(decodeHybrid(Uint8Array.from(bytes), bits, numbers.length + 9), undefined);
      },
    ),
  );
});

test('damaged bytes should give no numbers, or as many as are expected', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 60 }),
      fc.integer({ min: 0, max: 40 }),
      fc.nat(500),
      (bytes, width, count) => {
        const numbers = decodeHybrid(bytes, width, count);
        assert.ok(numbers === undefined || numbers.length === count);
      },
    ),
  );
});
