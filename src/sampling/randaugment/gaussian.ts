/**
 * A standard normal variate of two uniform ones, by the cosine half of Box and Muller's transformation:
 * cos(2 pi u) * sqrt(-2 ln(1 - v)). Exactly two draws make one variate, unlike with rejection methods.
 *
 * Source: Box, Muller, "A note on the generation of random normal deviates", 1958.
 *
 * @param u in [0, 1), the angle
 * @param v in [0, 1), the radius
 */
export function gaussian(u: number, v: number): number {
  return Math.cos(2 * Math.PI * u) * Math.sqrt(-2 * Math.log(1 - v));
}
