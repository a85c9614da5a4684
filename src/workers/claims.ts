/**
 * How the workers divide a job: all of them get the whole list of its items, and each claims the next one that nobody
 * has. So a worker that meets a large photograph gets fewer of the others, a job costs one message for each worker
 * however many samples it has, and a job can be ended early.
 */

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
