/**
 * How the workers divide a job: all of them get the whole list of its items, and each claims the next unclaimed one. So
 * a worker that meets a large photograph gets fewer of the others, a job costs one message for each worker however many
 * samples it has, and a job can be ended early.
 */

/**
 * Shared memory that counts the items of one job that are claimed, says whether the job was given up, and then, for each
 * item, whether it is made.
 */
export type Claims = Int32Array<SharedArrayBuffer>;

const HEAD = 2;

/** @param count items of the job */
export function newClaims(count: number): Claims {
  return new Int32Array(new SharedArrayBuffer((HEAD + count) * Int32Array.BYTES_PER_ELEMENT));
}

/** The next item of `count` that nobody has claimed, 0..count-1; undefined if there is none left. */
export function claimNext(claims: Claims, count: number): number | undefined {
  const item = Atomics.add(claims, 0, 1);
  return item < count ? item : undefined;
}

/** Gives the job up: started samples are finished, and nothing is left to claim. */
export function claimRest(claims: Claims, count: number): void {
  Atomics.store(claims, 0, count);
  Atomics.store(claims, 1, 1);
}

/** True if claimed samples that have not been started need not be made any more. */
export function isGivenUp(claims: Claims): boolean {
  return Atomics.load(claims, 1) === 1;
}

/** Notes that an item is made; items of phases that never leave any out need not be noted. */
export function noteMade(claims: Claims, item: number): void {
  Atomics.store(claims, HEAD + item, 1);
}

/** True if an item was noted as made. */
export function isMade(claims: Claims, item: number): boolean {
  return Atomics.load(claims, HEAD + item) === 1;
}
