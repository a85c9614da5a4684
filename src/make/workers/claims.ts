/**
 * How the workers divide a job: all of them get the whole list of its items, and each claims the next one that nobody
 * has. So a worker that meets a large photograph gets fewer of the others, a job costs one message for each worker
 * however many samples it has, and a job can be ended early.
 */

import type { SampleSource } from '../../dataset/source.ts';

/** Samples between the one that is made and the one whose file is asked for: some 10 ms of two workers' time. */
const READ_AHEAD = 16;

/** Shared memory that counts the items of one job that are claimed. */
export type Claims = Int32Array<SharedArrayBuffer>;

export function newClaims(): Claims {
  return new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
}

/** The next item of `count` that nobody has claimed, 0..count-1; undefined if there is none left. */
export function claimNext(claims: Claims, count: number): number | undefined {
  const item = Atomics.add(claims, 0, 1);
  return item < count ? item : undefined;
}

/** Leaves nothing to claim: what has begun is finished, and no more. */
export function claimRest(claims: Claims, count: number): void {
  Atomics.store(claims, 0, count);
}

/** Claims the next sample of a job likewise, and has the source get ready for those that somebody will claim soon. */
export function claimSample(claims: Claims, indices: Float64Array, source: SampleSource): number | undefined {
  const item = claimNext(claims, indices.length);
  if (item === undefined) return undefined;
  // Each sample is expected once, whoever will claim it; who has the first one begins.
  const first = item === 0 ? 1 : item + READ_AHEAD;
  for (const index of indices.subarray(first, item + READ_AHEAD + 1)) source.expect(index);
  return item;
}
