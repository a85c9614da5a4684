import assert from 'node:assert/strict';
import { test } from 'vitest';
import { residentBound } from '../../../src/server/memory.ts';

test('the bound should count what each worker reads ahead of remote datasets', () => {
  const MIB = 2 ** 20;
  const use = { slotBytes: 0, sharedBytes: 0, replayBytes: 0, imagePixels: 0, imageBytes: 0, scratchBytes: 0 };
  const bound = (workers: number, remoteDatasets?: number): number =>
    residentBound({ ...use, workers, ...(remoteDatasets === undefined ? {} : { remoteDatasets }) }) / MIB;
  assert.equal(bound(3, 0), bound(3));
  assert.equal(bound(3, 1) - bound(3), 3 * (58 + 128));
  assert.equal(bound(3, 2) - bound(3), 3 * (58 + 256));
});
