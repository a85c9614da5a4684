import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { philox4x32 } from '../../../../src/plan/sampling/philox.ts';
import { drawBelow, PURPOSE, RandomStream } from '../../../../src/plan/sampling/random-stream.ts';

/** Known answers of the Random123 library for philox4x32-10: counter, key, result. */
const KNOWN = [
  ['00000000 00000000 00000000 00000000', '00000000 00000000', '6627e8d5 e169c58d bc57ac4c 9b00dbd8'],
  ['ffffffff ffffffff ffffffff ffffffff', 'ffffffff ffffffff', '408f276d 41c83b0e a20bc7c6 6d5451fd'],
  ['243f6a88 85a308d3 13198a2e 03707344', 'a4093822 299f31d0', 'd16cfe09 94fdcceb 5001e420 24126ea1'],
] as const;

const words = (text: string): Uint32Array => Uint32Array.from(text.split(' '), (word) => Number.parseInt(word, 16));

test('philox4x32-10 should give the published known answers', () => {
  for (const [counter, key, result] of KNOWN) {
    const out = new Uint32Array(4);
    const [key0, key1] = words(key);
    philox4x32(words(counter), key0!, key1!, out);
    assert.deepEqual(out, words(result));
  }
});

test('philox4x32-10 should equal a version that multiplies in BigInt', () => {
  const word = fc.integer({ min: 0, max: 0xffffffff });
  fc.assert(
    fc.property(fc.tuple(word, word, word, word), word, word, (counter, key0, key1) => {
      const out = new Uint32Array(4);
      philox4x32(Uint32Array.from(counter), key0, key1, out);
      assert.deepEqual([...out], bigPhilox(counter, key0, key1));
    }),
    { numRuns: 300 },
  );
});

function bigPhilox(counter: readonly number[], key0: number, key1: number): number[] {
  let [c0, c1, c2, c3] = counter.map(BigInt) as [bigint, bigint, bigint, bigint];
  let [k0, k1] = [BigInt(key0), BigInt(key1)];
  const mask = 0xffffffffn;
  for (let round = 0; round < 10; round += 1) {
    const p0 = 0xd2511f53n * c0;
    const p1 = 0xcd9e8d57n * c2;
    [c0, c1, c2, c3] = [(p1 >> 32n) ^ c1 ^ k0, p1 & mask, (p0 >> 32n) ^ c3 ^ k1, p0 & mask];
    k0 = (k0 + 0x9e3779b9n) & mask;
    k1 = (k1 + 0xbb67ae85n) & mask;
  }
  return [c0, c1, c2, c3].map(Number);
}

test('streams of different seed, epoch, index or purpose should share no block', () => {
  const seen = new Set<string>();
  const seeds = [0, 1, 2 ** 32, 2 ** 53 - 1];
  const indices = [0, 1, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1];
  for (const seed of seeds) {
    for (const epoch of [0, 1, 2 ** 32 - 1]) {
      for (const index of indices) {
        for (const purpose of Object.values(PURPOSE)) {
          const stream = new RandomStream(seed, epoch, index, purpose);
          seen.add([stream.nextUint32(), stream.nextUint32(), stream.nextUint32(), stream.nextUint32()].join());
        }
      }
    }
  }
  assert.equal(seen.size, seeds.length * 3 * indices.length * Object.keys(PURPOSE).length);
});

test('doubles should lie in [0, 1) and be uniform by their mean and variance', () => {
  const stream = new RandomStream(7, 0, 0, PURPOSE.crop);
  const values = Array.from({ length: 50_000 }, () => stream.nextDouble());
  assert.ok(values.every((value) => value >= 0 && value < 1));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  assert.ok(Math.abs(mean - 0.5) < 0.006, `mean ${mean}`);
  assert.ok(Math.abs(variance - 1 / 12) < 0.002, `variance ${variance}`);
});

test('drawBelow should be uniform, and reject the words that would make it biased', () => {
  const stream = new RandomStream(3, 0, 0, PURPOSE.crop);
  const counts = new Array<number>(6).fill(0);
  for (let k = 0; k < 60_000; k += 1) counts[drawBelow(stream, 6)]! += 1;
  for (const count of counts) assert.ok(Math.abs(count - 10_000) < 500, `${counts}`);
  const words = [2 ** 32 - 1, 2 ** 32 - 2, 5];
  const scripted = { nextUint32: () => words.shift()!, nextDouble: () => 0 };
  // 2^32 = 6 * 715827882 + 4: the four largest words are over.
  assert.equal(drawBelow(scripted, 6), 5);
});
