/** Weights of a mixture as whole parts, so that shares are exact. */

/** Decimals of a weight that count. */
const DECIMALS = 6;

/** Parts of a period at most: the order of a mixture is a table of one period. */
export const PERIOD_MAX = 2 ** 20;

/**
 * The smallest whole numbers in the proportion of the weights: [0.7, 0.3] is [7, 3].
 *
 * @returns a text that says what is wrong, if a weight has more than 6 decimals, if none is above 0, or if the parts are
 *   more than 2^20 together
 */
export function mixtureParts(weights: readonly number[]): number[] | string {
  const scale = 10 ** DECIMALS;
  const scaled = weights.map((weight) => Math.round(weight * scale));
  const fine = weights.findIndex((weight, k) => scaled[k]! / scale !== weight);
  if (fine >= 0) return `must have at most ${DECIMALS} decimals, so that shares are exact: round ${weights[fine]}`;
  const divisor = scaled.reduce(gcd, 0);
  if (divisor === 0) return 'must be above 0 for one dataset at least';
  const parts = scaled.map((weight) => weight / divisor);
  const period = parts.reduce((sum, part) => sum + part, 0);
  if (period <= PERIOD_MAX) return parts;
  return (
    `are ${parts.join(' : ')}, ${period} parts together, and at most ${PERIOD_MAX} are possible: round the weights, for ` +
    'instance to shares of three decimals'
  );
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
