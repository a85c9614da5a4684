import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import type { SampleSource } from '../../../../src/dataset/source.ts';
import { claimNext, claimRest, claimSample, newClaims } from '../../../../src/make/workers/claims.ts';

/** A source that remembers for which samples it was to get ready. */
function remembering(expected: number[]): SampleSource {
  const unused = (): never => assert.fail('nothing else is asked of it');
  const expect = (index: number): void => {
    expected.push(index);
  };
  return { read: unused, describe: unused, close: unused, expect, manifest: undefined as never };
}

test('items should be claimed in order, each once, until none is left', () => {
  const claims = newClaims();
  assert.deepEqual([claimNext(claims, 2), claimNext(claims, 2), claimNext(claims, 2)], [0, 1, undefined]);
});

test('after the rest is claimed nothing should be left', () => {
  const claims = newClaims();
  claimNext(claims, 5);
  claimRest(claims, 5);
  assert.equal(claimNext(claims, 5), undefined);
});

test('every sample but the first should be expected once, before it is claimed', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100 }), (count) => {
      const indices = Float64Array.from({ length: count }, (_, k) => 1000 + 7 * k);
      const expected: number[] = [];
      const source = remembering(expected);
      const claims = newClaims();
      for (let k = 0; k < count; k += 1) {
        if (k > 0) assert.ok(expected.includes(indices[k]!), `sample ${k} is claimed unexpectedly`);
        assert.equal(claimSample(claims, indices, source), k);
      }
      assert.equal(claimSample(claims, indices, source), undefined);
      assert.deepEqual(expected, [...indices.subarray(1)]);
    }),
  );
});
