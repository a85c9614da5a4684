import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { SampleOrder, type SamplePosition, slotPosition } from '../../../../src/plan/sampling/position.ts';

const name = ({ epoch, index }: SamplePosition): string => `${epoch} ${index}`;

/** The samples of a global batch of the stream, in the order of its slots. */
const batchOf = (order: SampleOrder, first: number, size: number): SamplePosition[] =>
  Array.from({ length: size }, (_, slot) => order.inBatch(first, size, slot));

test('an epoch should show every sample as often as it is repeated, and then begin anew', () => {
  const [count, repeats] = [50, 3];
  const order = new SampleOrder(count, 4, { repeats });
  for (const epoch of [0, 1]) {
    const seen = Array.from({ length: count * repeats }, (_, k) => order.at(epoch * count * repeats + k));
    assert.ok(seen.every((one) => one.epoch === epoch));
    assert.equal(new Set(seen.map(({ index, repeat = 0 }) => `${index} ${repeat}`)).size, count * repeats);
    // In the order of the epoch without repeats.
    const plain = new SampleOrder(count, 4);
    for (const [k, { index }] of seen.entries()) assert.equal(index, plain.at(epoch * count + Math.floor(k / 3)).index);
  }
});

test('a global batch should have the samples of consecutive positions, for any repeats and boundaries', () => {
  const first = fc.integer({ min: 0, max: 10_000 });
  const size = fc.integer({ min: 1, max: 200 });
  const repeats = fc.integer({ min: 1, max: 8 });
  fc.assert(
    fc.property(first, size, repeats, (first, size, repeats) => {
      const positions = Array.from({ length: size }, (_, slot) => slotPosition(first, size, slot, repeats));
      assert.deepEqual(
        [...positions].sort((a, b) => a - b),
        positions.map((_, k) => k),
      );
      if (repeats === 1) assert.ok(positions.every((position, slot) => position === slot));
      assert.throws(() => slotPosition(first, size, size, repeats), RangeError);
    }),
  );
});

test('the repeats of a sample should be on different ranks if there are as many ranks as repeats', () => {
  const repeats = fc.integer({ min: 2, max: 8 });
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 10_000 }),
      fc.integer({ min: 1, max: 12 }),
      repeats,
      fc.nat({ max: 4 }),
      (first, perRank, repeats, more) => {
        const ranks = repeats + more;
        // An epoch that is longer than the batch: otherwise the same sample comes again in the next one.
        const order = new SampleOrder(1000, 2, { repeats });
        const batch = batchOf(order, first, ranks * perRank);
        for (let rank = 0; rank < ranks; rank += 1) {
          const own = batch.slice(rank * perRank, (rank + 1) * perRank);
          assert.equal(new Set(own.map(name)).size, perRank, `rank ${rank} of ${ranks}`);
        }
      },
    ),
  );
});

test("a global batch should have as many images, as often, as one of timm's RepeatAugSampler", () => {
  // 1024 and 3 are DeiT's: batches begin in the middle of an image's repeats.
  const order = new SampleOrder(5000, 1, { repeats: 3 });
  for (let step = 0; step < 12; step += 1) {
    const times = Map.groupBy(batchOf(order, step * 1024, 1024), name);
    const whole = [...times.values()].filter(({ length }) => length === 3).length;
    assert.ok(times.size >= 342 && times.size <= 343 && whole >= 340, `${times.size} images, ${whole} of them whole`);
  }
});
