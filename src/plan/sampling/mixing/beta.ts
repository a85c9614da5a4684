import type { RandomSource } from '../random-stream.ts';

/**
 * A draw of the symmetric Beta(alpha, alpha), as the ratio of two gamma variables.
 *
 * @param alpha greater than 0
 */
export function drawBeta(alpha: number, random: RandomSource): number {
  // In logarithms, because for a small alpha both variables may be too small for a double although their ratio matters.
  const first = drawLogGamma(alpha, random);
  const second = drawLogGamma(alpha, random);
  return 1 / (1 + Math.exp(second - first));
}

/**
 * A draw of the symmetric Dirichlet distribution: `count` weights that sum to 1.
 *
 * @param alpha greater than 0
 */
export function drawDirichlet(alpha: number, count: number, random: RandomSource): number[] {
  const logarithms = Array.from({ length: count }, () => drawLogGamma(alpha, random));
  const greatest = Math.max(...logarithms);
  const gammas = logarithms.map((logarithm) => Math.exp(logarithm - greatest));
  const sum = gammas.reduce((total, gamma) => total + gamma, 0);
  return gammas.map((gamma) => gamma / sum);
}

/**
 * The logarithm of a draw of Gamma(shape, 1).
 *
 * Source: Marsaglia and Tsang, "A simple method for generating gamma variables", ACM TOMS 26, 2000; shapes below 1 by
 * their section 6: Gamma(a) = Gamma(a + 1) * U^(1/a).
 */
function drawLogGamma(shape: number, random: RandomSource): number {
  if (shape < 1) return drawLogGamma(shape + 1, random) + Math.log(1 - random.nextDouble()) / shape;
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = drawNormal(random);
    const v = (1 + c * x) ** 3;
    const u = 1 - random.nextDouble();
    if (v > 0 && Math.log(u) < 0.5 * x * x + d * (1 - v + Math.log(v))) return Math.log(d * v);
  }
}

/** Box and Muller; one of their two values is enough. */
function drawNormal(random: RandomSource): number {
  const angle = 2 * Math.PI * random.nextDouble();
  return Math.cos(angle) * Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
}
