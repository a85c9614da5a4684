/**
 * Where the terms of the folded low-frequency crop lie; the derivation is in src/pixels/kernels/spectral-table.ts.
 *
 * The input rows j of an axis of N = 2M samples fall into sets {j, j + M, M - j, N - j}, and of each set four signed
 * sums ("terms") are formed, one for each group: even/odd under a shift by M, symmetric/antisymmetric under the
 * reflection j -> M - j.
 */

/** Group of the terms that are even under the shift and symmetric. */
export const EVEN_SYMMETRIC = 0;
export const EVEN_ANTISYMMETRIC = 1;
export const ODD_SYMMETRIC = 2;
export const ODD_ANTISYMMETRIC = 3;

/** Columns that one block treats: four vectors of 32-bit sums. */
export const BLOCK = 16;

/** First j of a group's terms. */
// @ts-expect-error: decorator
@inline
export function firstTerm(group: i32): i32 {
  return group == EVEN_SYMMETRIC || group == ODD_ANTISYMMETRIC ? 0 : 1;
}

/** Number of a group's terms for half length M. */
// @ts-expect-error: decorator
@inline
export function termCount(group: i32, half: i32): i32 {
  // The row M/2 of an even M is its own reflection: only symmetric groups hold it.
  const symmetric = group == EVEN_SYMMETRIC || group == ODD_SYMMETRIC;
  const last = symmetric ? half >> 1 : (half - 1) >> 1;
  return last - firstTerm(group) + 1;
}

/** Number of pairs of a group's terms. */
// @ts-expect-error: decorator
@inline
export function pairCount(group: i32, half: i32): i32 {
  return (termCount(group, half) + 1) >> 1;
}
