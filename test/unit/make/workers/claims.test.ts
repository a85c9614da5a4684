import assert from 'node:assert/strict';
import { test } from 'vitest';
import { claimNext, claimRest, isGivenUp, isMade, newClaims, noteMade } from '../../../../src/make/workers/claims.ts';

test('items should be claimed in order, each once, until none is left', () => {
  const claims = newClaims(5);
  assert.deepEqual([claimNext(claims, 2), claimNext(claims, 2), claimNext(claims, 2)], [0, 1, undefined]);
});

test('after the rest is claimed nothing should be left', () => {
  const claims = newClaims(5);
  for (let k = 0; k < 7; k += 1) claimNext(claims, 5);
  assert.equal(isGivenUp(claims), false, 'a job that is done was not given up');
  claimRest(claims, 5);
  assert.equal(claimNext(claims, 5), undefined);
  assert.equal(isGivenUp(claims), true);
});

test('what is made should be known of each item, also after the rest is given up', () => {
  const claims = newClaims(4);
  noteMade(claims, 0);
  noteMade(claims, 3);
  claimRest(claims, 4);
  assert.deepEqual(
    [0, 1, 2, 3].map((item) => isMade(claims, item)),
    [true, false, false, true],
  );
});
