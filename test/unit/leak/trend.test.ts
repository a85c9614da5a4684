import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { growth, type Resident } from '../../leak/trend.ts';

const MIB = 1024 * 1024;

/** Forty seconds of samples with noise of up to `noise` MiB either way, and what `trend` adds. */
function series(noise: readonly number[], trend: (seconds: number) => number): Resident[] {
  return noise.map((each, seconds) => ({ seconds, bytes: (200 + each + trend(seconds)) * MIB }));
}

const noises = fc.array(fc.double({ min: -6, max: 6, noNaN: true }), { minLength: 40, maxLength: 40 });

test('noise, peaks and one step of a heap should not look like a leak', () => {
  fc.assert(
    fc.property(noises, fc.nat(39), fc.nat(39), (noise, peak, step) => {
      const peaks = (seconds: number): number => (Math.abs(seconds - peak) < 3 ? 60 : 0);
      assert.ok(growth(series(noise, peaks)) < 12 * MIB);
      // A step in the middle is in half of all pairs, one at the ends in few.
      assert.ok(growth(series(noise, (seconds) => (seconds < step ? 0 : 8))) < 16 * MIB);
    }),
  );
});

test('a steady leak should be told by its size, whatever the noise', () => {
  fc.assert(
    fc.property(noises, fc.double({ min: 0.7, max: 10, noNaN: true }), (noise, perSecond) => {
      const found = growth(series(noise, (seconds) => perSecond * seconds)) / MIB;
      assert.ok(Math.abs(found - 39 * perSecond) < 12, `${found} for ${39 * perSecond}`);
    }),
  );
});

test('memory that never changes should have grown by nothing', () => {
  assert.equal(growth(series(new Array<number>(40).fill(0), () => 0)), 0);
});
