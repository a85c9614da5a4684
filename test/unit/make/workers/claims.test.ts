import assert from 'node:assert/strict';
import { test } from 'vitest';
import { claimNext, claimRest, isGivenUp, newClaims } from '../../../../src/make/workers/claims.ts';

test('items should be claimed in order, each once, until none is left', () => {
  const claims = newClaims();
  assert.deepEqual([claimNext(claims, 2), claimNext(claims, 2), claimNext(claims, 2)], [0, 1, undefined]);
});

test('after the rest is claimed nothing should be left', () => {
  const claims = newClaims();
  for (let k = 0; k < 7; k += 1) claimNext(claims, 5);
  assert.equal(isGivenUp(claims), false, 'a job that is done was not given up');
  claimRest(claims, 5);
  assert.equal(claimNext(claims, 5), undefined);
  assert.equal(isGivenUp(claims), true);
});
